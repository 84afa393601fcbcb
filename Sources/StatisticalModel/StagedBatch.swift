/// Typed observations of one batch of records, still in the source's own codes.
///
/// A column per dimension holds positions in ``StagedTexts``, so that each distinct text is
/// harmonised once, not once a record. Observations of one record stand side by side.
package struct StagedBatch: Sendable {
  /// One array per dimension of the structure.
  package var texts: [[Int32]]
  /// By observation the count it gives, where its value is that and nothing more; a negative number
  /// is the complement of the value's position in ``values``.
  package private(set) var counts: [Int] = []
  /// The other values: absent ones, rounded ones, bounds, decimals.
  package private(set) var values: [ObservedValue] = []
  /// Position of each observation's record in ``locators``, ascending.
  package var records: [Int] = []
  /// Position of the value's field in its record, from 0.
  package var fields: [Int] = []
  /// Reference date of the record; nil where only the delivery has one.
  package var asOf: [Period?] = []
  /// The records that gave observations.
  package var locators: [RecordLocator] = []

  /// By record the unit it is of, as a number that means nothing beyond the delivery; -1 where none
  /// is named.
  ///
  /// Empty where the source names no units at all.
  package var units: [Int32] = []

  package init(dimensions: Int) { texts = Array(repeating: [], count: dimensions) }

  package var count: Int { counts.count }

  package func value(of observation: Int) -> ObservedValue {
    let count = counts[observation]
    return count < 0 ? values[~count] : ObservedValue(ExactDecimal(count))
  }

  /// Appends a value that is a count, exact and not negative.
  package mutating func append(count: Int) { counts.append(count) }

  package mutating func append(_ value: ObservedValue) {
    counts.append(~values.count)
    values.append(value)
  }

  /// Makes room for the observations of so many records of one value each.
  package mutating func reserveCapacity(_ records: Int) {
    for dimension in texts.indices { texts[dimension].reserveCapacity(records) }
    counts.reserveCapacity(records)
    self.records.reserveCapacity(records)
    fields.reserveCapacity(records)
    asOf.reserveCapacity(records)
    locators.reserveCapacity(records)
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
