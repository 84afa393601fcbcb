import StatisticalModel

/// What rules, comparisons and bridges say about a cell, before a person has decided anything.
struct CellFindings {
  var checks: [Check]
  var flags: [DiscrepancyFlag]
  var bridges: [Bridge] = []
}

/// Sets the sources of one cell side by side.
struct CellExamination {
  let table: EvidenceTable
  let bridges: [BridgeDefinition]
  let outcomes: RuleOutcomes
  let comparison: Comparison
  /// Flags that rules and balancing raise, by cell.
  let flags: [CellKey: [DiscrepancyFlag]]

  func findings(at key: CellKey) -> CellFindings {
    let checks = Array(outcomes.checks[key])
    let flags = self.flags[key] ?? []
    guard table.structure.period(of: key) != nil else {
      return CellFindings(checks: checks, flags: flags)
    }
    let compared = comparison.results(at: key)
    let revision = Revision(table: table).results(at: key)
    var findings = CellFindings(
      checks: checks + compared.checks + revision.checks,
      flags: SourceState.flags(at: key, in: table) + flags + compared.flags + revision.flags,
      bridges: BridgeBuilder(table: table, definitions: bridges).bridges(at: key))
    if let implied = outcomes.implied[key] { findings.add(implied) }
    return findings
  }
}

extension CellFindings {
  /// Puts what rules imply of a source's empty value on the flag that names its mark.
  fileprivate mutating func add(_ implied: [String: EditingRemark]) {
    for position in flags.indices where flags[position].rule == SourceState.markerRuleID {
      flags[position].add(implied[flags[position].reported.first?.source ?? ""])
    }
  }
}

extension DiscrepancyFlag {
  mutating func add(_ remark: EditingRemark?) {
    proposals += remark?.proposals ?? []
    evidence += remark?.evidence ?? []
  }
}
