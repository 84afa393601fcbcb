/// The distinct texts of one dimension in one delivery, found by their bytes.
package struct StagedTexts: Sendable {
  package private(set) var entries: [String] = []
  /// The entries' bytes end to end, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing; a slot holds an entry's position + 1.
  private var slots: [Int32] = Array(repeating: 0, count: 64)
  /// The entry found last: neighbouring records mostly say the same.
  private var latest: Int32 = 0
  /// By entry, the other one that was found after it the last time: tables mostly go through their
  /// codes in one order, again and again.
  private var followers: [Int32] = []

  package init() {}

  /// The position of a text, new ones at the end.
  ///
  /// Constant time on average.
  package mutating func intern(_ text: ArraySlice<UInt8>) -> Int32 { intern(text.span) }

  package mutating func intern(_ text: borrowing Span<UInt8>) -> Int32 {
    guard !entries.isEmpty else { return found(text) }
    if holds(text, at: Int(latest)) { return latest }
    let before = Int(latest)
    let expected = followers[before]
    latest = holds(text, at: Int(expected)) ? expected : found(text)
    followers[before] = latest
    return latest
  }

  private mutating func found(_ text: borrowing Span<UInt8>) -> Int32 {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = slots[slot] - 1
      if holds(text, at: Int(position)) { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    add(text)
    slots[slot] = Int32(entries.count)
    if entries.count * 2 >= slots.count { grow() }
    return Int32(entries.count - 1)
  }

  private func start(of position: Int) -> Int { position == 0 ? 0 : ends[position - 1] }

  private func holds(_ text: borrowing Span<UInt8>, at position: Int) -> Bool {
    let start = start(of: position)
    guard ends[position] - start == text.count else { return false }
    for index in text.indices where bytes[start + index] != text[index] { return false }
    return true
  }

  private mutating func add(_ text: borrowing Span<UInt8>) {
    let start = bytes.count
    for index in text.indices { bytes.append(text[index]) }
    ends.append(bytes.count)
    followers.append(Int32(entries.count))
    entries.append(String(decoding: bytes[start...], as: UTF8.self))
  }

  private mutating func grow() {
    var wider: [Int32] = Array(repeating: 0, count: slots.count * 2)
    for position in entries.indices {
      let hash = Self.hash(bytes.span.extracting(start(of: position)..<ends[position]))
      var slot = hash & (wider.count - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = Int32(position + 1)
    }
    slots = wider
  }

  /// FNV-1a; the order of entries never depends on it.
  private static func hash(_ text: borrowing Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32) & Int.max
  }
}
