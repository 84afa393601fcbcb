import StatisticalModel

/// A source's value that enters a balancing.
struct BalancingEntry {
  var source: Int
  var observation: SourceObservation
  /// Outside the scope, and so taken as it is.
  var isOutside = false

  var key: CellKey { observation.key }

  /// "More than" and "fewer than" limit the quantity; they are no measurements of it.
  var isBound: Bool {
    observation.value.qualifier == .atLeast || observation.value.qualifier == .atMost
  }
}

/// One quantity: a cell, or where a count is taken to be constant the cells of all its periods.
struct BalancingQuantity {
  /// By cell, then in the order of sources; at least one is no bound.
  var entries: [BalancingEntry]

  var measurements: [BalancingEntry] { entries.filter { !$0.isBound } }
}

/// The quantities of a balancing and the rules between them.
struct BalancingQuantities {
  let definition: BalancingDefinition
  let table: EvidenceTable
  /// By their first cell.
  let quantities: [BalancingQuantity]
  private let positions: [CellKey: Int]
  /// Positions in the table, in the order of the definition.
  private let sources: [Int]

  init(_ definition: BalancingDefinition, in table: EvidenceTable) {
    self.definition = definition
    self.table = table
    let sources = definition.sources.compactMap { id in
      table.sources.firstIndex { $0.id == id }
    }
    self.sources = sources
    var grouped: [CellKey: [BalancingEntry]] = [:]
    for key in table.keys where definition.scope.matches(key, in: table.structure) {
      let entries = table[key].filter { sources.contains($0.source) }
        .map { BalancingEntry(source: $0.source, observation: $0.current) }
        .filter { $0.observation.value.number != nil }
      let group = Self.quantity(of: key, definition, table)
      if !entries.isEmpty { grouped[group, default: []] += entries }
    }
    let measured = grouped.filter { $0.value.contains { !$0.isBound } }.sorted { $0.key < $1.key }
    quantities = measured.map { BalancingQuantity(entries: $0.value) }
    positions = Dictionary(
      uniqueKeysWithValues: measured.enumerated().map { ($1.key, $0) })
  }

  private static func quantity(
    of key: CellKey, _ definition: BalancingDefinition, _ table: EvidenceTable
  ) -> CellKey {
    definition.isConstantInTime
      ? table.structure.replacing(table.structure.time, with: 0, in: key) : key
  }

  /// The rules of the definition wherever one of its sources reports a cell of them.
  func applications(of rules: [Rule]) -> [RuleApplication] {
    let declared = rules.filter { definition.rules.contains($0.id) }.compactMap { rule in
      if case .relation(let relation) = rule.test {
        RelationRule(rule, relation: relation, table: table)
      } else {
        nil
      }
    }
    let implied =
      definition.rules.contains(BalancingDefinition.partWhole) ? PartWholeRule.all(in: table) : []
    return declared.flatMap(applications)
      + implied.flatMap { rule in
        applications(of: rule).filter { isReported(rule, at: $0.context, sources) }
      }
  }

  private func applications(of rule: RelationRule) -> [RuleApplication] {
    let sources = sources.filter(rule.holds)
    let contexts = Set(sources.flatMap { rule.contexts(of: $0) })
    return contexts.sorted().compactMap { application(of: rule, at: $0, sources) }
  }

  /// A hierarchy says nothing at a cell that nobody reports, nor where nobody reports a part.
  private func isReported(_ rule: RelationRule, at context: CellKey, _ sources: [Int]) -> Bool {
    rule.terms.allSatisfy { term in
      sources.contains { source in
        term.cells(at: context, in: table, for: source).contains {
          table.current(source, at: $0) != nil
        }
      }
    }
  }

  /// - Returns: nil where the rule is about nothing that may be moved.
  private func application(
    of rule: RelationRule, at context: CellKey, _ sources: [Int]
  ) -> RuleApplication? {
    var result = RuleApplication(
      rule: rule.rule.id, context: context, relation: rule.relation.comparison,
      constant: rule.relation.residual.constant)
    for term in rule.terms {
      let cells = Set(sources.flatMap { term.cells(at: context, in: table, for: $0) })
      if cells.isEmpty, rule.rule.nulls == .unjudged { result.isJudged = false }
      for cell in cells.sorted() {
        if let position = position(of: cell) {
          result.quantities[position, default: .zero] += term.coefficient
        } else if let entry = outside(cell) {
          result.outside.append((entry, term.coefficient))
        } else if rule.rule.nulls == .unjudged {
          result.isJudged = false
        }
      }
    }
    return result.quantities.isEmpty ? nil : result
  }

  private func position(of cell: CellKey) -> Int? {
    guard definition.scope.matches(cell, in: table.structure) else { return nil }
    return positions[Self.quantity(of: cell, definition, table)]
  }

  private func outside(_ cell: CellKey) -> BalancingEntry? {
    guard !definition.scope.matches(cell, in: table.structure) else { return nil }
    return sources.lazy.compactMap { source in
      table.current(source, at: cell).flatMap { observation in
        observation.value.exactNumber == nil
          ? nil : BalancingEntry(source: source, observation: observation, isOutside: true)
      }
    }.first
  }
}

/// A rule at one cell, over quantities.
struct RuleApplication {
  var rule: String
  var context: CellKey
  var relation: CellRelation.Comparison
  /// Of `Σ coefficient · quantity + constant ⋈ 0`.
  var constant: ExactDecimal
  /// Coefficients by position of the quantity.
  var quantities: [Int: ExactDecimal] = [:]
  var outside: [(entry: BalancingEntry, coefficient: ExactDecimal)] = []
  /// False where a part without a number leaves the rule open.
  var isJudged = true
}

/// Quantities that rules tie together, directly or through others.
struct TiedQuantities {
  /// Positions, ascending.
  var quantities: [Int]
  var rules: [RuleApplication]

  /// Cuts the quantities into connected parts (union-find with path halving), by first quantity.
  static func parts(of count: Int, tiedBy rules: [RuleApplication]) -> [TiedQuantities] {
    var parent = Array(0..<count)
    func root(_ start: Int) -> Int {
      var node = start
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for rule in rules where rule.isJudged {
      let roots = rule.quantities.keys.map(root)
      guard let first = roots.min() else { continue }
      for other in roots { parent[other] = first }
    }
    var parts: [Int: TiedQuantities] = [:]
    for quantity in 0..<count {
      parts[root(quantity), default: TiedQuantities(quantities: [], rules: [])].quantities
        .append(quantity)
    }
    for rule in rules {
      guard let first = rule.quantities.keys.min() else { continue }
      parts[root(first)]?.rules.append(rule)
    }
    return parts.sorted { $0.key < $1.key }.map(\.value)
  }
}
