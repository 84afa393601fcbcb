import StatisticalModel

/// What the rules inside the sources say, by cell.
struct RuleOutcomes {
  /// By cell, then source, then rule.
  let checks: CellLists<Check>
  private(set) var flags: [CellKey: [DiscrepancyFlag]] = [:]
  /// What rules imply of a source's empty value.
  private(set) var implied: [CellKey: [String: EditingRemark]] = [:]
  private(set) var witnesses: RuleWitnesses

  private typealias Test = @Sendable (_ source: Int) -> [RuleFinding]

  /// - Complexity: linear in cells times rules. What a source's rules found is held while that
  ///   source is at hand; of a rule that agrees only the check is kept.
  init(_ definition: PipelineDefinition, in table: EvidenceTable, jobs: Int) {
    let editing = definition.editing
    witnesses = RuleWitnesses(for: table, methods: editing.methods, jobs: jobs)
    let tests = Self.tests(definition, in: table)
    var checks: [(key: CellKey, value: Check)] = []
    for source in table.sources.indices {
      let findings = Self.joined(tests.parallelMap(jobs: jobs) { $0(source) })
      witnesses.add(findings, of: source)
      let edited = SourceEditing(findings, of: source, in: table, by: editing)
      for (position, finding) in findings.enumerated() {
        checks.append((finding.key, finding.check(in: table)))
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
    self.checks = CellLists(checks)
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
