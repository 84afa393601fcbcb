/// Typed observations of one batch of records, still in the source's own codes.
///
/// A column per dimension holds positions in ``StagedTexts``, so that each distinct text is
/// harmonised once, not once a record.
package struct StagedBatch: Sendable {
  /// One array per dimension of the structure.
  package var texts: [[Int32]]
  package var values: [ObservedValue] = []
  package var records: [Int] = []
  /// Position of the value's field in its record, from 0.
  package var fields: [Int] = []
  /// Reference date of the record; nil where only the delivery has one.
  package var asOf: [Period?] = []

  package init(dimensions: Int) { texts = Array(repeating: [], count: dimensions) }

  package var count: Int { values.count }
}

/// The distinct texts of one dimension in one delivery, with the way each is to be read.
package struct StagedTexts: Sendable {
  /// A text and whether it is already a target code (a constant of the definition).
  package struct Entry: Hashable, Sendable {
    package var text: String
    package var isTargetCode: Bool

    package init(text: String, isTargetCode: Bool) {
      self.text = text
      self.isTargetCode = isTargetCode
    }
  }

  package private(set) var entries: [Entry] = []
  private var positions: [Entry: Int32] = [:]

  package init() {}

  /// The position of a text, new ones at the end.
  package mutating func intern(_ entry: Entry) -> Int32 {
    if let position = positions[entry] { return position }
    let position = Int32(entries.count)
    entries.append(entry)
    positions[entry] = position
    return position
  }
}
