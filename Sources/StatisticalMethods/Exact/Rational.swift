import BigInt
package import StatisticalModel

/// An exact fraction of whole numbers of any size, in lowest terms with a positive denominator.
///
/// Numbers whose numerator and denominator fit a machine word are computed in machine words, with
/// every overflow caught and carried on in whole numbers without limit: no result is ever rounded.
/// Equal numbers have equal representations, so rationals hash and compare by value.
public struct Rational: Sendable, Hashable {
  /// `small` whenever both fit; the numerator is then never `Int.min`, so it can be negated.
  enum Form: Sendable, Hashable {
    case small(Int, Int)
    indirect case large(BigInt, BigInt)
  }

  let form: Form

  /// The whole number `integer`.
  public init(_ integer: Int) {
    self = integer == .min ? Self(BigInt(integer), 1) : Self(lowest: integer, 1)
  }

  /// The fraction `numerator/denominator`, brought to lowest terms.
  ///
  /// `denominator` must not be zero.
  public init(_ numerator: Int, over denominator: Int) {
    precondition(denominator != 0, "a fraction has a denominator other than zero")
    self.init(BigInt(numerator), BigInt(denominator))
  }

  /// A decimal of the shared model, exactly.
  package init(_ decimal: ExactDecimal) {
    self.init(BigInt(decimal.significand), BigInt(10).power(decimal.scale))
  }

  /// Already in lowest terms, `denominator` positive.
  init(lowest numerator: Int, _ denominator: Int) { form = .small(numerator, denominator) }

  init(_ numerator: BigInt, _ denominator: BigInt) {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    let (top, bottom) = (numerator / divisor * sign, denominator / divisor * sign)
    if let small = Int(exactly: top), let under = Int(exactly: bottom), small != .min {
      form = .small(small, under)
    } else {
      form = .large(top, bottom)
    }
  }

  var parts: (numerator: BigInt, denominator: BigInt) {
    switch form {
    case .small(let top, let bottom): (BigInt(top), BigInt(bottom))
    case .large(let top, let bottom): (top, bottom)
    }
  }
}

extension Rational {
  /// -1, 0 or 1.
  public var signum: Int {
    switch form {
    case .small(let top, _): top.signum()
    case .large(let top, _): top < 0 ? -1 : 1
    }
  }

  /// Whether the number is zero.
  public var isZero: Bool {
    if case .small(0, _) = form { true } else { false }
  }

  /// What the lowest terms are over.
  public var denominator: Rational { Rational(parts.denominator, 1) }

  /// What stands over the denominator in lowest terms; it has the sign.
  public var numerator: Rational { Rational(parts.numerator, 1) }

  /// Whether the denominator is 1.
  public var isInteger: Bool {
    switch form {
    case .small(_, let bottom): bottom == 1
    case .large(_, let bottom): bottom == 1
    }
  }

  /// The number as a machine integer, where it is one.
  public var integer: Int? {
    if case .small(let top, 1) = form {
      top
    } else {
      parts.denominator == 1 ? Int(exactly: parts.numerator) : nil
    }
  }

  /// The greatest whole number that is not greater.
  public var floor: Rational {
    let (top, bottom) = parts
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    return Rational(remainder < 0 ? quotient - 1 : quotient, 1)
  }

  /// The least whole number that is not less.
  public var ceiling: Rational { -(-self).floor }

  /// The nearest whole number, halves away from zero.
  public var rounded: Rational {
    let whole = (magnitude + Rational(lowest: 1, 2)).floor
    return signum < 0 ? -whole : whole
  }

  /// One over the number; nil for zero.
  public var reciprocal: Rational? {
    switch form {
    case .small(0, _): nil
    case .small(let top, let bottom):
      top < 0 ? Rational(lowest: -bottom, -top) : Rational(lowest: bottom, top)
    case .large(let top, let bottom): Rational(bottom, top)
    }
  }
}

extension Rational: Comparable {
  /// Compares exactly.
  public static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form {
      return b == d ? a < c : Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    let (a, b) = left.parts
    let (c, d) = right.parts
    return a * d < c * b
  }
}

extension Double {
  /// The number in binary floating point, within one unit in the last place: for display and
  /// for statistics that are approximations by nature, such as a standard error.
  public init(_ number: Rational) {
    let (top, bottom) = number.parts
    let shift = 64 - (top.bitWidth - bottom.bitWidth)
    let scaled =
      shift >= 0
      ? (top.magnitude << shift) / bottom.magnitude
      : top.magnitude / (bottom.magnitude << -shift)
    // 63 to 66 bits: the quotient's top word holds more than a significand.
    let excess = Swift.max(0, scaled.bitWidth - 64)
    let word = UInt64(truncatingIfNeeded: scaled >> excess)
    let size = Double(sign: .plus, exponent: excess - shift, significand: Double(word))
    self = number.signum < 0 ? -size : size
  }
}
