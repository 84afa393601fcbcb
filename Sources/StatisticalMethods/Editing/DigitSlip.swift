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

  /// The one slip that turns the digits of `a` into those of `b`; nil when they are equal, further
  /// apart, of different sign or scale, or when either has a single digit (too short to tell a slip
  /// from another number).
  ///
  /// - Complexity: linear in the number of digits.
  package static func between(_ a: ExactDecimal, _ b: ExactDecimal) -> Kind? {
    guard a != b, a.isNegative == b.isNegative else { return nil }
    let left = Array(a.description.utf8)
    let right = Array(b.description.utf8)
    guard digits(in: left) > 1, digits(in: right) > 1 else { return nil }
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

  private static func digits(in text: [UInt8]) -> Int {
    text.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
