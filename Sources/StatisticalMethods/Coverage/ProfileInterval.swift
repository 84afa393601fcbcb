import Foundation

/// The profile likelihood of the size of a population under a log-linear model (Cormack 1992).
///
/// For every size `N` the unseen are set to `N − n`, the model is fitted to the whole table, and the
/// multinomial likelihood `N!/(N−n)! Π pᵢ^yᵢ · p₀^(N−n)` is read; `N` need not be whole.
public struct ProfileInterval: Hashable, Sendable {
  /// The size with the largest likelihood.
  public var size: Double
  /// The smallest size that is not rejected at 5 %.
  public var lower: Double
  /// The largest such size; nil when none up to 10^12 is rejected.
  public var upper: Double?

  /// The 95 % point of chi-square with one degree of freedom.
  private static let threshold = 3.841458820694124
  private static let precision = 1e-9
  /// Unseen people that count as none, where the likelihood has no derivative.
  private static let nearlyNobody = 1e-6

  /// nil when the model is not estimable on the table.
  public init?(_ model: LogLinearModel, on overlap: ListOverlap) {
    guard let estimate = ModelFit(model, to: overlap).estimate else { return nil }
    var profile = Profile(model, on: overlap)
    let guess = max(1, estimate.size - profile.seen)
    let limit = Double(ListOverlap.largestCount)
    var high = guess
    while profile.slope(at: high) > 0, high < limit { high *= 2 }
    let best = Bisection.root(
      above: Self.nearlyNobody, below: high, precision: Self.precision
    ) { -profile.slope(at: $0) }
    let reference = profile.logLikelihood(at: best)
    func excess(_ unseen: Double, _ profile: inout Profile) -> Double {
      2 * (reference - profile.logLikelihood(at: unseen)) - Self.threshold
    }
    size = profile.seen + best
    lower =
      excess(Self.nearlyNobody, &profile) < 0
      ? profile.seen
      : profile.seen
        + Bisection.root(above: Self.nearlyNobody, below: best, precision: Self.precision) {
          -excess($0, &profile)
        }
    high = best * 2 + 1
    while excess(high, &profile) < 0, high < limit { high *= 2 }
    if high < limit {
      upper =
        profile.seen
        + Bisection.root(above: best, below: high, precision: Self.precision) {
          excess($0, &profile)
        }
    }
  }
}

/// The likelihood along the size; remembers the last coefficients, from which the next fit starts.
private struct Profile {
  let seen: Double
  private let terms: [Int]
  private let cells: [Int]
  private let observed: [Double]
  private var last: [Double]?

  init(_ model: LogLinearModel, on overlap: ListOverlap) {
    let counts = overlap.counts.map { Double($0) }
    let design = ReducedDesign(model, counts: counts)
    terms = design.terms
    cells = [0] + design.cells
    observed = design.cells.map { counts[$0] }
    seen = observed.reduce(0, +)
  }

  /// A size the model cannot be fitted to is impossible.
  mutating func logLikelihood(at unseen: Double) -> Double {
    guard let expected = fit(unseen) else { return -.infinity }
    let size = seen + unseen
    let patterns = zip([unseen] + observed, expected).reduce(0) {
      $0 + ($1.0 > 0 ? $1.0 * log($1.1 / size) : 0)
    }
    return lgamma(size + 1) - lgamma(unseen + 1) + patterns
  }

  /// The derivative `ψ(N+1) − ψ(N−n+1) + ln p₀`; the fitted parameters do not move it, being at
  /// their maximum.
  mutating func slope(at unseen: Double) -> Double {
    guard let expected = fit(unseen) else { return -.infinity }
    let size = seen + unseen
    return digamma(size + 1) - digamma(unseen + 1) + log(expected[0] / size)
  }

  private mutating func fit(_ unseen: Double) -> [Double]? {
    let counts = [unseen] + observed
    let fit =
      PoissonFit(terms: terms, cells: cells, counts: counts, start: last)
      ?? PoissonFit(terms: terms, cells: cells, counts: counts)
    last = fit?.coefficients
    return fit?.expected
  }

  /// The derivative of the logarithm of the gamma function, for positive arguments (Abramowitz and
  /// Stegun 1964, 6.3.5 and 6.3.18).
  private func digamma(_ argument: Double) -> Double {
    var (x, shift) = (argument, 0.0)
    while x < 12 {
      shift -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square / 240)))
    return shift + log(x) - 1 / (2 * x) - series
  }
}
