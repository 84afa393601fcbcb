package import StatisticalModel

/// Sets everything the sources say side by side: rules, comparisons, bridges, figures.
///
/// Pure: the same observations in any order give the same results, by cell in key order.
package struct Reconciler {
  private let table: EvidenceTable
  private let rules: [Rule]
  private let editing: EditingDefinition
  private let definition: ReconciliationDefinition

  /// Takes the observations of all deliveries, superseded editions included, in any order.
  ///
  /// `deliveries` is what ``SourceObservation/delivery`` points into.
  package init(
    definition: PipelineDefinition, deliveries: [DeliveredFile], observations: [SourceObservation]
  ) {
    table = EvidenceTable(
      structure: definition.structure, sources: definition.sources, deliveries: deliveries,
      observations: observations)
    rules = definition.rules
    editing = definition.editing
    self.definition = definition.reconciliation
  }

  /// The result of every cell that a source reports or a rule is tested at, and of every series
  /// with a flag of its own.
  ///
  /// - Throws: ``PrecedenceError`` when the figures' rules do not decide.
  /// - Complexity: linear in cells times rules; quadratic in the sources of one cell.
  package func results() throws(PrecedenceError) -> [CellResult] {
    var checks: [CellKey: [Check]] = [:]
    var flags: [CellKey: [DiscrepancyFlag]] = [:]
    var implied: [CellKey: [String: EditingRemark]] = [:]
    for source in table.sources.indices {
      let findings = ruleFindings(for: source)
      let edited = SourceEditing(findings, of: source, in: table, by: editing)
      for (position, finding) in findings.enumerated() {
        checks[finding.key, default: []].append(finding.check(in: table))
        guard var flag = finding.flag(in: table) else { continue }
        flag.add(edited.rules[position])
        flags[finding.key, default: []].append(flag)
      }
      for (key, remark) in edited.cells {
        implied[key, default: [:]][table.sources[source].id] = remark
      }
      for flag in RangeCover.flags(for: source, in: table)
        + BoundarySeries.flags(for: source, in: table)
      {
        flags[flag.key, default: []].append(flag)
      }
    }
    let keys = Set(table.keys).union(checks.keys).union(flags.keys).sorted()
    var results: [CellResult] = []
    results.reserveCapacity(keys.count)
    for key in keys {
      var result = try result(at: key, checks: checks[key] ?? [], flags: flags[key] ?? [])
      for position in result.flags.indices
      where result.flags[position].rule == SourceState.markerRuleID {
        let source = result.flags[position].reported.first?.source ?? ""
        result.flags[position].add(implied[key]?[source])
      }
      results.append(result)
    }
    return results
  }

  private func ruleFindings(for source: Int) -> [RuleFinding] {
    let declared = rules.flatMap { rule in
      switch rule.test {
      case .relation(let relation):
        RelationRule(rule, relation: relation, table: table).findings(for: source)
      case .change(let limit):
        ChangeRule(rule: rule, limit: limit, events: definition.events, table: table)
          .findings(for: source)
      }
    }
    let implied = PartWholeRule.all(in: table).flatMap { $0.findings(for: source) }
      .filter(PartWholeRule.isApplicable)
    return declared + implied
  }

  private func result(at key: CellKey, checks: [Check], flags: [DiscrepancyFlag])
    throws(PrecedenceError) -> CellResult
  {
    guard table.structure.period(of: key) != nil else {
      return CellResult(
        key: key, figure: Figure(status: .series, method: "none"), checks: checks, flags: flags)
    }
    let comparison = Comparison(table: table, definition: definition).results(at: key)
    let revision = Revision(table: table).results(at: key)
    let bridges = BridgeBuilder(table: table, definitions: definition.bridges).bridges(at: key)
    let allFlags =
      SourceState.flags(at: key, in: table) + flags + comparison.flags + revision.flags
    return CellResult(
      key: key,
      figure: try FigureChooser(table: table, rules: definition.precedence)
        .figure(at: key, flags: allFlags, bridges: bridges),
      checks: checks + comparison.checks + revision.checks, flags: allFlags, bridges: bridges)
  }
}

extension DiscrepancyFlag {
  fileprivate mutating func add(_ remark: EditingRemark?) {
    proposals += remark?.proposals ?? []
    evidence += remark?.evidence ?? []
  }
}

extension RuleFinding {
  func check(in table: EvidenceTable) -> Check {
    Check(
      rule: rule.id, source: table.sources[source].id, outcome: outcome, residual: residual,
      tolerance: tolerance)
  }

  /// A flag where the rule is broken, and where only rounding lets it hold.
  func flag(in table: EvidenceTable) -> DiscrepancyFlag? {
    guard outcome == .disagrees || isTolerated else { return nil }
    let found = reason ?? arithmetic
    return DiscrepancyFlag(
      key: key, rule: rule.id, cause: found.cause,
      confidence: found.cause == .unexplained ? .possible : .decisive,
      severity: isTolerated ? .info : rule.severity, reported: inputs,
      measures: Measures(difference: leastResidual, tolerance: tolerance),
      evidence: [found.evidence])
  }

  /// A residual inside the tolerance is rounding; beyond it, a sum that does not add up.
  private var arithmetic: (cause: Cause, evidence: Evidence) {
    let values = [
      "rule": rule.text, "residual": leastResidual?.description ?? "",
      "bound": (isTolerated ? slack : tolerance).description,
    ]
    if isTolerated { return (.rounding, Evidence(.residualWithinRounding, values)) }
    return (
      .arithmetic,
      Evidence(tolerance.isZero ? .residualOfExactCounts : .residualBeyondRounding, values)
    )
  }
}
