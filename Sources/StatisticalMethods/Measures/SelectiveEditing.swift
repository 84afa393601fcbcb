/// Which differences to look at first: those that move the published figure (Latouche and Berthelot
/// 1992; de Waal, Pannekoek and Scholtus 2011, section 6.3).
public enum SelectiveEditing {
  /// A unit with its place in the queue.
  public struct Ranked: Hashable, Sendable {
    /// Its position as given.
    public var position: Int
    /// `|a − b| · weight / |published total|`; a state where a side is missing.
    public var effect: Measured
    /// 1 for the largest effect; equal effects share the better rank; nil without an effect.
    public var rank: Int?
  }

  /// Ranks the units, the largest effect first, equal ones in the order given, those without an
  /// effect last.
  ///
  /// The effect is `bothZero` for a published total of zero, of which nothing is a share.
  public static func rank(
    _ units: [(a: Double?, b: Double?, weight: Double)], publishedTotal: Double
  ) -> [Ranked] {
    let effects = units.map { effect(of: $0, publishedTotal: publishedTotal) }
    let numbers = effects.compactMap(\.number)
    return effects.enumerated().map { position, effect in
      Ranked(
        position: position, effect: effect,
        rank: effect.number.map { number in numbers.count { $0 > number } + 1 })
    }.sorted {
      ($0.rank ?? .max, $0.position) < ($1.rank ?? .max, $1.position)
    }
  }

  private static func effect(
    of unit: (a: Double?, b: Double?, weight: Double), publishedTotal: Double
  ) -> Measured {
    guard let a = unit.a, let b = unit.b else { return .missing }
    guard a.isFinite, b.isFinite, unit.weight.isFinite, unit.weight >= 0, publishedTotal.isFinite
    else { return .outOfDomain }
    return publishedTotal == 0
      ? .bothZero : .number(abs(a - b) * unit.weight / abs(publishedTotal))
  }
}
