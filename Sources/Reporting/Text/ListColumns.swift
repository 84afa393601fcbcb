internal import StatisticalModel
package import Warehousing

/// The columns of the lists as CSV, after one for each dimension.
extension FlagRow {
  package static let columns = [
    "severity", "cause", "rule", "difference", "relative", "reported", "evidence",
  ]

  package var fields: [String?] {
    [
      severity.rawValue, cause.rawValue, rule, measures.difference?.description,
      measures.relative?.description,
      reported.map { "\($0.source) \($0.value.text)" }.joined(separator: " | "),
      evidence.map(\.sentence).joined(separator: "; "),
    ]
  }
}

extension FigureRow {
  package static let columns = [
    "status", "value", "lower", "upper", "outcome", "explained", "rule", "standard_error",
  ]

  package var fields: [String?] {
    [
      status.rawValue, value?.description, lower?.description, upper?.description,
      outcome.rawValue, explainedShare?.description, rule, standardError?.description,
    ]
  }
}
