package import StatisticalModel

/// All that must be known of every cell before one of them can be judged.
///
/// From here on each stands by itself, so that results can be had in any order, on any number of
/// threads, and need not be held all at once.
package struct ReconciledCells: Sendable {
  /// Every cell that a source reports or a rule is tested at, and every series with a flag of its
  /// own, in key order: those that have a result.
  ///
  /// With a focus those of its cells.
  package let keys: [CellKey]
  /// The cells that proposals are about, in key order.
  package let proposed: [CellKey]
  /// What became of each decision.
  package let decisions: [JudgedDecision]

  private let table: EvidenceTable
  private let examination: CellExamination
  private let balancing: BalancingResults
  private let figures: FigureChooser
  private let book: DecisionBook

  init(
    _ keys: [CellKey], examination: CellExamination, balancing: BalancingResults,
    figures: FigureChooser, book: DecisionBook
  ) {
    self.keys = keys
    self.examination = examination
    self.balancing = balancing
    self.figures = figures
    self.book = book
    table = examination.table
    decisions = book.judged
    let judged = CellPositions(of: keys)
    let flagged = examination.flags.lazy.filter { judged[$0.key] != nil }
      .flatMap { $0.value.lazy.flatMap(\.proposals) }
    let implied = examination.outcomes.implied.lazy.filter { judged[$0.key] != nil }
      .flatMap { $0.value.values.lazy.flatMap(\.proposals) }
    proposed = Set(flagged.map(\.key)).union(implied.map(\.key)).sorted()
  }

  /// Everything there is to say about one of the ``keys``.
  ///
  /// - Complexity: quadratic in the sources of the cell.
  package func result(at key: CellKey) -> CellResult {
    let findings = examination.findings(at: key)
    let flags = book.flags(findings.flags, at: key, in: table)
    var figure = Figure(status: .series, method: "none")
    if table.structure.period(of: key) != nil {
      figure = figures.figure(at: key, flags: flags, bridges: findings.bridges)
      figure = book.figure(figure, at: key, in: table)
    }
    return CellResult(
      key: key, figure: figure, checks: findings.checks, flags: flags,
      bridges: findings.bridges, blocks: balancing.blocks[key] ?? [],
      decisions: book.decisions(at: key))
  }
}
