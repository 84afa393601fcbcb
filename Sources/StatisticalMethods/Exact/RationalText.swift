import BigInt
package import StatisticalModel

extension Rational: LosslessStringConvertible {
  /// Longer texts are refused: reading takes time proportional to the square of the length.
  public static let maximumLength = 1000

  /// Reads `7`, `-1.25`, `3/7` or `-0.5/1.5`: an optional minus sign, digits, optionally a point
  /// and digits; optionally a slash and another such number.
  ///
  /// No exponent, blanks, plus sign or group separators.
  /// - Returns: nil for any other text, a zero denominator, or more than ``maximumLength`` bytes.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.maximumLength else { return nil }
    let sides = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = sides.compactMap(Self.decimal)
    guard numbers.count == sides.count else { return nil }
    guard numbers.count == 2 else {
      self = numbers[0]
      return
    }
    guard let inverse = numbers[1].reciprocal else { return nil }
    self = numbers[0] * inverse
  }

  private static func decimal(_ text: Substring) -> Rational? {
    let isNegative = text.first == "-"
    let parts = text.dropFirst(isNegative ? 1 : 0).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let digits = BigInt(parts.joined())
    else { return nil }
    let scale = parts.count == 2 ? parts[1].utf8.count : 0
    return Rational(isNegative ? -digits : digits, BigInt(10).power(scale))
  }

  /// `578/81`, `-3`: lowest terms, without a denominator of 1.
  public var description: String {
    let (top, bottom) = parts
    return bottom == 1 ? String(top) : "\(top)/\(bottom)"
  }

  /// A decimal with exactly `digits` digits behind the point, halves rounded away from zero.
  public func decimal(digits: Int) -> String {
    let (top, bottom) = (self * Rational(BigInt(10).power(Swift.max(0, digits)), 1)).rounded.parts
    assert(bottom == 1)
    let text = String(top.magnitude)
    let padded = String(repeating: "0", count: Swift.max(0, digits + 1 - text.count)) + text
    let sign = top < 0 ? "-" : ""
    return digits > 0 ? sign + padded.dropLast(digits) + "." + padded.suffix(digits) : sign + padded
  }

  /// The decimal where the number ends as one (`-1.25`), the fraction otherwise (`3/7`).
  public var text: String {
    guard let digits = decimalDigits else { return description }
    return decimal(digits: digits)
  }

  /// Digits behind the point of a number whose denominator is a product of twos and fives.
  private var decimalDigits: Int? {
    var rest = parts.denominator
    var counts = (twos: 0, fives: 0)
    while rest.isMultiple(of: 2) { (rest, counts.twos) = (rest / 2, counts.twos + 1) }
    while rest.isMultiple(of: 5) { (rest, counts.fives) = (rest / 5, counts.fives + 1) }
    return rest == 1 ? Swift.max(counts.twos, counts.fives) : nil
  }
}

extension ExactDecimal {
  /// The decimal equal to a rational; nil when there is none that ``init(parsing:)`` admits.
  package init?(_ number: Rational) { self.init(parsing: number.text) }
}
