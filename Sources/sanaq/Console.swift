import Files
import Pipelining
import Reporting

/// stdout is data, stderr is talk.
enum Console {
  /// How many problems of one kind are printed before the rest is only counted.
  private static let shownProblems = 20

  static func print(_ text: String) throws(FileFailure) {
    var output = StandardOutput()
    try output.write(line: text)
    try output.flush()
  }

  /// Prints rows as RFC 4180 CSV for spreadsheets.
  static func print(csv rows: [[CSVText.Field]]) throws(FileFailure) {
    var output = StandardOutput()
    for row in rows { try output.write(Array((CSVText.line(row) + "\r\n").utf8)) }
    try output.flush()
  }

  /// Control characters, which a delivered file can bring into a message, are made visible.
  static func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    writeToStandardError(lines.map { TextTable.printable(String($0)) }.joined(separator: "\n"))
  }

  static func say(problems: [InputProblem]) {
    if !problems.isEmpty { say(text(of: problems)) }
  }

  /// One problem a line; what is not shown is counted.
  static func text(of problems: [InputProblem]) -> String {
    let shown = problems.prefix(shownProblems).map { TextTable.printable($0.sentence) }
    let rest = problems.count - shown.count
    return (shown + (rest > 0 ? ["… and \(rest) more; validate --json lists them all."] : []))
      .joined(separator: "\n")
  }
}

extension InputProblem {
  /// The problem as `FILE:line:column: what is wrong. What to do.`, on one line.
  var sentence: String {
    switch kind {
    case .rejected(let reason):
      "\(file):\(line)\(column.map { ":\($0)" } ?? ""): \(reason)"
    case .unreadable(let failure): failure.description
    case .quarantined(let column, let reason):
      "\(file):\(line): \(column.isEmpty ? "" : "column '\(column)': ")\(reason.sentence)"
    }
  }
}
