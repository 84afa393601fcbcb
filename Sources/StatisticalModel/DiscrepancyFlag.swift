/// A difference with its size, its cause and the evidence for that.
package struct DiscrepancyFlag: Sendable, Hashable {
  package var key: CellKey
  package var rule: String
  package var cause: Cause
  package var secondary: [Cause]
  package var confidence: Confidence
  package var severity: Severity
  package var reported: [ReportedValue]
  package var measures: Measures
  package var evidence: [Evidence]
  /// Values that sources may have meant, by solution and then by cell; none is ever applied.
  package var proposals: [ProposedValue]
  /// What the flag said before a person decided its cause; nil where nobody did.
  package var decided: DecidedCause?

  package init(
    key: CellKey, rule: String, cause: Cause, secondary: [Cause] = [], confidence: Confidence,
    severity: Severity, reported: [ReportedValue], measures: Measures, evidence: [Evidence],
    proposals: [ProposedValue] = [], decided: DecidedCause? = nil
  ) {
    self.key = key
    self.rule = rule
    self.cause = cause
    self.secondary = secondary
    self.confidence = confidence
    self.severity = severity
    self.reported = reported
    self.measures = measures
    self.evidence = evidence
    self.proposals = proposals
    self.decided = decided
  }
}

/// How large a difference is.
///
/// Undefined measures are nil, never a number.
package struct Measures: Sendable, Hashable {
  /// First minus second, or the residual of a rule.
  package var difference: ExactDecimal?
  /// `2(a − b)/(a + b)`, six decimals.
  package var relative: ExactDecimal?
  /// `a / b`, six decimals.
  package var ratio: ExactDecimal?
  package var tolerance: ExactDecimal

  package init(
    difference: ExactDecimal?, relative: ExactDecimal? = nil, ratio: ExactDecimal? = nil,
    tolerance: ExactDecimal
  ) {
    self.difference = difference
    self.relative = relative
    self.ratio = ratio
    self.tolerance = tolerance
  }
}
