import Foundation

/// Outliers among the ratios of two periods or sources, large units weighing more (Hidiroglou and
/// Berthelot 1986; the parameters as in Statistics Canada's Banff).
///
/// With `q = y/x` and `m` the median of all `q`: `s = 1 − m/q` below the median and `q/m − 1` from it
/// on; `E = s · max(x, y)^U`. A unit is an outlier when `E` lies outside
/// `Emed − C·max(Emed − EQ1, |A·Emed|) … Emed + C·max(EQ3 − Emed, |A·Emed|)`.
public struct HidiroglouBerthelot: Hashable, Sendable {
  /// What may be set.
  public struct Parameters: Hashable, Sendable {
    /// `U`, from 0 (size does not count) to 1.
    public var sizeExponent: Double
    /// `C`, the width of the bounds.
    public var width: Double
    /// `A`, which keeps the bounds apart where the scores crowd.
    public var floor: Double

    /// Makes parameters; the defaults are `U` = 0.5, `C` = 4, `A` = 0.05.
    public init(sizeExponent: Double = 0.5, width: Double = 4, floor: Double = 0.05) {
      self.sizeExponent = sizeExponent
      self.width = width
      self.floor = floor
    }
  }

  /// The effect `E` of each unit, in the order given; a state where it has none.
  public var effects: [Measured]
  /// The median ratio.
  public var medianRatio: Double
  /// The median effect, `Emed`.
  public var median: Double
  /// The quartiles of the effects, `EQ1` and `EQ3` (Hyndman and Fan 1996, type 7).
  public var quartiles: ClosedRange<Double>
  /// Outside of these a unit is an outlier.
  public var bounds: ClosedRange<Double>

  /// Scores the units; nil when none has two positive numbers, since there is then no median.
  public init?(
    _ units: [(before: Double?, after: Double?)], parameters: Parameters = Parameters()
  ) {
    let ratios = units.map { unit in
      Measured.ofPositive(unit.before, unit.after) { $1 / $0 }
    }
    guard let median = Quantiles(of: ratios.compactMap(\.number))?.median else { return nil }
    medianRatio = median
    effects = units.map { unit in
      Measured.ofPositive(unit.before, unit.after) { before, after in
        let ratio = after / before
        let score = ratio < median ? 1 - median / ratio : ratio / median - 1
        return score * pow(max(before, after), parameters.sizeExponent)
      }
    }
    guard let quantiles = Quantiles(of: effects.compactMap(\.number)) else { return nil }
    let middle = quantiles.median
    self.median = middle
    quartiles = quantiles.at(0.25)...quantiles.at(0.75)
    let least = abs(parameters.floor * middle)
    bounds =
      middle - parameters.width * max(middle - quartiles.lowerBound, least)...middle
      + parameters.width * max(quartiles.upperBound - middle, least)
  }

  /// Positions of the units outside the bounds, the first first; a unit without an effect is none.
  public var outliers: [Int] {
    effects.indices.filter { index in
      effects[index].number.map { !bounds.contains($0) } ?? false
    }
  }
}
