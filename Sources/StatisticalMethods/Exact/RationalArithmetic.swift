import BigInt

extension Rational: SignedNumeric {
  /// A whole number written in the program.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A whole number of any width.
  public init?(exactly source: some BinaryInteger) { self.init(BigInt(source), 1) }

  /// The number without its sign.
  public var magnitude: Rational { signum < 0 ? -self : self }

  /// The number with the other sign.
  public static prefix func - (number: Rational) -> Rational {
    switch number.form {
    case .small(let top, let bottom): Rational(lowest: -top, bottom)
    case .large(let top, let bottom): Rational(-top, bottom)
    }
  }

  /// The exact sum.
  public static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form,
      let sum = sum(a, b, c, d)
    {
      return sum
    }
    let (a, b) = left.parts
    let (c, d) = right.parts
    return Rational(a * d + c * b, b * d)
  }

  /// The exact difference.
  public static func - (left: Rational, right: Rational) -> Rational { left + -right }

  /// The exact product.
  public static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form,
      let product = product(a, b, c, d)
    {
      return product
    }
    let (a, b) = left.parts
    let (c, d) = right.parts
    return Rational(a * c, b * d)
  }

  /// Multiplies by `right`.
  public static func *= (left: inout Rational, right: Rational) { left = left * right }

  /// The exact quotient.
  ///
  /// `right` must not be zero; ``reciprocal`` asks first.
  public static func / (left: Rational, right: Rational) -> Rational {
    guard let inverse = right.reciprocal else { preconditionFailure("division by zero") }
    return left * inverse
  }

  /// Divides by `right`, which must not be zero.
  public static func /= (left: inout Rational, right: Rational) { left = left / right }

  /// `a/b + c/d` in machine words; nil when a step overflows (Knuth, The Art of Computer
  /// Programming 2, 4.5.1).
  private static func sum(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Rational? {
    if b == 1, d == 1 {
      let (total, overflow) = a.addingReportingOverflow(c)
      return overflow ? nil : make(total, 1)
    }
    let common = divisor(b, d)
    let (left, over1) = a.multipliedReportingOverflow(by: d / common)
    let (right, over2) = c.multipliedReportingOverflow(by: b / common)
    let (total, over3) = left.addingReportingOverflow(right)
    guard !over1, !over2, !over3 else { return nil }
    let shared = common == 1 ? 1 : divisor(total, common)
    let (bottom, over4) = (b / common).multipliedReportingOverflow(by: d / shared)
    return over4 ? nil : make(total / shared, bottom)
  }

  private static func product(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Rational? {
    if a == 0 || c == 0 { return Rational(lowest: 0, 1) }
    let (one, other) = (d == 1 ? 1 : divisor(a, d), b == 1 ? 1 : divisor(c, b))
    let (top, over1) = (a / one).multipliedReportingOverflow(by: c / other)
    let (bottom, over2) = (b / other).multipliedReportingOverflow(by: d / one)
    return over1 || over2 ? nil : make(top, bottom)
  }

  private static func make(_ top: Int, _ bottom: Int) -> Rational? {
    top == .min ? nil : Rational(lowest: top, top == 0 ? 1 : bottom)
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (large, small) = (a.magnitude, b.magnitude)
    while small != 0 { (large, small) = (small, large % small) }
    // A divisor of a positive `b` is no greater than it.
    return Int(large)
  }
}
