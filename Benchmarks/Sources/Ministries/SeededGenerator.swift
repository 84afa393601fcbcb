/// SplitMix64 (Steele, Lea and Flood 2014): small, fast, the same on every machine.
struct SeededGenerator {
  private var state: UInt64

  /// A stream of its own for each combination of labels, so that no part depends on the order in
  /// which others are made.
  init(_ labels: Int...) {
    state = 0x9E37_79B9_7F4A_7C15
    for label in labels {
      state ^= UInt64(bitPattern: Int64(label))
      state = next()
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `limit` − 1; the bias is below `limit` / 2³².
  mutating func number(below limit: Int) -> Int {
    Int(((next() >> 32) &* UInt64(limit)) >> 32)
  }
}
