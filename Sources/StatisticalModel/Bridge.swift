/// `left − right` of one cell as signed steps and an unexplained rest; the parts add up exactly.
package struct Bridge: Sendable, Hashable {
  package struct Step: Sendable, Hashable {
    package var cause: Cause
    package var label: LocalizedText
    package var value: ExactDecimal

    package init(cause: Cause, label: LocalizedText, value: ExactDecimal) {
      self.cause = cause
      self.label = label
      self.value = value
    }
  }

  package var id: String
  package var left: ReportedValue
  package var right: ReportedValue
  package var gap: ExactDecimal
  package var steps: [Step]
  package var unexplained: ExactDecimal
  /// `1 − |unexplained| / |gap|`, four decimals; nil when there is no gap.
  package var explainedShare: ExactDecimal?

  package init(
    id: String, left: ReportedValue, right: ReportedValue, gap: ExactDecimal, steps: [Step],
    unexplained: ExactDecimal, explainedShare: ExactDecimal?
  ) {
    self.id = id
    self.left = left
    self.right = right
    self.gap = gap
    self.steps = steps
    self.unexplained = unexplained
    self.explainedShare = explainedShare
  }
}
