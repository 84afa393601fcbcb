package import StatisticalModel

/// Unit errors: two numbers of which one is near a power of ten times the other (thousands for
/// units, a share for a percentage).
package enum ScaleSlip {
  /// How near `a / b` must be to the power, as a share of it.
  package static let closeness = ExactDecimal(significand: 2, scale: 2)

  private static let exponents = 1...9

  /// Whether one of two numbers is exactly a power of ten times the other, as ``exponent(of:over:)``
  /// finds it.
  package static func isPowerOfTen(_ a: ExactDecimal, over b: ExactDecimal) -> Bool {
    guard let exponent = exponent(of: a, over: b) else { return false }
    let (small, large) = exponent > 0 ? (b, a) : (a, b)
    return (0..<exponent.magnitude).reduce(small) { power, _ in power * 10 } == large
  }

  /// The power `k ≠ 0` with `a ≈ b × 10^k`, or nil.
  ///
  /// A number of one digit is too short to tell a unit from a count: 2 and 20 children may both be
  /// true.
  package static func exponent(of a: ExactDecimal, over b: ExactDecimal) -> Int? {
    guard a.significand.magnitude > 9, b.significand.magnitude > 9,
      a.isNegative == b.isNegative
    else { return nil }
    let (small, large, sign) = a.magnitude < b.magnitude ? (a, b, -1) : (b, a, 1)
    var scaled = small.magnitude
    for exponent in exponents {
      scaled = scaled * 10
      if (large.magnitude - scaled).magnitude <= scaled * closeness { return sign * exponent }
      if scaled > large.magnitude * 2 { return nil }
    }
    return nil
  }
}
