/// One application of a rule, or one comparison of two sources, with its outcome.
package struct Check: Sendable, Hashable {
  package static let comparisonRule = "comparison"
  package static let revisionRule = "revision"

  /// A rule's id, `part-whole:<dimension>`, ``comparisonRule`` or ``revisionRule``.
  package var rule: String
  /// The source checked; for a comparison both, joined by ` ~ `.
  package var source: String
  package var outcome: Outcome
  /// Left side minus right side; nil when it cannot be computed.
  package var residual: ExactDecimal?
  /// What the residual was allowed to be.
  package var tolerance: ExactDecimal

  package init(
    rule: String, source: String, outcome: Outcome, residual: ExactDecimal?,
    tolerance: ExactDecimal
  ) {
    self.rule = rule
    self.source = source
    self.outcome = outcome
    self.residual = residual
    self.tolerance = tolerance
  }
}
