import StatisticalModel

/// What the rules inside the sources say, by cell.
struct RuleOutcomes {
  /// By cell, then source, then rule.
  let checks: CellLists<Check>
  private(set) var flags: [CellKey: [DiscrepancyFlag]] = [:]
  /// What rules imply of a source's empty value.
  private(set) var implied: [CellKey: [String: EditingRemark]] = [:]
  let witnesses: RuleWitnesses

  private typealias Test = @Sendable (_ source: Int) -> [RuleFinding]

  /// What the rules say of one source.
  private struct SourceOutcomes: Sendable {
    var checks: [(key: CellKey, value: Check)] = []
    /// In the order of the rules, those of whole series last.
    var flags: [DiscrepancyFlag] = []
    var implied: [CellKey: EditingRemark] = [:]
    var witnesses: [CellKey: [RuleFinding]] = [:]
  }

  /// - Complexity: linear in cells times rules. What a source's rules found is held while that
  ///   source is at hand; of a rule that agrees only the check is kept.
  init(_ definition: PipelineDefinition, in table: EvidenceTable, jobs: Int) {
    var witnesses = RuleWitnesses(for: table, methods: definition.editing.methods, jobs: jobs)
    let suspected = witnesses
    let tests = Self.tests(definition, in: table)
    let outcomes = Array(table.sources.indices).parallelMap(jobs: jobs) { source in
      let findings = Self.joined(tests.parallelMap(jobs: jobs) { $0(source) })
      var outcomes = Self.outcomes(findings, of: source, in: table, by: definition.editing)
      outcomes.witnesses = suspected.among(findings, of: source)
      return outcomes
    }
    for (source, found) in outcomes.enumerated() {
      witnesses.add(found.witnesses, of: source)
      for flag in found.flags { flags[flag.key, default: []].append(flag) }
      for (key, remark) in found.implied {
        implied[key, default: [:]][table.sources[source].id] = remark
      }
    }
    self.witnesses = witnesses
    checks = CellLists(outcomes.flatMap(\.checks))
  }

  private static func outcomes(
    _ findings: [RuleFinding], of source: Int, in table: EvidenceTable,
    by editing: EditingDefinition
  ) -> SourceOutcomes {
    var outcomes = SourceOutcomes()
    let edited = SourceEditing(findings, of: source, in: table, by: editing)
    outcomes.checks.reserveCapacity(findings.count)
    for (position, finding) in findings.enumerated() {
      outcomes.checks.append((finding.key, finding.check(in: table)))
      guard var flag = finding.flag(in: table) else { continue }
      flag.add(edited.rules[position])
      outcomes.flags.append(flag)
    }
    outcomes.implied = edited.cells
    outcomes.flags += RangeCover.flags(for: source, in: table)
    outcomes.flags += BoundarySeries.flags(for: source, in: table)
    return outcomes
  }

  /// The findings of all rules, of which none is held twice for longer than its own rule's.
  private static func joined(_ lists: consuming [[RuleFinding]]) -> [RuleFinding] {
    var joined: [RuleFinding] = []
    joined.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    for position in lists.indices {
      joined += lists[position]
      lists[position] = []
    }
    return joined
  }

  /// The rules that are declared, then those that hierarchies imply.
  private static func tests(
    _ definition: PipelineDefinition, in table: EvidenceTable
  ) -> [Test] {
    let declared = definition.rules.map { rule -> Test in
      switch rule.test {
      case .relation(let relation):
        let rule = RelationRule(rule, relation: relation, table: table)
        return { rule.findings(for: $0) }
      case .change(let limit):
        let rule = ChangeRule(
          rule: rule, limit: limit, events: definition.reconciliation.events, table: table)
        return { rule.findings(for: $0) }
      }
    }
    return declared
      + PartWholeRule.all(in: table).map { rule in
        { PartWholeRule.findings(of: rule, for: $0, in: table) }
      }
  }
}
