import StatisticalModel

/// Finds single values whose correction by a recognisable slip makes broken equalities hold
/// (Scholtus, Automatic correction of simple typing errors, 2009).
///
/// Only a variable that no sound equality contains is suspected, and only of the value that a
/// broken equality implies. Of the sets of such corrections those that mend most equalities with
/// fewest changes are kept; what they all share is proposed.
public struct SlipCorrection: Sendable {
  /// What a slip looks like.
  public enum Slip: Sendable, Hashable {
    /// The digits are one Damerau-Levenshtein step apart; single digits are not suspected.
    case typo
    /// The numbers are a power of ten apart, up to 10⁹.
    case powerOfTen

    fileprivate var method: CorrectionMethod {
      switch self {
      case .typo: .typo
      case .powerOfTen: .powerOfTen
      }
    }

    fileprivate func explains(_ value: Rational, _ implied: Rational) -> Bool {
      switch self {
      case .typo:
        guard let written = ExactDecimal(value), let meant = ExactDecimal(implied) else {
          return false
        }
        return DigitSlip.between(written, meant) != nil
      case .powerOfTen:
        guard !value.isZero else { return false }
        let ratio = implied / value
        let factor = ratio < 1 ? ratio.reciprocal ?? 0 : ratio
        return Self.powers.contains(factor)
      }
    }

    private static let powers: Set<Rational> = Set(
      (1...9).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } })
  }

  /// The slip looked for.
  public let slip: Slip
  /// An equality that is off by no more is sound: that is rounding, not a slip.
  public let tolerance: Rational
  private let parts: [RuleSet]

  /// Prepares the rules.
  public init(rules: RuleSet, slip: Slip, tolerance: Rational = 2) {
    parts = rules.parts()
    self.slip = slip
    self.tolerance = tolerance
  }

  /// What the method proposes for a record.
  public func proposal(for record: [String: Rational]) -> CorrectionProposal {
    parts.reduce(into: CorrectionProposal()) { proposal, part in
      let equalities = part.equalities(in: record)
      let broken = equalities.filter { $0.isBroken(beyond: tolerance) }
      let sound = equalities.filter { !$0.isBroken(beyond: tolerance) }
      let trusted = Set(sound.flatMap(\.coefficients.keys))
      var search = SlipSearch(
        equalities: broken,
        suggestions: broken.map { equality in
          equality.coefficients.keys.sorted(by: NameOrder.precedes).compactMap { name in
            trusted.contains(name) ? nil : suggestion(for: name, of: equality, part, record)
          }
        }, record: record)
      proposal.append(
        .common(
          to: search.best().map { [ValueChange](from: record, to: $0, method: slip.method) }))
    }
  }

  private func suggestion(
    for name: String, of equality: Equality, _ part: RuleSet, _ record: [String: Rational]
  ) -> SlipSearch.Suggestion? {
    guard let value = record[name], let implied = equality.implied(name, in: record),
      slip.explains(value, implied),
      part.breaksNothing(from: record, to: record.merging([name: implied]) { $1 })
    else { return nil }
    return SlipSearch.Suggestion(name: name, value: implied)
  }
}

/// Goes through the broken equalities: each is mended by one of its suggestions, or left.
private struct SlipSearch {
  struct Suggestion: Hashable {
    var name: String
    var value: Rational
  }

  let equalities: [Equality]
  /// Those of each equality, in canonical order.
  let suggestions: [[Suggestion]]
  let record: [String: Rational]
  private var steps = 100_000
  private var mended = 1
  private var found: [[String: Rational]] = []

  init(equalities: [Equality], suggestions: [[Suggestion]], record: [String: Rational]) {
    self.equalities = equalities
    self.suggestions = suggestions
    self.record = record
  }

  /// The best sets of changed values; none when nothing is mended or the steps do not suffice.
  mutating func best() -> [[String: Rational]] {
    decide(0, changed: [:])
    return steps > 0 ? found : []
  }

  private mutating func decide(_ place: Int, changed: [String: Rational]) {
    steps -= 1
    guard steps > 0 else { return }
    let open = equalities.count - place
    guard countMended(equalities[..<place], changed) + open >= mended else { return }
    guard open > 0 else { return keep(changed) }
    if !equalities[place].residual(changing: changed, in: record).isZero {
      for suggestion in suggestions[place] where changed[suggestion.name] == nil {
        decide(place + 1, changed: changed.merging([suggestion.name: suggestion.value]) { $1 })
      }
    }
    decide(place + 1, changed: changed)
  }

  private mutating func keep(_ changed: [String: Rational]) {
    let count = countMended(equalities[...], changed)
    let best = (mended, -(found.first?.count ?? .max))
    guard (count, -changed.count) >= best else { return }
    if (count, -changed.count) > best { found = [] }
    mended = count
    if !found.contains(changed) { found.append(changed) }
  }

  private func countMended(_ part: ArraySlice<Equality>, _ changed: [String: Rational]) -> Int {
    part.count { $0.residual(changing: changed, in: record).isZero }
  }
}
