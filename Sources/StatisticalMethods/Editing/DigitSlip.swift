package import StatisticalModel

/// Keying slips: two numbers whose digits are one insertion, deletion, substitution or swap of
/// neighbours apart (Damerau 1964; restricted distance as in Scholtus 2009, section 4).
package enum DigitSlip {
  /// The kinds of slip at distance one.
  package enum Kind: String, Sendable {
    case substitution
    case transposition
    case insertion
    case deletion
  }

  /// The one slip that turns the digits of `a` into those of `b`, both printed with as many decimals
  /// as the finer has; nil when they are equal, further apart, of different sign, when their points
  /// stand elsewhere, or when either has a single digit (too short to tell a slip from another
  /// number).
  ///
  /// - Complexity: linear in the number of digits.
  package static func between(_ a: ExactDecimal, _ b: ExactDecimal) -> Kind? {
    guard a != b, a.isNegative == b.isNegative, digits(of: a) > 1, digits(of: b) > 1 else {
      return nil
    }
    let decimals = max(a.scale, b.scale)
    let left = printed(a, decimals: decimals)
    let right = printed(b, decimals: decimals)
    let head = zip(left, right).prefix { $0 == $1 }.count
    let tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let restOfLeft = left.dropFirst(head).dropLast(tail)
    let restOfRight = right.dropFirst(head).dropLast(tail)
    return switch (restOfLeft.count, restOfRight.count) {
    case (1, 1): .substitution
    case (2, 2) where restOfLeft.elementsEqual(restOfRight.reversed()): .transposition
    case (0, 1): .insertion
    case (1, 0): .deletion
    default: nil
    }
  }

  private static func digits(of number: ExactDecimal) -> Int {
    String(number.significand.magnitude).count
  }

  private static func printed(_ number: ExactDecimal, decimals: Int) -> [UInt8] {
    let point = number.scale == 0 && decimals > 0 ? "." : ""
    let zeros = String(repeating: "0", count: decimals - number.scale)
    return Array((number.description + point + zeros).utf8)
  }
}
