import Foundation

/// The chi-square distribution with whole degrees of freedom (Abramowitz and Stegun 26.4.4, 26.4.5).
public enum ChiSquare {
  /// The probability of a value of at least `q`, by the closed sums
  /// `Σ e^-h h^k / k!` (even) and `erfc(√h) + Σ e^-h h^(k-1/2) / Γ(k+1/2)` (odd), with `h = q / 2`.
  ///
  /// Zero degrees of freedom put all mass on zero. Good to about 12 digits; far tails keep their
  /// relative accuracy because no complement is taken.
  /// - Complexity: linear in `degreesOfFreedom`.
  public static func upperTail(_ q: Double, degreesOfFreedom: Int) -> Double {
    precondition(degreesOfFreedom >= 0, "degrees of freedom count constraints")
    guard q > 0 else { return 1 }
    guard degreesOfFreedom > 0 else { return 0 }
    let h = q / 2
    let isEven = degreesOfFreedom.isMultiple(of: 2)
    let offset = isEven ? 0.0 : 0.5
    var logarithm = isEven ? -h : -h - log(Double.pi) / 2 - log(h) / 2
    var logarithms = isEven ? [logarithm] : []
    let terms = degreesOfFreedom / 2
    for k in stride(from: 1, through: isEven ? terms - 1 : terms, by: 1) {
      logarithm += log(h) - log(Double(k) - offset)
      logarithms.append(logarithm)
    }
    let largest = logarithms.max() ?? 0
    // Smallest first, so that the many small terms are not lost against the large ones.
    let sum = logarithms.sorted().reduce(0) { $0 + exp($1 - largest) } * exp(largest)
    return min(1, isEven ? sum : erfc(h.squareRoot()) + sum)
  }
}
