/// An exact decimal number: `significand × 10^-scale`, kept in lowest terms.
///
/// Equal numbers have equal representations (`39.60` and `39.6` are one value), so values hash and
/// compare by number, not by spelling. The arithmetic never rounds. ``init(parsing:)`` admits at
/// most 15 digits before the point and 6 behind it; a sum of 10^8 such numbers, or of a hundred
/// products with rule constants, stays inside the 128-bit significand, so no operation a file can
/// provoke overflows.
package struct ExactDecimal: Hashable, Sendable {
  package let significand: Int128
  package let scale: Int

  package static let zero = ExactDecimal(0)
  package static let maximumIntegerDigits = 15
  package static let maximumFractionDigits = 6

  package init(_ integer: Int) {
    significand = Int128(integer)
    scale = 0
  }

  /// Makes `significand × 10^-scale`, dropping trailing zeros.
  ///
  /// `scale` must not be negative.
  package init(significand: Int128, scale: Int) {
    precondition(scale >= 0, "a decimal's scale counts digits behind the point")
    var significand = significand
    var scale = scale
    while scale > 0, significand.isMultiple(of: 10) {
      significand /= 10
      scale -= 1
    }
    self.significand = significand
    self.scale = scale
  }

  /// Reads canonical text: an optional minus sign, digits, and optionally a point and digits.
  ///
  /// No exponent, no group separators, no plus sign: files' own number forms are read in staging.
  /// - Returns: nil when the text has another form or more digits than the type admits.
  package init?(parsing text: some StringProtocol) {
    var significand: Int128 = 0
    var integerDigits = 0
    var fractionDigits = 0
    var negative = false
    var afterPoint = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: negative = true
      case UInt8(ascii: ".") where !afterPoint && integerDigits > 0: afterPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        significand = significand * 10 + Int128(byte - UInt8(ascii: "0"))
        if afterPoint { fractionDigits += 1 } else { integerDigits += 1 }
        guard integerDigits <= Self.maximumIntegerDigits,
          fractionDigits <= Self.maximumFractionDigits
        else { return nil }
      default: return nil
      }
    }
    guard integerDigits > 0, !afterPoint || fractionDigits > 0 else { return nil }
    self.init(significand: negative ? -significand : significand, scale: fractionDigits)
  }

  package var isZero: Bool { significand == 0 }
  package var isNegative: Bool { significand < 0 }
  package var magnitude: ExactDecimal { isNegative ? -self : self }

  /// Whether this is a whole number of `unit`s; `unit` must not be zero.
  package func isMultiple(of unit: ExactDecimal) -> Bool {
    let (number, step) = Self.aligned(self, unit)
    return number.isMultiple(of: step)
  }

  /// Divides exactly rounded to `digits` places, halves away from zero: for display and shares,
  /// never for a value that is stored as a figure.
  ///
  /// - Returns: nil when `divisor` is zero.
  package func quotient(by divisor: ExactDecimal, digits: Int) -> ExactDecimal? {
    guard !divisor.isZero else { return nil }
    let (numerator, denominator) = Self.aligned(self, divisor)
    let shifted = numerator * Self.powerOfTen(digits)
    let (quotient, remainder) = shifted.quotientAndRemainder(dividingBy: denominator)
    let away: Int128 = (shifted < 0) == (denominator < 0) ? 1 : -1
    let rounds = remainder.magnitude * 2 >= denominator.magnitude
    return ExactDecimal(significand: rounds ? quotient + away : quotient, scale: digits)
  }

  static func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  private static func aligned(_ left: Self, _ right: Self) -> (Int128, Int128) {
    if left.scale == right.scale { return (left.significand, right.significand) }
    return left.scale < right.scale
      ? (left.significand * powerOfTen(right.scale - left.scale), right.significand)
      : (left.significand, right.significand * powerOfTen(left.scale - right.scale))
  }
}

extension ExactDecimal: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    let (a, b) = aligned(left, right)
    return a < b
  }
}

extension ExactDecimal {
  package static func + (left: Self, right: Self) -> Self {
    let (a, b) = aligned(left, right)
    return Self(significand: a + b, scale: max(left.scale, right.scale))
  }

  package static func - (left: Self, right: Self) -> Self { left + -right }

  package static prefix func - (value: Self) -> Self {
    Self(significand: -value.significand, scale: value.scale)
  }

  package static func * (left: Self, right: Self) -> Self {
    Self(significand: left.significand * right.significand, scale: left.scale + right.scale)
  }

  package static func += (left: inout Self, right: Self) { left = left + right }
}

extension ExactDecimal: CustomStringConvertible {
  /// Canonical text with a point and no group separators: `-39.6`, `576474`, `0.05`.
  package var description: String {
    // Most are counts; a machine integer is written many times faster.
    guard scale > 0 else { return Int(exactly: significand)?.description ?? String(significand) }
    var digits = String(significand.magnitude)
    if digits.count <= scale {
      digits = String(repeating: "0", count: scale - digits.count + 1) + digits
    }
    return (isNegative ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}
