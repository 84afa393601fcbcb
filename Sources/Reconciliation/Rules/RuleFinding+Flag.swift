import StatisticalModel

extension RuleFinding {
  func check(in table: EvidenceTable) -> Check {
    Check(
      rule: rule.id, source: table.sources[source].id, outcome: outcome, residual: residual,
      tolerance: tolerance)
  }

  /// A flag where the rule is broken, and where only rounding lets it hold.
  func flag(in table: EvidenceTable) -> DiscrepancyFlag? {
    guard outcome == .disagrees || isTolerated else { return nil }
    let found = reason ?? arithmetic
    return DiscrepancyFlag(
      key: key, rule: rule.id, cause: found.cause,
      confidence: found.cause == .unexplained ? .possible : .decisive,
      severity: isTolerated ? .info : rule.severity, reported: inputs,
      measures: Measures(difference: leastResidual, tolerance: tolerance),
      evidence: [found.evidence])
  }

  /// A residual inside the tolerance is rounding; beyond it, a sum that does not add up.
  private var arithmetic: (cause: Cause, evidence: Evidence) {
    let values = [
      "rule": rule.text, "residual": leastResidual?.description ?? "",
      "bound": (isTolerated ? slack : tolerance).description,
    ]
    if isTolerated { return (.rounding, Evidence(.residualWithinRounding, values)) }
    return (
      .arithmetic,
      Evidence(tolerance.isZero ? .residualOfExactCounts : .residualBeyondRounding, values)
    )
  }
}
