import StatisticalModel

/// Tests that a series of one source does not jump: |this period − the one before| < limit.
///
/// Periods of one kind follow each other as the source reports them. A jump over the date of a
/// known event carries the event's cause; any other is unexplained.
struct ChangeRule {
  private let rule: Rule
  private let tested: TestedRule
  private let limit: ExactDecimal
  private let events: [KnownEvent]
  private let table: EvidenceTable

  init(rule: Rule, limit: ExactDecimal, events: [KnownEvent], table: EvidenceTable) {
    self.rule = rule
    self.limit = limit
    self.events = events
    self.table = table
    tested = TestedRule(rule)
  }

  func findings(for source: Int) -> [RuleFinding] {
    guard rule.sources.isEmpty || rule.sources.contains(table.sources[source].id) else {
      return []
    }
    return series(of: source).flatMap { keys in
      zip(keys, keys.dropFirst()).compactMap { test($1, after: $0, of: source) }
    }
  }

  /// The source's cells in scope, grouped by everything but time and kind of period.
  private func series(of source: Int) -> [[CellKey]] {
    let structure = table.structure
    var groups: [CellKey: [CellKey]] = [:]
    for key in table.keys(of: source) where rule.scope.matches(key, in: structure) {
      guard let period = structure.period(of: key) else { continue }
      let group = structure.replacing(
        structure.time, with: UInt32(period.kind.rawValue), in: key)
      groups[group, default: []].append(key)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private func test(_ key: CellKey, after earlier: CellKey, of source: Int) -> RuleFinding? {
    guard let before = table.current(source, at: earlier),
      let after = table.current(source, at: key)
    else { return nil }
    var finding = RuleFinding(
      rule: tested, key: key, source: source, outcome: .cannotBeJudged, tolerance: limit,
      inputs: [table.quoted(after, of: source), table.quoted(before, of: source)])
    guard let now = after.value.exactNumber, let then = before.value.exactNumber else {
      return finding
    }
    let change = now - then
    finding.residual = change
    finding.outcome = change.magnitude < limit ? .agrees : .disagrees
    finding.reason = reason(for: key, after: earlier, change: change)
    return finding
  }

  private func reason(for key: CellKey, after earlier: CellKey, change: ExactDecimal)
    -> (cause: Cause, evidence: Evidence)
  {
    let structure = table.structure
    let event = events.first { event in
      guard let from = structure.period(of: earlier), let to = structure.period(of: key) else {
        return false
      }
      return event.scope.matches(key, in: structure)
        && from.lastDay < event.date.firstDay && event.date.firstDay <= to.lastDay
    }
    if let event {
      return (
        event.cause,
        Evidence(
          .knownEvent,
          ["event": event.id, "date": event.date.description, "reason": event.reason["en"] ?? ""])
      )
    }
    return (
      .unexplained,
      Evidence(.changeBeyondLimit, ["change": change.description, "limit": limit.description])
    )
  }
}
