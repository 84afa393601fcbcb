/// Numbers the cells met so far, from 0 in the order of their first occurrence.
///
/// A table of our own, since hashing against an attacker's choice of keys, as Dictionary does, costs
/// more than all else that is done with a record; the keys are packed codes, not text.
package struct CellPositions: Sendable {
  package private(set) var keys: [CellKey] = []
  /// Open addressing; a slot holds a cell's position + 1.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)

  package init() {}

  /// Numbers distinct cells as they stand.
  package init(of keys: [CellKey]) {
    for key in keys { _ = position(of: key) }
  }

  /// The position of a cell; nil when it was never met.
  package subscript(key: CellKey) -> Int? {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if keys[position] == key { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The positions of many cells, -1 for those never met.
  ///
  /// Side by side, so that a processor looks for the next while it waits for the memory of one.
  package func find(_ cells: [UInt128], into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    found.reserveCapacity(cells.count)
    for cell in cells {
      let position = self[CellKey(bits: cell)] ?? -1
      found.append(Int32(truncatingIfNeeded: position))
    }
  }

  /// The position of a cell, which is the count of ``keys`` before the call where it is new.
  ///
  /// Constant time on average.
  package mutating func position(of key: CellKey) -> Int {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if keys[position] == key { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (position, key) in keys.enumerated() {
      var slot = Self.hash(key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(position + 1)
    }
  }

  /// Multiplicative hashing (Knuth, 6.4) by the golden ratio, high bits folded onto low ones.
  private static func hash(_ key: CellKey) -> Int {
    let low = UInt64(truncatingIfNeeded: key.bits)
    let high = UInt64(truncatingIfNeeded: key.bits >> 64)
    let mixed = (low ^ high &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32) & Int.max
  }
}
