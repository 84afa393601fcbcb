package import StatisticalModel
package import Warehousing

extension Words {
  /// What is decided, without a full stop.
  package func sentence(_ action: Decision.Action) -> String { sentence(action, number) }

  /// `number` writes the numbers.
  fileprivate func sentence(
    _ action: Decision.Action, _ number: (ExactDecimal) -> String
  ) -> String {
    func bound(_ value: ExactDecimal?) -> String { value.map(number) ?? "…" }
    switch action {
    case .accept(let source): return fill(entry("decided.accept"), ["source": source])
    case .set(let value?, nil, nil): return fill(entry("decided.value"), ["value": number(value)])
    case .set(let value?, let lower, let upper):
      return fill(
        entry("decided.valueBetween"),
        ["value": number(value), "lower": bound(lower), "upper": bound(upper)])
    case .set(nil, let lower, let upper):
      return fill(entry("decided.between"), ["lower": bound(lower), "upper": bound(upper)])
    case .explain(let cause):
      return fill(
        entry("decided.explain"), ["code": cause.rawValue, "cause": self.cause(cause)])
    case .exclude(let delivery):
      return fill(entry("decided.exclude"), ["delivery": delivery])
    }
  }

  package func status(_ status: DecisionStatus) -> String {
    entry("decisionStatus.\(status.rawValue)")
  }

  /// `A. Omarova, head of social statistics, and B. Serikov`.
  package func signers(of decision: DecisionRow) -> String {
    var values = ["author": decision.author, "role": decision.role]
    guard let second = decision.secondSigner else { return fill(entry("decided.by"), values) }
    values["second"] = second
    return fill(entry("decided.byTwo"), values)
  }

  /// What was decided and by whom, in one line without a full stop.
  package func sentence(_ decision: DecisionRow) -> String {
    line(of: decision, sentence(decision.action))
  }

  fileprivate func line(of decision: DecisionRow, _ action: String) -> String {
    fill(
      entry("decided.line"),
      [
        "id": decision.id, "date": decision.date, "signers": signers(of: decision),
        "action": action,
      ])
  }
}

extension Decision.Action {
  /// What is decided, in English, without a full stop; numbers digit by digit.
  package var sentence: String { Words.english.sentence(self, \.description) }
}

extension DecisionStatus {
  /// The status in English.
  package var words: String { Words.english.status(self) }
}

extension DecisionRow {
  /// What was decided and by whom, in one line of English.
  package var sentence: String { Words.english.line(of: self, action.sentence) }

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
