import StatisticalModel

/// Judges one decision about a figure or a flag: whether it holds, and where it bears.
struct DecisionJudge {
  let table: EvidenceTable
  /// Every cell with a result, in key order.
  let keys: [CellKey]
  let occasion: RunOccasion
  /// The flags of a cell as the rules and comparisons raise them.
  let flags: (CellKey) -> [DiscrepancyFlag]

  /// A flag by its position among those of its cell.
  struct FlagPlace: Hashable {
    var key: CellKey
    var position: Int
  }

  struct Judgement {
    var outcome: JudgedDecision
    /// The cells it is about, in key order; none where it is for other vintages.
    var cells: [CellKey] = []
    /// For an explanation, the flags it explains.
    var flags: [FlagPlace] = []
  }

  func judge(_ decision: Decision) -> Judgement {
    let hindrance = decision.hindrance(on: occasion)
    if let hindrance, hindrance.status == .outOfScope {
      return outcome(decision, hindrance.status, [hindrance.why])
    }
    var judgement: Judgement
    switch decision.action {
    case .explain: judgement = judgeExplanation(decision)
    case .accept, .set: judgement = judgeFigure(decision)
    case .exclude: return outcome(decision, .outOfScope, [])
    }
    // A decision that has run out is named so, whatever else has become of it.
    if let hindrance, judgement.outcome.status != .outOfScope {
      judgement.outcome = JudgedDecision(
        decision: decision, status: hindrance.status, why: [hindrance.why])
    }
    return judgement
  }

  private func judgeFigure(_ decision: Decision) -> Judgement {
    let cells = cells(of: decision).filter { table.structure.period(of: $0) != nil }
    guard !cells.isEmpty else {
      return outcome(decision, .outOfScope, [Evidence(.decisionWithoutCell)])
    }
    let changes = decision.changes(to: cells.flatMap(table.seenLines))
    guard changes.isEmpty else { return outcome(decision, .suspended, changes, cells) }
    guard case .accept(let source) = decision.action else {
      return outcome(decision, .applied, [], cells)
    }
    let numbered = cells.filter { table.publishable(of: source, at: $0) != nil }
    return numbered.isEmpty
      ? outcome(
        decision, .outOfScope, [Evidence(.decisionWithoutNumber, ["source": source])], cells)
      : outcome(decision, .applied, [], numbered)
  }

  private func judgeExplanation(_ decision: Decision) -> Judgement {
    let found = places(of: decision)
    let now =
      found.isEmpty
      ? decision.seen.compactMap(table.current) : found.flatMap { lines(of: $0) }
    let cells = found.isEmpty ? cells(of: decision) : Set(found.map(\.key)).sorted()
    let changes = decision.changes(to: now)
    guard changes.isEmpty else { return outcome(decision, .suspended, changes, cells) }
    guard !found.isEmpty else {
      return outcome(
        decision, .outOfScope, [Evidence(.decisionWithoutFlag, ["rule": decision.rule ?? ""])])
    }
    var judgement = outcome(decision, .applied, [], cells)
    judgement.flags = found
    return judgement
  }

  /// The flags of the decision's rule in its cells; of a decision about one flag, the one that
  /// quotes what its author saw, or else what the same sources say in its place now.
  private func places(of decision: Decision) -> [FlagPlace] {
    let ofRule = cells(of: decision).flatMap { key in
      flags(key).enumerated().filter { $0.element.rule == decision.rule }
        .map { FlagPlace(key: key, position: $0.offset) }
    }
    guard decision.flag != nil else { return ofRule }
    if let same = ofRule.first(where: { decision.changes(to: lines(of: $0)).isEmpty }) {
      return [same]
    }
    let sources = Set(decision.seen.compactMap { $0.sourceAndCell?.source })
    let successor = ofRule.first { Set(flag(at: $0).reported.map(\.source)) == sources }
    return successor.map { [$0] } ?? []
  }

  private func flag(at place: FlagPlace) -> DiscrepancyFlag { flags(place.key)[place.position] }

  private func lines(of place: FlagPlace) -> [SeenLine] {
    flag(at: place).reported.map(table.seenLine)
  }

  private func cells(of decision: Decision) -> [CellKey] {
    if let only = decision.scope.onlyKey(in: table.structure) {
      return keys.hasSorted(only) ? [only] : []
    }
    return keys.filter { decision.scope.matches($0, in: table.structure) }
  }

  private func outcome(
    _ decision: Decision, _ status: DecisionStatus, _ why: [Evidence], _ cells: [CellKey] = []
  ) -> Judgement {
    Judgement(
      outcome: JudgedDecision(decision: decision, status: status, why: why), cells: cells)
  }
}

extension EvidenceTable {
  /// The value that a source's number may be published as, and where it stands.
  func publishable(of source: String, at key: CellKey) -> (ReportedValue, ExactDecimal)? {
    guard let reported = reported(at: key).first(where: { $0.source == source }),
      let number = reported.value.publishable
    else { return nil }
    return (reported, number)
  }
}

extension CellPattern {
  /// The one cell the pattern admits; nil when it may admit several.
  fileprivate func onlyKey(in structure: Structure) -> CellKey? {
    var key = CellKey(bits: 0)
    for position in structure.dimensions.indices {
      guard let codes = admitted[position], codes.count == 1, let code = codes.first else {
        return nil
      }
      key = structure.replacing(position, with: code, in: key)
    }
    return key
  }
}

extension [CellKey] {
  /// Whether a sorted list has the key; a binary search.
  fileprivate func hasSorted(_ key: CellKey) -> Bool {
    var range = indices
    while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
      if self[middle] == key { return true }
      range = self[middle] < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }
}
