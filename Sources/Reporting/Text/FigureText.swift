package import StatisticalModel
package import Warehousing

extension FigureRow {
  /// What the figure says, in a few words: `published 9.2`, `interval 0 to 311`, `absent`.
  package var stated: String {
    FigureText(status, value: value, lower: lower, upper: upper, method: method).text
  }
}

extension Figure {
  /// What the figure says, in a few words: `published 9.2`, `interval 0 to 311`, `absent`.
  package var stated: String {
    FigureText(status, value: value, lower: lower, upper: upper, method: method).text
  }
}

/// A figure in a few words.
private struct FigureText {
  let text: String

  init(
    _ status: Figure.Status, value: ExactDecimal?, lower: ExactDecimal?, upper: ExactDecimal?,
    method: String
  ) {
    let bounds = "\(lower?.description ?? "…") to \(upper?.description ?? "…")"
    let number =
      switch status {
      case .published: " \(value?.description ?? "")"
      case .interval: " \(bounds)"
      case .blocked, .absent, .series: ""
      }
    text = status.rawValue + number + (method.hasPrefix("decision:") ? " by \(method)" : "")
  }
}
