/// Typed observations of one batch of records, still in the source's own codes.
///
/// What a dimension says is a position in ``StagedTexts``, so that each distinct text is harmonised
/// once, not once a record. Observations of one record stand side by side.
package struct StagedBatch: Sendable {
  /// What an observation says beside its dimensions, in one place, since it is asked for together.
  package struct Row: Sendable {
    /// The count it gives, where its value is that and nothing more; a negative number is the
    /// complement of the value's position in ``StagedBatch/values``.
    package var count: Int
    /// Position of its record in ``StagedBatch/locators``, ascending.
    package var record: Int32
    /// Position of the value's field in its record, from 0.
    package var field: Int32
    /// Reference date of the record, packed; 0 where only the delivery has one.
    package var packedAsOf: UInt32
    /// The unit the record is of, as a number that means nothing beyond the delivery; -1 where none
    /// is named.
    package var unit: Int32

    package var asOf: Period? { Period(packed: packedAsOf) }

    /// A row whose value is still to be given.
    package init(record: Int, field: Int = 0, asOf: Period? = nil, unit: Int32 = -1) {
      count = 0
      self.record = Int32(truncatingIfNeeded: record)
      self.field = Int32(truncatingIfNeeded: field)
      packedAsOf = asOf?.packed ?? 0
      self.unit = unit
    }
  }

  package private(set) var rows: [Row] = []
  /// Values that are more than a count: absent ones, rounded ones, bounds, decimals.
  package private(set) var values: [ObservedValue] = []
  /// By observation and within it by dimension of the structure.
  package private(set) var texts: [Int32] = []
  /// The records of the batch, also those that gave no observation.
  package let locators: [RecordLocator]
  package let dimensions: Int

  package init(dimensions: Int, locators: [RecordLocator]) {
    self.dimensions = dimensions
    self.locators = locators
    rows.reserveCapacity(locators.count)
    texts.reserveCapacity(locators.count * dimensions)
  }

  package var count: Int { rows.count }

  package func value(of observation: Int) -> ObservedValue {
    let count = rows[observation].count
    return count < 0 ? values[~count] : ObservedValue(ExactDecimal(count))
  }

  /// The position of what an observation says of a dimension.
  package func text(of dimension: Int, in observation: Int) -> Int32 {
    texts[observation * dimensions + dimension]
  }

  /// Appends an observation of a value that is a count, exact and not negative.
  ///
  /// `texts` has one entry for each dimension.
  package mutating func append(_ row: Row, count: Int, texts: [Int32]) {
    var row = row
    row.count = count
    rows.append(row)
    self.texts.append(contentsOf: texts)
  }

  package mutating func append(_ row: Row, _ value: ObservedValue, texts: [Int32]) {
    append(row, count: ~values.count, texts: texts)
    values.append(value)
  }
}

/// A target code that a definition sets, told apart from a source's own text of the same letters.
///
/// Both travel as bytes in ``StagedTexts``; a target code has a leading NUL, which no text that
/// extraction hands on can contain.
package enum TargetCode {
  package static func marked(_ code: String) -> ArraySlice<UInt8> {
    ArraySlice([0] + Array(code.utf8))
  }

  /// The code, when `text` is a marked one.
  package static func unmarked(_ text: String) -> String? {
    text.utf8.first == 0 ? String(text.unicodeScalars.dropFirst()) : nil
  }

  /// Stands where a delete leaves a dimension open: it means every code.
  package static let every = marked("*")
  package static let everyText = String(decoding: every, as: UTF8.self)
}
