/// A measure of two numbers: a number, or the state in which there is none.
public enum Measured: Hashable, Sendable {
  /// The measure.
  case number(Double)
  /// Both are zero: they agree, and no ratio of them means anything.
  case bothZero
  /// One is zero and the other not: a ratio would be zero or infinite.
  case oneZero
  /// One is missing, or both.
  case missing
  /// A negative number, or one that is not finite, where the measure is for counts and sizes.
  case outOfDomain

  /// The number, where there is one.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The measure of two numbers that must both be positive.
  static func ofPositive(
    _ a: Double?, _ b: Double?, _ measure: (Double, Double) -> Double
  ) -> Measured {
    guard let a, let b else { return .missing }
    guard a.isFinite, b.isFinite, a >= 0, b >= 0 else { return .outOfDomain }
    if a == 0, b == 0 { return .bothZero }
    if a == 0 || b == 0 { return .oneZero }
    return .number(measure(a, b))
  }
}
