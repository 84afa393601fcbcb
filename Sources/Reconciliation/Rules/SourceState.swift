import StatisticalModel

/// What one source's own record of a cell already says against it: records given twice, a sign that
/// stands for more than one thing.
enum SourceState {
  static let duplicateRuleID = "one-record-a-cell"
  static let markerRuleID = "marker-has-one-meaning"

  static func flags(at key: CellKey, in table: EvidenceTable) -> [DiscrepancyFlag] {
    table[key].flatMap { evidence -> [DiscrepancyFlag] in
      let observation = evidence.current
      if !observation.duplicates.isEmpty { return [duplicate(evidence, key, table)] }
      guard observation.value.state == .ambiguous else { return [] }
      return [ambiguous(evidence, key, table)]
    }
  }

  private static func duplicate(
    _ evidence: SourceEvidence, _ key: CellKey, _ table: EvidenceTable
  ) -> DiscrepancyFlag {
    let observation = evidence.current
    // Equal repetitions of one number do no harm; two numbers for one cell leave the source without
    // one. A unit added up twice leaves it with a number that is too large.
    let severity: Severity =
      switch table.sources[evidence.source].aggregation {
      case .sum: .warning
      case .none: observation.value.state == .ambiguous ? .error : .info
      }
    return DiscrepancyFlag(
      key: key, rule: duplicateRuleID, cause: .duplicate, confidence: .decisive,
      severity: severity, reported: [table.quoted(observation, of: evidence.source)],
      measures: Measures(difference: nil, tolerance: .zero),
      evidence: [observation.duplicateEvidence(of: table.sources[evidence.source])])
  }

  private static func ambiguous(
    _ evidence: SourceEvidence, _ key: CellKey, _ table: EvidenceTable
  ) -> DiscrepancyFlag {
    DiscrepancyFlag(
      key: key, rule: markerRuleID, cause: .zero, confidence: .possible, severity: .info,
      reported: [table.quoted(evidence.current, of: evidence.source)],
      measures: Measures(difference: nil, tolerance: .zero),
      evidence: [
        Evidence(
          .ambiguousMarker,
          [
            "source": table.sources[evidence.source].id,
            "siblings": numberedSiblings(of: key, source: evidence.source, in: table)
              .joined(separator: ","),
          ])
      ])
  }

  /// Periods in which the same source gives a number for the same cell otherwise.
  private static func numberedSiblings(
    of key: CellKey, source: Int, in table: EvidenceTable
  ) -> [String] {
    let structure = table.structure
    return table.periods(of: source, along: key).compactMap { sibling in
      guard sibling != key, table.current(source, at: sibling)?.value.number != nil else {
        return nil
      }
      return structure.period(of: sibling)?.description
    }
  }
}
