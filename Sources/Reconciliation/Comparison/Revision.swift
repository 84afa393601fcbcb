import StatisticalMethods
import StatisticalModel

/// REV: a later edition of a source gives another value than the one before.
struct Revision {
  let table: EvidenceTable

  /// A check and, where the value changed, a flag for each superseded edition.
  func results(at key: CellKey) -> (checks: [Check], flags: [DiscrepancyFlag]) {
    var checks: [Check] = []
    var flags: [DiscrepancyFlag] = []
    for evidence in table[key] where !evidence.superseded.isEmpty {
      let editions = evidence.superseded + [evidence.current]
      for (before, after) in zip(editions, editions.dropFirst()) {
        let changed = before.value != after.value
        let measures = measures(before.value, after.value)
        checks.append(
          Check(
            rule: Check.revisionRule, source: table.sources[evidence.source].id,
            outcome: changed ? .disagrees : .agrees, residual: measures.difference,
            tolerance: .zero))
        if changed {
          flags.append(flag(key, before, after, measures: measures, source: evidence.source))
        }
      }
    }
    return (checks, flags)
  }

  private func measures(_ before: ObservedValue, _ after: ObservedValue) -> Measures {
    guard let old = before.number, let new = after.number else {
      return Measures(difference: nil, tolerance: .zero)
    }
    return DiscrepancyMeasures.of(new, old, tolerance: .zero)
  }

  private func flag(
    _ key: CellKey, _ before: SourceObservation, _ after: SourceObservation, measures: Measures,
    source: Int
  ) -> DiscrepancyFlag {
    DiscrepancyFlag(
      key: key, rule: Check.revisionRule, cause: .revision, confidence: .decisive, severity: .info,
      reported: [table.quoted(after, of: source), table.quoted(before, of: source)],
      measures: measures,
      evidence: [
        Evidence(
          .laterEdition,
          [
            "before": String(table.deliveries[before.delivery].delivery.edition),
            "after": String(table.deliveries[after.delivery].delivery.edition),
          ])
      ])
  }
}
