package import StatisticalModel

/// Sets everything the sources say side by side: rules, comparisons, bridges, figures.
///
/// Pure: the same observations in any order give the same results, by cell in key order.
package struct Reconciler {
  private let table: EvidenceTable
  private let rules: [Rule]
  private let editing: EditingDefinition
  private let definition: ReconciliationDefinition
  private let decisions: [Decision]
  private let exclusions: Exclusions
  private let occasion: RunOccasion

  /// Takes the observations of all deliveries, superseded editions included, in any order.
  ///
  /// `deliveries` is what ``SourceObservation/delivery`` points into. The occasion matters to
  /// decisions alone; `fingerprint` is asked for the records of cells that disagree.
  package init(
    definition: PipelineDefinition, deliveries: [DeliveredFile],
    observations: [SourceObservation], occasion: RunOccasion,
    fingerprint: @escaping RecordFingerprint = { _, _ in nil }
  ) {
    exclusions = Exclusions(
      definition.decisions, structure: definition.structure, deliveries: deliveries,
      observations: observations, occasion: occasion)
    table = EvidenceTable(
      structure: definition.structure, sources: definition.sources, deliveries: deliveries,
      observations: [exclusions.admitted], fingerprint: fingerprint)
    rules = definition.rules
    editing = definition.editing
    decisions = definition.decisions
    self.definition = definition.reconciliation
    self.occasion = occasion
  }

  /// The result of every cell that a source reports or a rule is tested at, and of every series
  /// with a flag of its own.
  ///
  /// - Throws: ``PrecedenceError`` when the figures' rules do not decide.
  /// - Complexity: linear in cells times rules; quadratic in the sources of one cell.
  package func results() throws(PrecedenceError) -> [CellResult] { try reconciled().results }

  /// As ``results()``, with what became of each decision.
  package func reconciled() throws(PrecedenceError) -> (
    results: [CellResult], decisions: [JudgedDecision]
  ) {
    var checks: [CellKey: [Check]] = [:]
    var flags: [CellKey: [DiscrepancyFlag]] = [:]
    var implied: [CellKey: [String: EditingRemark]] = [:]
    var witnesses = RuleWitnesses(for: table, methods: editing.methods)
    for source in table.sources.indices {
      let findings = ruleFindings(for: source)
      witnesses.add(findings, of: source)
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
    let comparison = Comparison(
      table: table, definition: definition, editing: editing, witnesses: witnesses)
    let balancing = BalancingResults(
      definition.balancing, rules: rules, comparison: comparison)
    for (key, raised) in balancing.flags { flags[key, default: []] += raised }
    let keys = Set(table.keys).union(checks.keys).union(flags.keys).union(exclusions.cells.keys)
      .sorted()
    let book = book(keys) { key in
      findings(at: key, checks: [], flags: flags[key] ?? [], comparison).flags
    }
    var results: [CellResult] = []
    results.reserveCapacity(keys.count)
    for key in keys {
      var findings = findings(
        at: key, checks: checks[key] ?? [], flags: flags[key] ?? [], comparison)
      findings.add(implied[key] ?? [:])
      results.append(try result(at: key, findings, book, balancing))
    }
    return (results, book.judged)
  }

  private func book(
    _ keys: [CellKey], flags: @escaping (CellKey) -> [DiscrepancyFlag]
  ) -> DecisionBook {
    if decisions.isEmpty { return DecisionBook() }
    let judge = DecisionJudge(table: table, keys: keys, occasion: occasion, flags: flags)
    return DecisionBook(decisions, exclusions: exclusions, judge: judge)
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
    return declared + PartWholeRule.findings(for: source, in: table)
  }

  /// What rules, comparisons and bridges say about a cell, before a person has decided anything.
  private struct Findings {
    var checks: [Check]
    var flags: [DiscrepancyFlag]
    var bridges: [Bridge] = []

    /// Puts what rules imply of a source's empty value on the flag that names its mark.
    mutating func add(_ implied: [String: EditingRemark]) {
      for position in flags.indices where flags[position].rule == SourceState.markerRuleID {
        flags[position].add(implied[flags[position].reported.first?.source ?? ""])
      }
    }
  }

  private func findings(
    at key: CellKey, checks: [Check], flags: [DiscrepancyFlag], _ comparison: Comparison
  ) -> Findings {
    guard table.structure.period(of: key) != nil else {
      return Findings(checks: checks, flags: flags)
    }
    let compared = comparison.results(at: key)
    let revision = Revision(table: table).results(at: key)
    return Findings(
      checks: checks + compared.checks + revision.checks,
      flags: SourceState.flags(at: key, in: table) + flags + compared.flags + revision.flags,
      bridges: BridgeBuilder(table: table, definitions: definition.bridges).bridges(at: key))
  }

  private func result(
    at key: CellKey, _ findings: Findings, _ book: DecisionBook, _ balancing: BalancingResults
  ) throws(PrecedenceError) -> CellResult {
    let flags = book.flags(findings.flags, at: key, in: table)
    var figure = Figure(status: .series, method: "none")
    if table.structure.period(of: key) != nil {
      figure = try FigureChooser(
        table: table, rules: definition.precedence, balancing: balancing
      ).figure(at: key, flags: flags, bridges: findings.bridges)
      figure = book.figure(figure, at: key, in: table)
    }
    return CellResult(
      key: key, figure: figure, checks: findings.checks, flags: flags,
      bridges: findings.bridges, blocks: balancing.blocks[key] ?? [],
      decisions: book.decisions(at: key))
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
