import StatisticalModel

/// What the rules inside the sources say about cells at which two sources are a slip apart.
struct RuleWitnesses {
  private let suspects: [Int: Set<CellKey>]
  private var findings: [Int: [CellKey: [RuleFinding]]] = [:]

  private static let stretch = 4096

  /// - Complexity: linear in cells, quadratic in the sources of one cell.
  init(for table: EvidenceTable, methods: [ProposedValue.Method], jobs: Int) {
    let found = table.keys.indices.cut(every: Self.stretch).parallelMap(jobs: jobs) { stretch in
      stretch.flatMap { Self.suspects(at: $0, in: table, methods: methods) }
    }
    var suspects: [Int: Set<CellKey>] = [:]
    for (source, key) in found.joined() { suspects[source, default: []].insert(key) }
    self.suspects = suspects
  }

  /// The sources that a cell is suspected of.
  private static func suspects(
    at position: Int, in table: EvidenceTable, methods: [ProposedValue.Method]
  ) -> [(source: Int, key: CellKey)] {
    let (key, evidence) = (table.keys[position], table.evidence(at: position))
    guard evidence.count > 1 else { return [] }
    var suspects: [(source: Int, key: CellKey)] = []
    for (index, left) in evidence.enumerated() {
      for right in evidence.dropFirst(index + 1) {
        let pair = ComparedPair(table: table, key: key, left: left, right: right)
        guard SlipPair(pair, methods: methods) != nil else { continue }
        suspects += [(left.source, key), (right.source, key)]
      }
    }
    return suspects
  }

  /// What a source's findings say of its suspected cells.
  func among(_ findings: [RuleFinding], of source: Int) -> [CellKey: [RuleFinding]] {
    guard let suspects = suspects[source] else { return [:] }
    var found: [CellKey: [RuleFinding]] = [:]
    for finding in findings where finding.residual != nil {
      guard let equation = finding.equation else { continue }
      for key in Set(equation.terms.lazy.map(\.key).filter(suspects.contains)) {
        found[key, default: []].append(finding)
      }
    }
    return found
  }

  mutating func add(_ findings: [CellKey: [RuleFinding]], of source: Int) {
    self.findings[source] = findings
  }

  /// The source's rules that hold with one number in a cell and not with another, where no rule
  /// says the opposite.
  func names(
    of source: Int, at key: CellKey, holdingWith value: ExactDecimal, against other: ExactDecimal
  ) -> [String] {
    let judged = (findings[source]?[key] ?? []).map { finding in
      (finding.rule.id, finding.holds(with: value, at: key), finding.holds(with: other, at: key))
    }
    guard judged.allSatisfy(\.1) else { return [] }
    return judged.filter { !$0.2 }.map(\.0)
  }
}

extension RuleFinding {
  /// Whether the rule would hold with a number in a cell that has an exact one.
  fileprivate func holds(with number: ExactDecimal, at key: CellKey) -> Bool {
    guard let residual, let equation,
      let present = inputs.first(where: { $0.key == key })?.value.exactNumber
    else { return true }
    let weight = equation.terms.filter { $0.key == key }
      .reduce(ExactDecimal.zero) { $0 + $1.coefficient }
    return LinearSum.holds(
      residual + weight * (number - present), equation.comparison, within: tolerance,
      rule.tolerance)
  }
}
