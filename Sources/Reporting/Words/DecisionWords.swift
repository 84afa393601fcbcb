package import StatisticalModel
package import Warehousing

extension Decision.Action {
  /// What is decided, in English, without a full stop.
  package var sentence: String {
    switch self {
    case .accept(let source): "the figure is the number of \(source)"
    case .set(let value?, nil, nil): "the figure is \(value)"
    case .set(let value?, let lower, let upper):
      "the figure is \(value), between \(Self.bounds(lower, upper))"
    case .set(nil, let lower, let upper): "the figure lies between \(Self.bounds(lower, upper))"
    case .explain(let cause): "the difference is explained: \(cause.rawValue), \(cause.title)"
    case .exclude(let delivery): "\(delivery) is left out"
    }
  }

  private static func bounds(_ lower: ExactDecimal?, _ upper: ExactDecimal?) -> String {
    "\(lower?.description ?? "…") and \(upper?.description ?? "…")"
  }
}

extension DecisionStatus {
  /// The status in English.
  package var words: String {
    switch self {
    case .applied: "applied"
    case .suspended: "suspended"
    case .expired: "expired"
    case .contradictory: "contradicted"
    case .outOfScope: "out of scope"
    }
  }
}

extension DecisionRow {
  /// What was decided and by whom, in one line.
  package var sentence: String {
    "\(id) of \(date), \(author), \(role)"
      + (secondSigner.map { ", and \($0)" } ?? "") + ": \(action.sentence)"
  }

  /// Status and reasons, in one line: `suspended: …; …`.
  package var outcome: String {
    why.isEmpty ? status.words : "\(status.words): \(why.map(\.sentence).joined(separator: "; "))"
  }
}

extension JudgedDecision {
  /// Id, status and reasons, in one line.
  package var outcome: String {
    let reasons = why.isEmpty ? "" : ": \(why.map(\.sentence).joined(separator: "; "))"
    return "decision \(decision.id) \(status.words)\(reasons)"
  }
}

extension [DecisionRow] {
  /// How many there are by status, then each that was not applied; nothing where there are none.
  package var lines: [String] {
    guard !isEmpty else { return [] }
    let counts = DecisionStatus.allCases.compactMap { status in
      let count = count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.words)"
    }
    return ["\(count) decision\(count == 1 ? "" : "s"): \(counts.joined(separator: ", "))."]
      + filter { $0.status != .applied }.map { "decision \($0.id) \($0.outcome)" }
  }
}
