extension Score {
  /// The score as lines of a table for people.
  package var lines: [String] {
    var rows = [["error", "cause", "evidence", "known", "flagged", "found", "recall", "instead"]]
    for kind in kinds {
      let instead = kind.instead.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key.isEmpty ? "nothing" : $0.key) \($0.value)" }.joined(separator: ", ")
      rows.append([
        kind.kind, kind.cause, kind.evidence, String(kind.known), String(kind.flagged),
        String(kind.found), Goals.text(kind.recall), instead,
      ])
    }
    rows.append([])
    rows.append(["cause", "right", "wrong", "unexplained", "false", "precision"])
    for (cause, answers) in causes.sorted(by: { $0.key < $1.key }) {
      rows.append([cause] + row(answers))
    }
    rows.append(["all"] + row(total))
    rows.append([])
    return Self.aligned(rows) + [
      "recall: decisive \(Goals.text(recall(evidence: "decisive"))), "
        + "indirect \(Goals.text(recall(evidence: "indirect"))), all \(Goals.text(recall()))",
      "clean cells flagged: \(flaggedCleanCells) of \(cleanCells)",
    ]
  }

  private func row(_ answers: Answers) -> [String] {
    [
      String(answers.right), String(answers.wrong), String(answers.unexplained),
      String(answers.falseFlags), Goals.text(answers.precision),
    ]
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let width = (0..<8).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        column == row.count - 1
          ? text : text + String(repeating: " ", count: width[column] + 2 - text.count)
      }.joined()
    }
  }
}
