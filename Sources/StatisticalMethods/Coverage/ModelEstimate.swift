import Foundation

/// What a log-linear model says about the size of a population.
public struct ModelEstimate: Hashable, Sendable {
  /// Everybody on a list plus the expected unseen, `N̂ = n + m̂(0)`.
  public var size: Double
  /// `√(m̂₀ + m̂₀² v)` with `v` the variance of the logarithm of the unseen (Sanathanan 1972; Cormack
  /// 1989; Baillargeon and Rivest 2007).
  public var standardError: Double
  /// `2Σ(y ln(y/m̂) − (y − m̂))`.
  public var deviance: Double
  /// Patterns less parameters, both without what a zero margin takes away (Fienberg and Rinaldo
  /// 2012).
  public var degreesOfFreedom: Int
  /// `−2ℓ + 2p` of the Poisson likelihood with its constants, over all `p` terms (Akaike 1974).
  public var aic: Double
  /// `−2ℓ + p ln n` with `n` everybody on a list (Schwarz 1978; Baillargeon and Rivest 2007).
  public var bic: Double
  /// The 95 % log-normal interval.
  ///
  /// `n + m̂₀/C … n + m̂₀C` with
  /// `C = exp(z√(ln(1 + se²/m̂₀²)))` (Burnham et al. 1987; Chao 1987).
  public var interval: ClosedRange<Double>

  init?(_ model: LogLinearModel, _ design: ReducedDesign, counts: [Double]) {
    let observed = design.cells.map { counts[$0] }
    guard let fit = PoissonFit(terms: design.terms, cells: design.cells, counts: observed) else {
      return nil
    }
    let total = observed.reduce(0, +)
    let isWhole = design.cells.count == counts.count - 1
    let unseen =
      (isWhole ? ClosedForm.unseen(of: model, counts: counts) : nil) ?? fit.unseen
    size = total + unseen
    standardError = (unseen + unseen * unseen * fit.interceptVariance).squareRoot()
    guard size < Double(ListOverlap.largestCount), standardError.isFinite else { return nil }
    let cells = zip(observed, fit.expected)
    // A saturated fit leaves a rounding error of either sign.
    deviance = max(
      0, 2 * cells.reduce(0) { $0 + ($1.0 > 0 ? $1.0 * log($1.0 / $1.1) : 0) - ($1.0 - $1.1) })
    degreesOfFreedom = design.cells.count - design.terms.count
    let logLikelihood = cells.reduce(0) { $0 + $1.0 * log($1.1) - $1.1 - lgamma($1.0 + 1) }
    // A term that went to minus infinity was fitted like any other; leaving it out would favour it.
    let parameters = model.terms.count
    aic = -2 * logLikelihood + 2 * Double(parameters)
    bic = -2 * logLikelihood + Double(parameters) * log(total)
    interval = Self.logNormalInterval(total: total, unseen: unseen, standardError: standardError)
  }

  /// The 97.5 % point of the standard normal distribution.
  static let normalQuantile = 1.959963984540054

  private static func logNormalInterval(
    total: Double, unseen: Double, standardError: Double
  ) -> ClosedRange<Double> {
    guard unseen > 0 else { return total...total }
    let ratio = standardError / unseen
    let factor = exp(normalQuantile * log1p(ratio * ratio).squareRoot())
    return total + unseen / factor...total + unseen * factor
  }
}

/// A model on a table: its estimate, or why there is none.
public struct ModelFit: Hashable, Sendable {
  /// The model.
  public var model: LogLinearModel
  /// Whether there is an estimate, and if not why.
  public var estimability: Estimability
  /// nil unless ``estimability`` is `estimable`.
  public var estimate: ModelEstimate?

  /// Fits the model to the counts of a table.
  public init(_ model: LogLinearModel, to overlap: ListOverlap) {
    self.init(model, counts: overlap.counts.map { Double($0) })
  }

  /// Fits the model to expected counts by mask, which need not be whole; none may be negative.
  init(_ model: LogLinearModel, counts: [Double]) {
    let design = ReducedDesign(model, counts: counts)
    self.model = model
    estimability = design.estimability(counts: counts)
    guard estimability == .estimable else { return }
    estimate = ModelEstimate(model, design, counts: counts)
    if estimate == nil { estimability = .notConverged }
  }
}
