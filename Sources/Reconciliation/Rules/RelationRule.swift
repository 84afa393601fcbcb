import StatisticalModel

/// Tests a relation between cells of one source, wherever the source reports any of them.
struct RelationRule {
  let rule: Rule
  let relation: CellRelation
  let table: EvidenceTable
  let terms: [ResolvedTerm]
  private let tested: TestedRule
  /// Codes of the dimensions that terms replace: the scope's where it names exactly one, else the
  /// total.
  private let contextCodes: [Int: UInt32]

  init(_ rule: Rule, relation: CellRelation, table: EvidenceTable) {
    self.rule = rule
    tested = TestedRule(rule)
    self.relation = relation
    self.table = table
    terms = relation.residual.terms.map { ResolvedTerm($0, in: table) }
    contextCodes = Self.contextCodes(of: terms, in: rule.scope, table.structure)
  }

  /// Every application of the rule to the cells of one source, in key order.
  func findings(for source: Int) -> [RuleFinding] {
    guard holds(for: source) else { return [] }
    return contexts(of: source).map { test(at: $0, for: source) }
  }

  func holds(for source: Int) -> Bool {
    rule.sources.isEmpty || rule.sources.contains(table.sources[source].id)
  }

  /// The cells at which the rule applies: an observed cell that a term stands for, with the codes
  /// the term puts in taken out again.
  func contexts(of source: Int) -> [CellKey] {
    let own = terms.filter { $0.source == nil || $0.source == source }
    var contexts: [CellKey] = []
    for key in table.keys(of: source) {
      for term in own {
        if let context = term.context(of: key, in: table, base: contextCodes),
          context != contexts.last, rule.scope.matches(context, in: table.structure)
        {
          contexts.append(context)
        }
      }
    }
    contexts.sort()
    return contexts.indices.filter { $0 == 0 || contexts[$0] != contexts[$0 - 1] }
      .map { contexts[$0] }
  }

  private static func contextCodes(
    of terms: [ResolvedTerm], in scope: CellPattern, _ structure: Structure
  ) -> [Int: UInt32] {
    var codes: [Int: UInt32] = [:]
    for dimension in terms.flatMap({ $0.codes.keys }) {
      if let admitted = scope.admitted[dimension], admitted.count == 1 {
        codes[dimension] = admitted.first
      } else if let total = structure.dimensions[dimension].total {
        codes[dimension] = structure.number(at: dimension, text: total)
      }
    }
    return codes
  }

  func test(at context: CellKey, for source: Int) -> RuleFinding {
    var sum = LinearSum(constant: relation.residual.constant)
    for term in terms { sum.add(term, at: context, of: source, nulls: rule.nulls, in: table) }
    return sum.finding(rule: tested, comparison: relation.comparison, at: context, source: source)
  }
}

/// A term of a relation with its dimensions, codes and source as numbers.
struct ResolvedTerm {
  let coefficient: ExactDecimal
  /// nil is the source at hand.
  let source: Int?
  let codes: [Int: UInt32]
  let summed: Int?

  init(_ term: CellTerm, in table: EvidenceTable) {
    coefficient = term.coefficient
    source = term.source.flatMap { id in table.sources.firstIndex { $0.id == id } }
    var codes: [Int: UInt32] = [:]
    for (dimension, code) in term.codes {
      if let position = table.structure.position(of: dimension),
        let number = table.structure.number(at: position, text: code)
      {
        codes[position] = number
      }
    }
    self.codes = codes
    summed = term.summedDimension.flatMap { table.structure.position(of: $0) }
  }

  /// The context in which this term stands for `key`, or nil when it never does.
  func context(of key: CellKey, in table: EvidenceTable, base: [Int: UInt32]) -> CellKey? {
    let structure = table.structure
    var context = key
    for (dimension, number) in codes {
      guard structure.number(at: dimension, in: key) == number else { return nil }
      context = structure.replacing(dimension, with: base[dimension] ?? 0, in: context)
    }
    if let summed {
      let parent = structure.parent(of: structure.number(at: summed, in: key), along: summed)
      guard let parent else { return nil }
      context = structure.replacing(summed, with: parent, in: context)
    }
    return context
  }

  /// The cells the term reads at a context: one, or the reported parts of one.
  func cells(at context: CellKey, in table: EvidenceTable, for source: Int) -> [CellKey] {
    var key = context
    for (dimension, number) in codes {
      key = table.structure.replacing(dimension, with: number, in: key)
    }
    guard let summed else { return [key] }
    return table.reportedParts(of: key, along: summed, by: self.source ?? source).map {
      table.structure.replacing(summed, with: $0, in: key)
    }
  }
}

extension LinearSum {
  /// Adds what a term stands for at a cell; a sum of which the source reports no part is unknown.
  mutating func add(
    _ term: ResolvedTerm, at cell: CellKey, of source: Int, nulls: Rule.NullPolicy,
    in table: EvidenceTable
  ) {
    let source = term.source ?? source
    let cells = term.cells(at: cell, in: table, for: source)
    if cells.isEmpty { add(nil, of: nil, times: term.coefficient, nulls: nulls, quoting: nil) }
    for key in cells {
      let observation = table.current(source, at: key)
      add(
        observation?.value, of: key, times: term.coefficient, nulls: nulls,
        quoting: observation.map { table.quoted($0, of: source) })
    }
  }
}
