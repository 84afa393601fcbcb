import Reconciliation
import StatisticalModel
import TestSupport

extension SourceReplies {
  /// Results under rules and a reconciliation; without precedence rules every figure may be an
  /// interval.
  func results(
    _ rules: [Rule] = [], _ reconciliation: ReconciliationDefinition = ReconciliationDefinition(),
    editing: EditingDefinition = EditingDefinition(), jobs: Int = 1
  ) throws -> [CellResult] {
    var reconciliation = reconciliation
    if reconciliation.precedence.isEmpty { reconciliation.precedence = [.any(.interval)] }
    return try Reconciler(
      definition: definition(rules: rules, editing: editing, reconciliation: reconciliation),
      deliveries: deliveries, observations: [observations], occasion: .sample, jobs: jobs
    ).cells().results
  }

  func result(
    at cell: String, _ rules: [Rule] = [],
    _ reconciliation: ReconciliationDefinition = ReconciliationDefinition()
  ) throws -> CellResult? {
    try results(rules, reconciliation).first { $0.key == structure.key(cell) }
  }

  /// The flag that the comparison of the only two sources of the only cell gives.
  func comparison(_ reconciliation: ReconciliationDefinition = ReconciliationDefinition()) throws
    -> DiscrepancyFlag?
  {
    try results([], reconciliation).flatMap(\.flags).first { $0.rule == "comparison" }
  }

  /// Two sources that answer for one cell.
  static func pair(
    _ left: ObservedValue, _ right: ObservedValue, of concepts: [ConceptDefinition] = []
  ) -> SourceReplies {
    let concept = ConceptDefinition(attributes: [:])
    var replies = SourceReplies([
      .sample("a", concept: concepts.first ?? concept),
      .sample("b", concept: concepts.last ?? concept),
    ])
    replies.add("a", "indicator=learners,period=2022", left)
    replies.add("b", "indicator=learners,period=2022", right)
    return replies
  }
}

extension ReconciledCells {
  /// All at once, which a run never has.
  var results: [CellResult] { keys.map(result) }
}

extension PrecedenceRule {
  static func any(_ choice: Choice, id: String = "any", rank: Int = 1) -> PrecedenceRule {
    PrecedenceRule(id: id, scope: CellPattern(), choice: choice, rank: rank, basis: "")
  }
}

extension ReconciliationDefinition {
  static func taking(_ source: String) -> ReconciliationDefinition {
    ReconciliationDefinition(precedence: [.any(.source(source))])
  }
}

extension Rule {
  /// A relation rule as written in a pipeline.
  static func relation(
    _ text: String, where scope: CellPattern = CellPattern(), sources: Set<String> = [],
    tolerance: Tolerance = .rounding, nulls: NullPolicy = .unjudged, severity: Severity = .warning
  ) throws -> Rule {
    Rule(
      id: "rule", text: text, test: .relation(try CellRelation(parsing: text)), scope: scope,
      sources: sources, tolerance: tolerance, nulls: nulls, severity: severity, owner: "o",
      basis: "b", hash: "")
  }
}

extension CellResult {
  func checks(of rule: String) -> [Check] { checks.filter { $0.rule == rule } }
  func flags(of rule: String) -> [DiscrepancyFlag] { flags.filter { $0.rule == rule } }
}
