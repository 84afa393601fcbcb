import StatisticalModel

/// Finds the precedence rule that decides a cell.
struct PrecedenceSearch {
  private let table: EvidenceTable
  private let rules: [PrecedenceRule]
  private let balancing: BalancingResults
  /// By rule: the position of the source it chooses, where it chooses one that there is.
  private let sources: [Int?]

  init(table: EvidenceTable, rules: [PrecedenceRule], balancing: BalancingResults) {
    self.table = table
    self.rules = rules
    self.balancing = balancing
    sources = rules.map { rule in
      guard case .source(let id) = rule.choice else { return nil }
      return table.sources.firstIndex { $0.id == id }
    }
  }

  /// The position of the rule for a cell of the table; nil where no source gives a number.
  ///
  /// - Throws: ``PrecedenceError`` when no rule matches, or two of one rank.
  func rule(at position: Int) throws(PrecedenceError) -> Int? {
    let key = table.keys[position]
    let evidence = table.evidence(at: position)
    guard evidence.contains(where: { $0.current.value.number != nil }) else { return nil }
    var best: [Int] = []
    for rule in rules.indices where matches(rule, key, evidence) {
      guard let first = best.first, rules[first].rank <= rules[rule].rank else {
        best = [rule]
        continue
      }
      if rules[first].rank == rules[rule].rank { best.append(rule) }
    }
    guard let first = best.first else {
      let numbered = table.reported(at: key).filter { $0.value.number != nil }
      throw .noRule(cell: table.structure.text(of: key), sources: numbered.map(\.source))
    }
    guard best.count == 1 else {
      throw .equalRules(
        cell: table.structure.text(of: key), rules: best.map { rules[$0].id }.sorted())
    }
    return first
  }

  private func matches(
    _ rule: Int, _ key: CellKey, _ evidence: [SourceEvidence]
  ) -> Bool {
    switch rules[rule].choice {
    case .source:
      guard evidence.contains(where: { gives($0, number: sources[rule]) }) else { return false }
    case .balanced(let id): guard balancing.covers(key, by: id) else { return false }
    case .interval: break
    }
    return rules[rule].scope.matches(key, in: table.structure)
  }

  private func gives(_ evidence: SourceEvidence, number source: Int?) -> Bool {
    evidence.source == source && evidence.current.value.number != nil
  }
}
