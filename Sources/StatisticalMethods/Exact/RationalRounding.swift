import BigInt
package import StatisticalModel

extension Rational {
  /// The square root with `digits` digits behind the point, halves away from zero; nil of a negative
  /// number.
  ///
  /// Exact integer arithmetic: the last digit is right on every machine.
  public func squareRoot(digits: Int) -> Rational? {
    guard signum >= 0 else { return nil }
    let scale = BigInt(10).power(Swift.max(0, digits))
    // floor(s + 1/2) = floor((floor(2 s) + 1) / 2), with s the root in units of the last digit.
    let doubled = (self * Rational(4 * scale * scale, 1)).floor.parts.numerator.squareRoot()
    return Rational((doubled + 1) / 2, scale)
  }

  /// The greatest number with `digits` digits behind the point that is not greater.
  public func floor(digits: Int) -> Rational {
    let scale = Rational(BigInt(10).power(Swift.max(0, digits)), 1)
    return (self * scale).floor / scale
  }

  /// The least number with `digits` digits behind the point that is not less.
  public func ceiling(digits: Int) -> Rational { -(-self).floor(digits: digits) }
}

extension ExactDecimal {
  /// A rational with `digits` digits behind the point, halves away from zero; nil beyond 128 bits.
  package init?(rounding number: Rational, digits: Int) {
    let text = number.decimal(digits: digits)
    guard let significand = Int128(text.filter { $0 != "." }) else { return nil }
    self.init(significand: significand, scale: digits)
  }
}
