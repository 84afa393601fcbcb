/// Intervals by drawing the observed patterns again (Efron 1979; Chan, Silverman and Vincent 2021).
///
/// Every replicate draws as many people as were seen, each with the pattern of a person seen, and
/// fits every model of the answer again. Percentile intervals with the quantiles of Hyndman and Fan
/// (1996), type 7. ``chosen`` takes the model with the smallest AIC anew in every replicate, so that
/// it carries the uncertainty of having chosen.
public struct Bootstrap: Hashable, Sendable {
  /// The interval of one model, or of the choice among them.
  public struct Interval: Hashable, Sendable {
    /// From the 2.5 % to the 97.5 % quantile of the replicates with an estimate; nil without any.
    public var range: ClosedRange<Double>?
    /// Replicates in which there was no estimate.
    public var notEstimable: Int
  }

  /// How many draws a bootstrap may take: people times replicates.
  public static let largestWork = 10_000_000_000

  /// Where the generator began.
  public var seed: UInt64
  /// How many replicates.
  public var replicates: Int
  /// By model, in the order of the models of the answer.
  public var intervals: [Interval]
  /// Of the model chosen anew in every replicate.
  public var chosen: Interval

  /// nil when `replicates` is below 1 or people times replicates exceed ``largestWork``.
  init?(of overlap: ListOverlap, models: [LogLinearModel], replicates: Int, seed: UInt64) {
    guard replicates > 0, overlap.total <= Self.largestWork / replicates else { return nil }
    self.seed = seed
    self.replicates = replicates
    var draws = PatternDraws(overlap, seed: seed)
    var sizes = models.map { _ in [Double]() }
    var best: [Double] = []
    for _ in 0..<replicates {
      let counts = draws.next()
      let fits = models.map { ModelFit($0, counts: counts) }
      for (index, fit) in fits.enumerated() {
        if let size = fit.estimate?.size { sizes[index].append(size) }
      }
      if let size = ModelSearch.best(fits)?.estimate?.size { best.append(size) }
    }
    intervals = sizes.map { Interval($0, of: replicates) }
    chosen = Interval(best, of: replicates)
  }
}

extension Bootstrap.Interval {
  fileprivate init(_ sizes: [Double], of replicates: Int) {
    notEstimable = replicates - sizes.count
    range = Quantiles(of: sizes).map { $0.at(0.025)...$0.at(0.975) }
  }
}

/// Tables drawn from a table, with replacement.
private struct PatternDraws {
  private var generator: SplitMix64
  /// People up to and including each pattern.
  private let cumulative: [Int]

  init(_ overlap: ListOverlap, seed: UInt64) {
    generator = SplitMix64(seed: seed)
    var sum = 0
    cumulative = overlap.counts.map { count in
      sum += count
      return sum
    }
  }

  mutating func next() -> [Double] {
    var counts = [Double](repeating: 0, count: cumulative.count)
    guard let total = cumulative.last else { return counts }
    for _ in 0..<total {
      let person = generator.below(total)
      var (low, high) = (0, cumulative.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] > person { high = middle } else { low = middle + 1 }
      }
      counts[low] += 1
    }
    return counts
  }
}
