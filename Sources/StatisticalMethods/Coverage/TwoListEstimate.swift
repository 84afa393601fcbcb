/// What two lists alone say about the size of a population.
public struct TwoListEstimate: Hashable, Sendable {
  /// The formulas on offer.
  public enum Method: String, Hashable, Sendable {
    /// `n₁n₂/m` (Petersen 1896, Lincoln 1930).
    case lincolnPetersen
    /// `(n₁+1)(n₂+1)/(m+1) − 1`, nearly unbiased (Chapman 1951).
    case chapman
  }

  /// Which formula.
  public var method: Method
  /// The estimated size of the population.
  public var size: Double
  /// Its standard error.
  public var standardError: Double

  /// Lincoln and Petersen's estimate; nil when nobody is on both lists (`both` = 0), since no
  /// finite size fits then.
  ///
  /// The standard error is that of the log-linear independence model,
  /// `√(u + u²(1/b + 1/c + 1/m))` with `b`, `c` the people on one list only and `u = bc/m` (Cormack
  /// 1989; Sanathanan 1972); with nobody on one list only it is 0.
  public static func lincolnPetersen(first: Int, second: Int, both: Int) -> TwoListEstimate? {
    guard both > 0, first >= both, second >= both else { return nil }
    let (m, b, c) = (Double(both), Double(first - both), Double(second - both))
    let unseen = b * c / m
    let variance =
      unseen > 0 ? unseen + unseen * unseen * (1 / b + 1 / c + 1 / m) : 0
    return TwoListEstimate(
      method: .lincolnPetersen, size: Double(first) * Double(second) / m,
      standardError: variance.squareRoot())
  }

  /// Chapman's estimate with the standard error of Seber (1970):
  /// `√((n₁+1)(n₂+1)(n₁−m)(n₂−m) / ((m+1)²(m+2)))`.
  ///
  /// nil when the overlap is larger than a list.
  public static func chapman(first: Int, second: Int, both: Int) -> TwoListEstimate? {
    guard both >= 0, first >= both, second >= both else { return nil }
    let (n1, n2, m) = (Double(first), Double(second), Double(both))
    let product = (n1 + 1) * (n2 + 1)
    return TwoListEstimate(
      method: .chapman, size: product / (m + 1) - 1,
      standardError: (product * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2))).squareRoot())
  }

  /// How the size moves when the lists are not independent: with odds ratio `φ` between them the
  /// unseen are `φ(n₁−m)(n₂−m)/m` (Chao, Tsay, Lin, Shau and Chao 2001).
  ///
  /// `φ` above 1 is attraction (one list feeds the other), below 1 avoidance. nil without overlap.
  public static func size(oddsRatio: Double, first: Int, second: Int, both: Int) -> Double? {
    guard both > 0, first >= both, second >= both, oddsRatio >= 0 else { return nil }
    return Double(first + second - both)
      + oddsRatio * Double(first - both) * Double(second - both) / Double(both)
  }
}
