import Foundation

/// Breaks in a series of levels, found with the median and the median absolute deviation of its
/// changes, which a few breaks cannot hide (Hampel 1974; Iglewicz and Hoaglin 1993).
///
/// A change `c` scores `0.6745 (c − median)/MAD`; it is a break beyond ``threshold``. Between
/// positive levels a change is the log ratio; where the whole series is not positive it is the
/// difference. Neighbours of which one is missing have no change, and no break.
public struct SeriesBreaks: Hashable, Sendable {
  /// What was compared.
  public enum Change: String, Hashable, Sendable {
    /// `ln(y(t)/y(t−1))`.
    case logRatio
    /// `y(t) − y(t−1)`.
    case difference
  }

  /// The modified z-score beyond which a change is a break, as Iglewicz and Hoaglin recommend.
  public static let threshold = 3.5
  /// The fewest changes among which an odd one can be told.
  public static let fewestChanges = 4
  /// `Φ⁻¹(0.75)`, which makes the deviation comparable to a standard one.
  private static let consistency = 0.6744897501960817

  /// What was compared.
  public var change: Change
  /// The median change.
  public var median: Double
  /// The median absolute deviation of the changes.
  public var deviation: Double
  /// The modified z-score of the change into each level, `missing` for the first.
  ///
  /// Infinite where more than half of the changes are equal and this one is not.
  public var scores: [Measured]

  /// nil with fewer than ``fewestChanges`` changes, or a level that is not finite.
  public init?(levels: [Double?]) {
    let given = levels.compactMap(\.self)
    guard given.allSatisfy(\.isFinite) else { return nil }
    change = given.allSatisfy { $0 > 0 } ? .logRatio : .difference
    let usesRatios = change == .logRatio
    let changes = zip(levels, levels.dropFirst()).map { before, after -> Double? in
      guard let before, let after else { return nil }
      return usesRatios ? log(after / before) : after - before
    }
    let known = changes.compactMap(\.self)
    guard known.count >= Self.fewestChanges, let quantiles = Quantiles(of: known) else {
      return nil
    }
    let (median, deviation) = (quantiles.median, quantiles.medianAbsoluteDeviation)
    self.median = median
    self.deviation = deviation
    scores =
      [.missing]
      + changes.map { change in
        guard let change else { return .missing }
        if change == median { return .number(0) }
        return .number(Self.consistency * (change - median) / deviation)
      }
  }

  /// Positions of the levels that the series broke into.
  public var breaks: [Int] {
    scores.indices.filter { abs(scores[$0].number ?? 0) > Self.threshold }
  }
}
