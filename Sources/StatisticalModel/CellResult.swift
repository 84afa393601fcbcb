/// Everything reconciliation says about one cell (or, with period `*`, about one series).
package struct CellResult: Sendable, Hashable {
  package var key: CellKey
  package var figure: Figure
  package var checks: [Check]
  package var flags: [DiscrepancyFlag]
  package var bridges: [Bridge]

  package init(
    key: CellKey, figure: Figure, checks: [Check] = [], flags: [DiscrepancyFlag] = [],
    bridges: [Bridge] = []
  ) {
    self.key = key
    self.figure = figure
    self.checks = checks
    self.flags = flags
    self.bridges = bridges
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

/// The reconciled value of a cell.
package struct Figure: Sendable, Hashable {
  package enum Status: String, CaseIterable, Sendable {
    case published
    /// Definitions differ: bounds are given, no winner.
    case interval
    /// An error-severity flag stands in the way.
    case blocked
    /// No source gives a number.
    case absent
    /// The entry of a series, which has flags and no value.
    case series
  }

  package var status: Status
  package var value: ExactDecimal?
  package var lower: ExactDecimal?
  package var upper: ExactDecimal?
  /// `source:<id>`, `interval`, `none`.
  package var method: String
  /// Id of the precedence rule, empty where none was needed.
  package var rule: String
  /// The observation the value was taken from, where it was taken from one.
  package var used: [ReportedValue]
  /// The current observations that lost.
  package var lost: [ReportedValue]
  /// Of the largest gap that a bridge explains: a share of 1 with four decimals.
  package var explainedShare: ExactDecimal?

  package init(
    status: Status, value: ExactDecimal? = nil, lower: ExactDecimal? = nil,
    upper: ExactDecimal? = nil, method: String, rule: String = "", used: [ReportedValue] = [],
    lost: [ReportedValue] = [], explainedShare: ExactDecimal? = nil
  ) {
    self.status = status
    self.value = value
    self.lower = lower
    self.upper = upper
    self.method = method
    self.rule = rule
    self.used = used
    self.lost = lost
    self.explainedShare = explainedShare
  }
}

/// A source's value as a flag or a figure quotes it.
package struct ReportedValue: Sendable, Hashable {
  package var source: String
  package var key: CellKey
  package var value: ObservedValue
  /// Position of the delivery in the run's list.
  package var delivery: Int
  package var asOf: Period?

  package init(
    source: String, key: CellKey, value: ObservedValue, delivery: Int, asOf: Period?
  ) {
    self.source = source
    self.key = key
    self.value = value
    self.delivery = delivery
    self.asOf = asOf
  }
}

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
  /// A value one of the sources may have meant, where a method gives exactly one.
  package var proposal: ProposedValue?

  package init(
    key: CellKey, rule: String, cause: Cause, secondary: [Cause] = [], confidence: Confidence,
    severity: Severity, reported: [ReportedValue], measures: Measures, evidence: [Evidence],
    proposal: ProposedValue? = nil
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
    self.proposal = proposal
  }
}

/// A correction somebody may decide on; never applied by itself.
package struct ProposedValue: Sendable, Hashable {
  package var source: String
  package var from: ExactDecimal
  package var to: ExactDecimal
  /// The method that proposes it: `typing`, `scale` and so on.
  package var method: String

  package init(source: String, from: ExactDecimal, to: ExactDecimal, method: String) {
    self.source = source
    self.from = from
    self.to = to
    self.method = method
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

/// A fact that speaks for a cause: a message key and what fills it.
///
/// Words are made in reporting.
package struct Evidence: Sendable, Hashable {
  package var key: EvidenceKey
  package var values: [String: String]

  package init(_ key: EvidenceKey, _ values: [String: String] = [:]) {
    self.key = key
    self.values = values
  }
}

package enum EvidenceKey: String, CaseIterable, Sendable {
  case residualBeyondRounding, residualWithinRounding, residualOfExactCounts
  case rangeGap
  case statesDiffer, ambiguousMarker
  case attributeDiffers, attributeUnknown
  case dateDiffers, stockAgainstFlow
  case extentDiffers, seriesCrossesBoundary
  case sameOrigin, digitSlip, powerOfTen
  case copiedSource
  case laterEdition
  case duplicateRecords
  case knownEvent
  case changeBeyondLimit
  case noEvidence
}

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
