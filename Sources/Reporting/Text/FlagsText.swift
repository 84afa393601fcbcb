package import StatisticalModel
package import Warehousing

extension FlagRow {
  /// How far the cause is certain; where a person decided it, by which decision and instead of what.
  package var certainty: String {
    guard let decided else { return confidence.rawValue }
    return "decided by \(decided.decision), was \(decided.severity.rawValue) "
      + "\(decided.cause.rawValue), \(decided.confidence.rawValue)"
  }
}

/// Flags for a person at a terminal: a block each, the worst first.
package struct FlagsText {
  private let flags: [FlagRow]
  private let structure: Structure

  package init(_ flags: [FlagRow], in structure: Structure) {
    self.structure = structure
    self.flags = flags.enumerated().sorted { left, right in
      if left.element.severity != right.element.severity {
        return left.element.severity > right.element.severity
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  package var lines: [String] {
    flags.flatMap { block($0) + [""] } + [summary]
  }

  private func block(_ flag: FlagRow) -> [String] {
    let cell = CellText(flag.codes, in: structure)
    let difference = flag.measures.difference.map { ": \($0)" } ?? ""
    return
      ([
        "\(flag.severity.rawValue) \(flag.cause.rawValue) \(flag.cause.title)\(difference)"
          + "  (\(flag.rule), \(flag.certainty))",
        "  \(cell.names)", "  \(cell.key)", "  \(reported(flag.reported))",
      ] + flag.evidence.map { "  \($0.sentence)" }
      + flag.proposalSentences.map { "  \($0)" }).map(TextTable.printable)
  }

  /// Values side by side; a source is named where it changes.
  private func reported(_ values: [QuotedRow]) -> String {
    var last = ""
    return values.map { value in
      defer { last = value.source }
      return value.source == last ? value.value.text : "\(value.source) \(value.value.text)"
    }.joined(separator: " | ")
  }

  private var summary: String {
    let counts = Severity.allCases.reversed().map { severity in
      "\(flags.count { $0.severity == severity }) \(severity.rawValue)"
    }
    return "\(flags.count) flags: \(counts.joined(separator: ", "))."
  }
}
