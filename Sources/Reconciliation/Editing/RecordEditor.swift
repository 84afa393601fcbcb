import StatisticalMethods
import StatisticalModel

/// Asks the statistical methods which values of a record are wrong, and words their answers for
/// the flags of its rules.
struct RecordEditor {
  private let problem: EditingProblem
  private let editing: EditingDefinition
  private let source: String
  /// What the deductive methods are certain of, by variable.
  private let certain: [String: ProposedChange]
  private let alternatives: [[String: ProposedChange]]
  private let corrected: [String: Rational]
  private let localisation: Localisation?

  /// `broken` are the positions of the findings whose flags will be asked for.
  init(
    _ problem: EditingProblem, broken: [Int], by editing: EditingDefinition,
    source: SourceDefinition
  ) {
    self.problem = problem
    self.editing = editing
    self.source = source.id
    let correction = DeductiveCorrection(
      rules: problem.rules, options: Self.options(editing, problem, source)
    ).correct(problem.record)
    corrected = correction.changes.reduce(into: problem.record) { $0[$1.variable] = $1.to }
    certain = ProposedChange.changes(correction.changes, in: problem)
    let (corrected, certain) = (corrected, certain)
    alternatives = correction.alternatives.map { changes in
      certain.merging(ProposedChange.changes(changes, in: problem)) { $1 }
    }
    // A rule can be broken by what is known of a missing value, and then is not judged here.
    let isSettled = broken.allSatisfy { problem.rule(of: $0)?.holds(in: corrected) == true }
    localisation =
      editing.methods.contains(.localisation) && !isSettled
      ? Self.localisation(of: corrected, problem) : nil
  }

  private static func options(
    _ editing: EditingDefinition, _ problem: EditingProblem, _ source: SourceDefinition
  ) -> DeductiveCorrection.Options {
    var options = DeductiveCorrection.Options()
    // A source without negative numbers has no sign to turn.
    options.methods = editing.methods.compactMap {
      $0 == .sign && !source.numbers.allowsNegative ? nil : $0.correction
    }
    options.reliability = problem.variables.mapValues { Rational($0.weight) }
    // Only rounding needs room: whoever does not choose it wants every difference explained.
    let digits = problem.variables.values.compactMap { $0.observed?.exactNumber?.scale }.max() ?? 0
    options.unit = Rational(ExactDecimal(significand: 1, scale: digits))
    options.tolerance = editing.methods.contains(.rounding) ? options.unit * 2 : 0
    return options
  }

  private static func localisation(
    of record: [String: Rational], _ problem: EditingProblem
  ) -> Localisation? {
    let weights = problem.variables.mapValues { Rational($0.weight) }
    // Weights are read so coarse that this cannot fail.
    return try? ErrorLocalisation(rules: problem.rules, weights: weights).localise(record)
  }

  /// What to put on the flag of a broken rule.
  func remark(on finding: Int) -> EditingRemark {
    guard let rule = problem.rule(of: finding) else { return EditingRemark() }
    if rule.holds(in: corrected) == true {
      let isLast = problem.rules.broken(by: corrected).isEmpty
      return EditingRemark(
        proposals: proposals(of: part(of: certain, at: rule), 1, isLast ? .corrected : .partial))
    }
    let mending = distinct(
      alternatives.filter { rule.holds(in: $0.made(to: corrected)) == true }, at: rule)
    if !mending.isEmpty { return remark(listing: mending, .undecided) }
    return remark(localising: rule)
  }

  /// What to put on the flag of a cell whose sign may stand for several things.
  func remark(onValueOf key: CellKey) -> EditingRemark {
    guard let change = certain.first(where: { $0.value.key == key && $0.value.to != nil }) else {
      return EditingRemark()
    }
    return EditingRemark(
      proposals: proposals(of: Dictionary(uniqueKeysWithValues: [change]), 1, .corrected))
  }

  private func remark(localising rule: EditRule) -> EditingRemark {
    guard let localisation else { return EditingRemark() }
    let size = ["variables": String(problem.variables.count)]
    switch localisation.status {
    case .valid: return EditingRemark()
    case .infeasible: return EditingRemark(evidence: [Evidence(.noValuesFit, size)])
    case .undecided: return EditingRemark(evidence: [Evidence(.searchGivenUp, size)])
    case .localised: break
    }
    let sets = distinct(
      localisation.solutions.map { solution in
        certain.merging(ProposedChange.changes(solution, in: problem)) { $1 }
      }, at: rule)
    guard sets.count > 1 else {
      let isWhole = sets.first?.values.allSatisfy { $0.to != nil } ?? false
      return remark(listing: sets, isWhole ? .corrected : .partial)
    }
    guard localisation.isComplete else {
      return EditingRemark(evidence: [uncounted("more than \(localisation.solutions.count)")])
    }
    return remark(listing: sets, .undecided)
  }

  private func remark(
    listing sets: [[String: ProposedChange]], _ status: ProposedValue.Status
  ) -> EditingRemark {
    guard sets.count <= editing.maximumSolutions else {
      return EditingRemark(evidence: [uncounted(String(sets.count))])
    }
    return EditingRemark(
      proposals: zip(1..., sets).flatMap { proposals(of: $1, $0, status) })
  }

  private func uncounted(_ count: String) -> Evidence {
    Evidence(
      .explanationsNotListed, ["count": count, "limit": String(editing.maximumSolutions)])
  }

  /// The parts of the sets that bear on a rule, each once, by the cells they change.
  private func distinct(
    _ sets: [[String: ProposedChange]], at rule: EditRule
  ) -> [[String: ProposedChange]] {
    let parts = Set(sets.map { part(of: $0, at: rule) }).filter { !$0.isEmpty }
    return parts.sorted { left, right in
      let (a, b) = (left.values.sorted { $0.key < $1.key }, right.values.sorted { $0.key < $1.key })
      if a.map(\.key) != b.map(\.key) {
        return a.map(\.key).lexicographicallyPrecedes(b.map(\.key))
      }
      return a.lexicographicallyPrecedes(b, by: ProposedChange.precedes)
    }
  }

  /// The changes to the rule's own values, and those that other rules ask for because of them.
  private func part(
    of changes: [String: ProposedChange], at rule: EditRule
  ) -> [String: ProposedChange] {
    var reached = rule.variables
    var taken: Set<String> = []
    while true {
      let more = changes.keys.filter { reached.contains($0) && !taken.contains($0) }
      guard !more.isEmpty else { break }
      taken.formUnion(more)
      for other in problem.rules.rules where !other.variables.isDisjoint(with: more) {
        reached.formUnion(other.variables.intersection(changes.keys))
      }
    }
    return changes.filter { taken.contains($0.key) }
  }

  private func proposals(
    of changes: [String: ProposedChange], _ solution: Int, _ status: ProposedValue.Status
  ) -> [ProposedValue] {
    // A number in the place of none contradicts nobody.
    let weight = changes.reduce(ExactDecimal.zero) { sum, change in
      change.value.from == nil ? sum : sum + (problem.variables[change.key]?.weight ?? 1)
    }
    return changes.values.sorted { $0.key < $1.key }.map { change in
      ProposedValue(
        source: source, key: change.key, from: change.from, to: change.to, lower: change.lower,
        upper: change.upper, method: change.method, solution: solution, weight: weight,
        status: status)
    }
  }
}

/// What editing has to say on a flag.
struct EditingRemark {
  var proposals: [ProposedValue] = []
  var evidence: [Evidence] = []
}
