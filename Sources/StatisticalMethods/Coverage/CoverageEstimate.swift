/// How large a population is that two to six lists cover in part: a range over models, with what
/// each of them says and what would change it.
///
/// It assumes a closed population and nobody on a list who does not belong to it; neither can be seen
/// from the counts.
public struct CoverageEstimate: Sendable {
  /// A model's part of the answer.
  public struct Entry: Sendable {
    /// The fit, or why there is none.
    public var fit: ModelFit
    /// nil where there is no estimate.
    public var profile: ProfileInterval?
    /// Whether the AIC is within ``CoverageEstimate/supportWidth`` of the smallest.
    public var isSupported: Bool
  }

  /// Two lists on their own.
  public struct Pair: Hashable, Sendable {
    /// Positions in the sorted lists.
    public var first: Int
    /// See `first`.
    public var second: Int
    /// Whether a dependence was declared, which leaves two lists alone without an answer.
    public var isDeclaredDependent: Bool
    /// nil for dependent lists or without overlap.
    public var lincolnPetersen: TwoListEstimate?
    /// nil for dependent lists.
    public var chapman: TwoListEstimate?
  }

  /// From the smallest to the largest of several models.
  public struct Range: Hashable, Sendable {
    /// The smallest size.
    public var lowest: Double
    /// Its model.
    public var lowestModel: LogLinearModel
    /// The largest size.
    public var highest: Double
    /// Its model.
    public var highestModel: LogLinearModel
    /// From the smallest lower to the largest upper end of the models' log-normal intervals.
    public var interval: ClosedRange<Double>
  }

  /// Models whose AIC is no further from the smallest have substantial support (Burnham and Anderson
  /// 2002, section 2.6).
  public static let supportWidth = 2.0

  /// The counts.
  public let overlap: ListOverlap
  /// Pairs of lists that were declared dependent, as masks in canonical order.
  public let declared: [Int]
  /// Every model fitted, in canonical order.
  public let entries: [Entry]
  /// Every pair of lists.
  public let pairs: [Pair]
  /// Chao's bound; nil when nobody is on exactly two lists.
  public let lowerBound: RepeatEstimate?
  /// Over the models with support; nil when no model is estimable.
  public let supported: Range?
  /// Over every model that is estimable.
  public let all: Range?
  /// 1, 2 and 5 % of missed links, then of false ones.
  public let linkage: [LinkageScenario]
  /// nil unless replicates were asked for.
  public let bootstrap: Bootstrap?

  /// Fits the models to a table.
  ///
  /// A declared dependence between two lists puts their interaction into every model. nil when a
  /// pair is none or the bootstrap exceeds ``Bootstrap/largestWork``.
  /// - Parameters:
  ///   - overlap: The counts.
  ///   - dependent: Pairs of different positions in the table's sorted lists.
  ///   - replicates: How many bootstrap replicates; 0 for none.
  ///   - seed: Where the bootstrap's generator begins.
  public init?(
    _ overlap: ListOverlap, dependent: [(Int, Int)] = [], replicates: Int = 0, seed: UInt64 = 1
  ) {
    guard
      dependent.allSatisfy({
        $0 != $1 && overlap.lists.indices.contains($0) && overlap.lists.indices.contains($1)
      })
    else { return nil }
    self.overlap = overlap
    let declared = Set(dependent.map { 1 << $0 | 1 << $1 }).sorted(by: LogLinearModel.precedes)
    self.declared = declared
    let fits = ModelSearch.fits(to: overlap, declared: declared)
    let least = ModelSearch.best(fits)?.estimate?.aic ?? .infinity
    let entries = fits.map { fit in
      Entry(
        fit: fit, profile: ProfileInterval(fit.model, on: overlap),
        isSupported: fit.estimate.map { $0.aic <= least + Self.supportWidth + ModelSearch.tie }
          ?? false)
    }
    self.entries = entries
    pairs = Self.pairs(of: overlap, declared: declared)
    lowerBound = RepeatEstimate.lowerBound(of: overlap)
    all = Range(fits)
    supported = Range(entries.filter(\.isSupported).map(\.fit))
    let models = fits.map(\.model)
    let kept = Set(entries.filter(\.isSupported).map(\.fit.model))
    linkage = LinkageError.Kind.allCases.flatMap { kind in
      LinkageError.rates.map { rate in
        LinkageScenario(
          LinkageError(kind, rate: rate), models: models, supported: kept, overlap: overlap)
      }
    }
    guard replicates != 0 else {
      bootstrap = nil
      return
    }
    guard
      let drawn = Bootstrap(of: overlap, models: models, replicates: replicates, seed: seed)
    else { return nil }
    bootstrap = drawn
  }

  private static func pairs(of overlap: ListOverlap, declared: [Int]) -> [Pair] {
    overlap.lists.indices.flatMap { first in
      (first + 1..<max(first + 1, overlap.lists.count)).map { second in
        let isDependent = declared.contains(1 << first | 1 << second)
        let sizes = overlap.pair(first, second)
        return Pair(
          first: first, second: second, isDeclaredDependent: isDependent,
          lincolnPetersen: isDependent
            ? nil
            : .lincolnPetersen(first: sizes.first, second: sizes.second, both: sizes.both),
          chapman: isDependent
            ? nil : .chapman(first: sizes.first, second: sizes.second, both: sizes.both))
      }
    }
  }
}

extension CoverageEstimate.Range {
  /// The first model in canonical order where two are equal; nil when none is estimable.
  fileprivate init?(_ fits: [ModelFit]) {
    let found = fits.compactMap { fit in fit.estimate.map { (model: fit.model, estimate: $0) } }
    guard
      let low = found.min(by: { $0.estimate.size < $1.estimate.size }),
      let high = found.max(by: { $0.estimate.size < $1.estimate.size }),
      let lower = found.map(\.estimate.interval.lowerBound).min(),
      let upper = found.map(\.estimate.interval.upperBound).max()
    else { return nil }
    self.init(
      lowest: low.estimate.size, lowestModel: low.model, highest: high.estimate.size,
      highestModel: high.model, interval: lower...upper)
  }
}
