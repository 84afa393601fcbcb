import Foundation

/// Random numbers that can be had again (SplitMix64, Steele, Lea and Flood 2014).
///
/// The seed is another one in every run, unless `SANAQ_TEST_SEED` names it; say it in messages.
package struct SeededGenerator: RandomNumberGenerator {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64? = nil) {
    self.seed =
      seed ?? ProcessInfo.processInfo.environment["SANAQ_TEST_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 0..<1_000_000)
    state = self.seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Up to `count` of the pieces, joined.
  package mutating func text(of pieces: [String], upTo count: Int) -> String {
    let length = Int.random(in: 0...count, using: &self)
    return (0..<length).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}
