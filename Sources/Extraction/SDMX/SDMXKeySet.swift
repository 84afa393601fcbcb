/// The keys met so far, eight bytes each, for finding one that comes twice.
///
/// Two different keys have one hash with a chance below 3 in a million among ten million keys.
struct SDMXKeySet {
  private static let smallest = 64
  /// Open addressing; 0 is a free slot.
  private var slots = [UInt64](repeating: 0, count: smallest)
  private var count = 0

  /// False when the key is there already.
  ///
  /// Constant time on average.
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let hash = hash == 0 ? 1 : hash
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    count += 1
    return true
  }

  /// Large sets give their memory back.
  mutating func removeAll() {
    guard count > 0 else { return }
    count = 0
    if slots.count > Self.smallest {
      slots = [UInt64](repeating: 0, count: Self.smallest)
    } else {
      for slot in slots.indices { slots[slot] = 0 }
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for hash in old where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash
    }
  }
}

/// The hash of a key whose parts are given in any order.
struct SDMXKeyHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ position: Int, _ text: borrowing Span<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: position)
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
    // The finishing steps of SplitMix64: sums of unmixed hashes would meet too easily.
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    value &+= hash ^ hash >> 31
  }

  mutating func add(_ other: SDMXKeyHash) { value &+= other.value }
}
