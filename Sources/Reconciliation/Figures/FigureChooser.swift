import StatisticalModel

/// Takes a cell's figure from the sources by the precedence rules.
///
/// Where the sources' definitions differ nobody wins: the figure is the interval over the sources,
/// with the share of the gap that a bridge explains. An error-severity flag blocks the figure. A
/// balanced value stands only where its gate passed; no source's value takes its place.
struct FigureChooser {
  let table: EvidenceTable
  let rules: [PrecedenceRule]
  let balancing: BalancingResults

  /// Causes that mean "not the same quantity".
  private static let definitional: Set<Cause> = [.definition, .scope, .time, .geography]

  /// Evidence of the same, whichever cause leads.
  private static let declaredDifferences: Set<EvidenceKey> = [
    .attributeDiffers, .stockAgainstFlow, .dateDiffers, .extentDiffers,
  ]

  /// - Throws: ``PrecedenceError`` when a cell with numbers matches no rule, or two of one rank.
  func figure(at key: CellKey, flags: [DiscrepancyFlag], bridges: [Bridge])
    throws(PrecedenceError) -> Figure
  {
    let reported = table.reported(at: key)
    let numbered = reported.filter { $0.value.number != nil }
    guard !numbered.isEmpty else {
      return Figure(status: .absent, method: "none", lost: reported)
    }
    let rule = try self.rule(at: key, among: numbered)
    let bounds = Self.bounds(of: numbered)
    let explained = Self.explainedShare(bridges, flags)
    let used = chosen(by: rule, among: numbered)
    var figure = Figure(
      status: .interval, lower: bounds.lower, upper: bounds.upper, method: "interval",
      rule: rule.id, used: [], lost: reported, explainedShare: explained)
    if isBlocked(flags) {
      figure.status = .blocked
    } else if definitionsDiffer(flags) {
      return figure
    } else if case .balanced(let id) = rule.choice {
      guard let balanced = balancing.figure(at: key, of: id) else { return figure }
      figure.status = .published
      figure.take(balanced, of: id)
      figure.used = reported.filter { balancing.uses($0.source, by: id) && $0.value.number != nil }
      figure.lost = reported.filter { !figure.used.contains($0) }
    } else if let used, let value = used.value.publishable {
      figure.status = .published
      figure.value = value
      figure.method = "source:\(used.source)"
      figure.used = [used]
      figure.lost = reported.filter { $0.source != used.source }
    }
    return figure
  }

  private func rule(at key: CellKey, among numbered: [ReportedValue]) throws(PrecedenceError)
    -> PrecedenceRule
  {
    let matching = rules.filter { rule in
      guard rule.scope.matches(key, in: table.structure) else { return false }
      return switch rule.choice {
      case .source(let id): numbered.contains { $0.source == id }
      case .balanced(let id): balancing.covers(key, by: id)
      case .interval: true
      }
    }
    let best = matching.map(\.rank).min()
    let first = matching.filter { $0.rank == best }
    guard let rule = first.first else {
      throw .noRule(cell: table.structure.text(of: key), sources: numbered.map(\.source))
    }
    guard first.count == 1 else {
      throw .equalRules(cell: table.structure.text(of: key), rules: first.map(\.id).sorted())
    }
    return rule
  }

  private func chosen(by rule: PrecedenceRule, among numbered: [ReportedValue]) -> ReportedValue? {
    guard case .source(let id) = rule.choice else { return nil }
    return numbered.first { $0.source == id }
  }

  private func isBlocked(_ flags: [DiscrepancyFlag]) -> Bool {
    flags.contains { $0.severity == .error }
  }

  private func definitionsDiffer(_ flags: [DiscrepancyFlag]) -> Bool {
    flags.contains { flag in
      flag.rule == Check.comparisonRule
        && (Self.definitional.contains(flag.cause)
          || flag.evidence.contains { Self.declaredDifferences.contains($0.key) })
    }
  }

  /// Of the largest gap that is known: what its bridge explains, or all of it where a person has
  /// decided its cause.
  private static func explainedShare(
    _ bridges: [Bridge], _ flags: [DiscrepancyFlag]
  ) -> ExactDecimal? {
    let bridge = bridges.max { $0.gap.magnitude < $1.gap.magnitude }
    let decided = flags.filter { $0.decided != nil }
      .compactMap(\.measures.difference?.magnitude).max()
    guard let decided, !decided.isZero, decided >= bridge?.gap.magnitude ?? .zero else {
      return bridge?.explainedShare
    }
    return 1
  }

  /// The smallest and largest number any source gives; an open end stays open.
  static func bounds(of values: [ReportedValue]) -> (
    lower: ExactDecimal?, upper: ExactDecimal?
  ) {
    func isOpen(_ qualifier: Qualifier) -> Bool {
      values.contains { $0.value.qualifier == qualifier }
    }
    let numbers = values.compactMap(\.value.number)
    return (isOpen(.atMost) ? nil : numbers.min(), isOpen(.atLeast) ? nil : numbers.max())
  }
}

extension Figure {
  fileprivate mutating func take(_ balanced: BalancedFigure, of id: String) {
    value = balanced.value
    standardError = balanced.standardError
    lower = balanced.lower
    upper = balanced.upper
    method = "balanced:\(id)"
  }
}

extension ObservedValue {
  /// The number, when it may stand as a figure by itself: bounds may not.
  var publishable: ExactDecimal? {
    qualifier == .exact || qualifier == .approximate ? number : nil
  }
}

/// Why no source can be chosen: the precedence rules do not decide.
package enum PrecedenceError: Error, Equatable {
  case noRule(cell: String, sources: [String])
  case equalRules(cell: String, rules: [String])
}
