/// Typed observations of one batch of records, still in the source's own codes.
///
/// A column per dimension holds positions in ``StagedTexts``, so that each distinct text is
/// harmonised once, not once a record. Observations of one record stand side by side.
package struct StagedBatch: Sendable {
  /// One array per dimension of the structure.
  package var texts: [[Int32]]
  package var values: [ObservedValue] = []
  /// Position of each observation's record in ``locators``, ascending.
  package var records: [Int] = []
  /// Position of the value's field in its record, from 0.
  package var fields: [Int] = []
  /// Reference date of the record; nil where only the delivery has one.
  package var asOf: [Period?] = []
  /// The records that gave observations.
  package var locators: [RecordLocator] = []

  package init(dimensions: Int) { texts = Array(repeating: [], count: dimensions) }

  package var count: Int { values.count }
}

/// The distinct texts of one dimension in one delivery, found by their bytes.
package struct StagedTexts: Sendable {
  package private(set) var entries: [String] = []
  private var bytes: [ArraySlice<UInt8>] = []
  /// Open addressing; a slot holds an entry's position + 1.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  package init() {}

  /// The position of a text, new ones at the end.
  ///
  /// Constant time on average.
  package mutating func intern(_ text: ArraySlice<UInt8>) -> Int32 {
    if entries.count * 2 >= slots.count { grow() }
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = slots[slot] - 1
      if bytes[Int(position)].elementsEqual(text) { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(String(decoding: text, as: UTF8.self))
    bytes.append(ArraySlice(Array(text)))
    slots[slot] = Int32(entries.count)
    return Int32(entries.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (position, text) in bytes.enumerated() {
      var slot = Self.hash(text) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(position + 1)
    }
  }

  /// FNV-1a; the order of entries never depends on it.
  private static func hash(_ text: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32) & Int.max
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
}
