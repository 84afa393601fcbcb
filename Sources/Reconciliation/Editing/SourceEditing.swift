import StatisticalModel

/// Looks for the values of one source that its broken rules say must be wrong.
struct SourceEditing {
  /// By position of the finding.
  private(set) var rules: [Int: EditingRemark] = [:]
  /// Of cells whose mark may stand for a zero or for no data.
  private(set) var cells: [CellKey: EditingRemark] = [:]

  /// - Complexity: nothing where no rule is broken and no mark is ambiguous; a record costs a
  ///   bounded search.
  init(
    _ findings: [RuleFinding], of source: Int, in table: EvidenceTable,
    by editing: EditingDefinition
  ) {
    guard !editing.methods.isEmpty else { return }
    let finder = RecordFinder(
      findings,
      seeds: findings.indices.filter { Self.asksForEditing(findings[$0], editing) })
    let (records, tooLarge) = finder.records(of: editing.maximumVariables)
    for record in records { edit(record, findings, source, table, editing) }
    for record in tooLarge {
      let evidence = Evidence(
        .recordTooLarge,
        ["variables": String(record.cells.count), "limit": String(editing.maximumVariables)])
      for seed in record.seeds { rules[seed] = EditingRemark(evidence: [evidence]) }
    }
  }

  private mutating func edit(
    _ record: EditedRecord, _ findings: [RuleFinding], _ source: Int, _ table: EvidenceTable,
    _ editing: EditingDefinition
  ) {
    let broken = record.seeds.filter { findings[$0].outcome == .disagrees }
    let editor = RecordEditor(
      EditingProblem(record, of: findings, by: source, in: table, editing), broken: broken,
      by: editing, source: table.sources[source])
    for seed in broken { rules[seed] = editor.remark(on: seed) }
    for key in Set(record.seeds.flatMap { findings[$0].ambiguousKeys }) {
      cells[key] = editor.remark(onValueOf: key)
    }
  }

  private static func asksForEditing(_ finding: RuleFinding, _ editing: EditingDefinition) -> Bool {
    guard finding.equation != nil else { return false }
    return finding.outcome == .disagrees
      || editing.methods.contains(.implied) && !finding.ambiguousKeys.isEmpty
  }
}

extension RuleFinding {
  fileprivate var ambiguousKeys: [CellKey] {
    inputs.filter { $0.value.state == .ambiguous }.map(\.key)
  }
}
