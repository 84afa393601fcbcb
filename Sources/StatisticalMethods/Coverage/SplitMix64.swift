/// A small generator with a printed seed: the same numbers on every machine.
///
/// Steele, Lea and Flood 2014. Not for secrets.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A whole number from 0 up to, not including, `bound`, each equally likely (Lemire 2019).
  mutating func below(_ bound: Int) -> Int {
    let width = UInt64(bound)
    while true {
      let product = next().multipliedFullWidth(by: width)
      if product.low >= (0 &- width) % width { return Int(product.high) }
    }
  }
}
