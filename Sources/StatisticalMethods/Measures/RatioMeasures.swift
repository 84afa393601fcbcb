import Foundation

/// How far two or more sizes are apart, where the answer is an approximation by nature.
public enum RatioMeasures {
  /// `ln(a/b)`: the same size and the other sign when the two are swapped; additive over steps.
  public static func logRatio(_ a: Double?, _ b: Double?) -> Measured {
    Measured.ofPositive(a, b) { log($0 / $1) }
  }

  /// `max(x/ref, ref/x) − 1`, the suspicion of a value against a reference (de Waal, Pannekoek and
  /// Scholtus 2011, section 6.2): 0 when equal, 1 at double and at half.
  public static func suspicion(_ value: Double?, against reference: Double?) -> Measured {
    Measured.ofPositive(value, reference) { max($0 / $1, $1 / $0) - 1 }
  }

  /// `(max − min)/median` over the sources that give a number.
  ///
  /// `missing` below two of them, `bothZero` when all are zero, `oneZero` when the median alone is.
  public static func spread(_ values: [Double?]) -> Measured {
    let given = values.compactMap(\.self)
    guard given.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return .outOfDomain }
    guard given.count > 1, let least = given.min(), let most = given.max(),
      let median = Quantiles(of: given)?.median
    else { return .missing }
    if most == 0 { return .bothZero }
    return median == 0 ? .oneZero : .number((most - least) / median)
  }

  /// `z = (a − b)/√(a + b)`: the difference of two independent Poisson counts in its standard errors
  /// (Przyborowski and Wilenski 1940).
  ///
  /// Only for independent counts of events; beyond ±1.96 chance alone is an unlikely reason at 5 %.
  /// One zero is no hindrance here.
  public static func countNoise(_ a: Double?, _ b: Double?) -> Measured {
    guard let a, let b else { return .missing }
    guard a.isFinite, b.isFinite, a >= 0, b >= 0 else { return .outOfDomain }
    return a + b == 0 ? .bothZero : .number((a - b) / (a + b).squareRoot())
  }
}
