package import StatisticalModel

/// Sets everything the sources say side by side: rules, comparisons, bridges, figures.
///
/// Pure: the same observations in any order, on any number of threads, give the same results.
package struct Reconciler {
  private let table: EvidenceTable
  private let definition: PipelineDefinition
  private let exclusions: Exclusions
  private let occasion: RunOccasion
  private let jobs: Int
  private let focus: ReconciliationFocus?

  /// Takes the observations of all deliveries, superseded editions included, in any order and in as
  /// many lists as there happen to be.
  ///
  /// `deliveries` is what ``SourceObservation/delivery`` points into. The occasion matters to
  /// decisions alone; `fingerprint` is asked for the records of cells that disagree. With a `focus`
  /// the observations may be those that decide about its cells, and no other cell is judged.
  package init(
    definition: PipelineDefinition, deliveries: [DeliveredFile],
    observations: [[SourceObservation]], occasion: RunOccasion, jobs: Int = 1,
    focus: ReconciliationFocus? = nil,
    fingerprint: @escaping RecordFingerprint = { _, _ in nil }
  ) {
    exclusions = Exclusions(
      definition.decisions, structure: definition.structure, deliveries: deliveries,
      observations: observations, occasion: occasion)
    table = EvidenceTable(
      structure: definition.structure, sources: definition.sources, deliveries: deliveries,
      observations: exclusions.admitted, codes: focus?.codes, fingerprint: fingerprint)
    self.focus = focus
    self.definition = definition
    self.occasion = occasion
    self.jobs = jobs
  }

  /// Tests the rules, balances, judges the decisions, and leaves each cell to be judged by itself.
  ///
  /// - Throws: ``PrecedenceError`` when the figures' rules do not decide.
  /// - Complexity: linear in cells times rules.
  package func cells() throws(PrecedenceError) -> ReconciledCells {
    let outcomes = RuleOutcomes(definition, in: table, jobs: jobs)
    let comparison = Comparison(
      table: table, definition: definition.reconciliation, editing: definition.editing,
      witnesses: outcomes.witnesses)
    let balancing = BalancingResults(
      definition.reconciliation.balancing, rules: definition.rules, comparison: comparison)
    let examination = CellExamination(
      table: table, bridges: definition.reconciliation.bridges, outcomes: outcomes,
      comparison: comparison, flags: outcomes.flags.merging(balancing.flags, uniquingKeysWith: +))
    let beside = Set(outcomes.checks.keys).union(examination.flags.keys)
      .union(exclusions.cells.keys).filter { table.position(of: $0) == nil }
    let touched = focus?.touched
    let keys = (table.keys + beside).filter { touched?.contains($0) ?? true }.sorted()
    return ReconciledCells(
      keys, examination: examination, balancing: balancing,
      figures: try FigureChooser(
        keys, table: table, rules: definition.reconciliation.precedence, balancing: balancing,
        jobs: jobs),
      book: book(keys) { examination.findings(at: $0).flags })
  }

  private func book(
    _ keys: [CellKey], flags: @escaping (CellKey) -> [DiscrepancyFlag]
  ) -> DecisionBook {
    if definition.decisions.isEmpty { return DecisionBook() }
    let judge = DecisionJudge(table: table, keys: keys, occasion: occasion, flags: flags)
    return DecisionBook(definition.decisions, exclusions: exclusions, judge: judge)
  }
}
