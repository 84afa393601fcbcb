/// Everything reconciliation says about one cell (or, with period `*`, about one series).
package struct CellResult: Sendable, Hashable {
  package var key: CellKey
  package var figure: Figure
  package var checks: [Check]
  package var flags: [DiscrepancyFlag]
  package var bridges: [Bridge]
  /// Blocks of balancing whose first cell this is.
  package var blocks: [BalancedBlock]
  /// Decisions about the cell, applied or not, in the order of replay.
  package var decisions: [CellDecision]

  package init(
    key: CellKey, figure: Figure, checks: [Check] = [], flags: [DiscrepancyFlag] = [],
    bridges: [Bridge] = [], blocks: [BalancedBlock] = [], decisions: [CellDecision] = []
  ) {
    self.key = key
    self.figure = figure
    self.checks = checks
    self.flags = flags
    self.bridges = bridges
    self.blocks = blocks
    self.decisions = decisions
  }

  /// Disagrees if any check does, else cannot be judged if any check cannot, else agrees; that a
  /// source revised itself says nothing against its present value.
  package var outcome: Outcome {
    let checks = checks.filter { $0.rule != Check.revisionRule }
    if checks.contains(where: { $0.outcome == .disagrees }) { return .disagrees }
    return checks.isEmpty || checks.contains { $0.outcome == .cannotBeJudged }
      ? .cannotBeJudged : .agrees
  }
}
