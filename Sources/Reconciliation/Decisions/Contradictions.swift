import StatisticalModel

/// Where two decisions that both hold say different things of one figure or one flag.
struct Contradictions {
  private var cells: [String: Set<CellKey>] = [:]
  private var opponents: [String: Set<String>] = [:]

  init(among judgements: [DecisionJudge.Judgement]) {
    var figures: [CellKey: [Decision]] = [:]
    var flags: [DecisionJudge.FlagPlace: [Decision]] = [:]
    for judgement in judgements where judgement.outcome.status == .applied {
      let decision = judgement.outcome.decision
      switch decision.action {
      case .accept, .set:
        for key in judgement.cells { figures[key, default: []].append(decision) }
      case .explain: for place in judgement.flags { flags[place, default: []].append(decision) }
      case .exclude: break
      }
    }
    for (key, decisions) in figures { note(decisions, at: key) }
    for (place, decisions) in flags { note(decisions, at: place.key) }
  }

  private mutating func note(_ decisions: [Decision], at key: CellKey) {
    for decision in decisions {
      let others = decisions.filter { $0.action != decision.action }.map(\.id)
      guard !others.isEmpty else { continue }
      cells[decision.id, default: []].insert(key)
      opponents[decision.id, default: []].formUnion(others)
    }
  }

  /// The ids of the decisions that contradict one, sorted.
  func others(than decision: Decision) -> [String] { (opponents[decision.id] ?? []).sorted() }

  func contains(_ decision: Decision, at key: CellKey) -> Bool {
    cells[decision.id]?.contains(key) ?? false
  }
}
