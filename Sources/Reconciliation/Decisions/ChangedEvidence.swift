import StatisticalModel

extension Decision {
  /// What the author saw beside what is there now, for each thing spoken of that has changed; empty
  /// when the evidence is what it was.
  func changes(to now: [SeenLine]) -> [Evidence] {
    let before = Set(seen)
    let after = Set(now)
    let changed = before.symmetricDifference(after).map(\.subject)
    return Set(changed).sorted().map { subject in
      Evidence(
        .decisionEvidenceChanged,
        [
          "subject": subject, "was": Self.said(of: subject, in: before),
          "now": Self.said(of: subject, in: after),
        ])
    }
  }

  private static func said(of subject: String, in lines: Set<SeenLine>) -> String {
    lines.filter { $0.subject == subject }.map(\.said).sorted().joined(separator: "; ")
  }
}

extension EvidenceTable {
  func seenLine(_ value: ReportedValue) -> SeenLine {
    SeenLine(
      source: value.source, cell: structure.briefText(of: value.key), value: value.value,
      edition: deliveries[value.delivery].delivery.edition, asOf: value.asOf?.description)
  }

  /// What the sources say about a cell now.
  func seenLines(at key: CellKey) -> [SeenLine] { reported(at: key).map(seenLine) }

  /// What the source of a line says now about the cell of that line; nil when nothing.
  func current(of line: SeenLine) -> SeenLine? {
    guard let (source, cell) = line.sourceAndCell, let key = try? structure.cell(parsing: cell)
    else { return nil }
    return reported(at: key).first { $0.source == source }.map(seenLine)
  }

  /// The present value of every source that has the cell, in source order.
  func reported(at key: CellKey) -> [ReportedValue] {
    self[key].map { quoted($0.current, of: $0.source) }
  }
}
