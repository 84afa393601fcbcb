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
  /// Of a balanced value, six digits behind the point; nil where no method gives one.
  package var standardError: ExactDecimal?
  /// `source:<id>`, `balanced:<id>`, `interval`, `none`, `decision:<id>`.
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
    upper: ExactDecimal? = nil, standardError: ExactDecimal? = nil, method: String,
    rule: String = "", used: [ReportedValue] = [], lost: [ReportedValue] = [],
    explainedShare: ExactDecimal? = nil
  ) {
    self.status = status
    self.value = value
    self.lower = lower
    self.upper = upper
    self.standardError = standardError
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
