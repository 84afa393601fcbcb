internal import StatisticalModel
package import Warehousing

/// The columns of the lists as CSV, after one for each dimension: texts are defused for spreadsheets,
/// numbers stay numbers.
extension FlagRow {
  package static let columns = [
    "severity", "cause", "rule", "difference", "relative", "reported", "evidence",
  ]

  /// The codes of the cell, then what stands under ``columns``.
  package var fields: [CSVText.Field] {
    let reported = reported.map { "\($0.source) \($0.value.text)" }.joined(separator: " | ")
    return codes.map { .text($0.code) } + [
      .text(severity.rawValue), .text(cause.rawValue), .text(rule), .number(measures.difference),
      .number(measures.relative), .text(reported),
      .text(evidence.map(\.sentence).joined(separator: "; ")),
    ]
  }
}

extension FigureRow {
  package static let columns = [
    "status", "value", "lower", "upper", "outcome", "explained", "rule", "standard_error",
  ]

  /// The codes of the cell, then what stands under ``columns``.
  package var fields: [CSVText.Field] {
    codes.map { .text($0.code) } + [
      .text(status.rawValue), .number(value), .number(lower), .number(upper),
      .text(outcome.rawValue), .number(explainedShare), .text(rule), .number(standardError),
    ]
  }
}
