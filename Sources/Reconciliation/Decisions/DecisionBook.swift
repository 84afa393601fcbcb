import StatisticalModel

/// What the decisions of a run come to, cell by cell.
struct DecisionBook {
  static let rulePrefix = "decision:"

  /// Every decision, in the order of replay.
  private(set) var judged: [JudgedDecision] = []
  private var figures: [CellKey: Decision] = [:]
  private var explanations: [DecisionJudge.FlagPlace: Decision] = [:]
  private var marks: [CellKey: [JudgedDecision]]

  /// Without decisions, with which everything stays as it is.
  init() { marks = [:] }

  init(_ decisions: [Decision], exclusions: Exclusions, judge: DecisionJudge) {
    marks = exclusions.cells
    judged = exclusions.judged
    let others = decisions.filter { decision in
      if case .exclude = decision.action { false } else { true }
    }
    var judgements = others.map(judge.judge)
    let contradictions = Contradictions(among: judgements)
    for index in judgements.indices where judgements[index].outcome.status == .applied {
      let decision = judgements[index].outcome.decision
      let others = contradictions.others(than: decision)
      if !others.isEmpty {
        judgements[index].outcome.status = .contradictory
        judgements[index].outcome.why = others.map {
          Evidence(.decisionContradicted, ["decision": decision.id, "other": $0])
        }
      }
      enter(judgements[index], unless: contradictions)
    }
    for judgement in judgements where judgement.outcome.status != .applied {
      let outcome = judgement.outcome
      guard outcome.status != .contradictory else { continue }
      for key in judgement.cells { marks[key, default: []].append(outcome) }
    }
    judged = (judged + judgements.map(\.outcome)).sorted { $0.decision < $1.decision }
    marks = marks.mapValues { $0.sorted { $0.decision < $1.decision } }
  }

  /// Notes where a decision takes effect; at a cell where it is contradicted it does not.
  private mutating func enter(
    _ judgement: DecisionJudge.Judgement, unless contradictions: Contradictions
  ) {
    let decision = judgement.outcome.decision
    for key in judgement.cells {
      var mark = judgement.outcome
      if !contradictions.contains(decision, at: key) { (mark.status, mark.why) = (.applied, []) }
      marks[key, default: []].append(mark)
      guard mark.status == .applied else { continue }
      switch decision.action {
      // Of two that say the same the first is named.
      case .accept, .set: figures[key] = figures[key] ?? decision
      case .explain, .exclude: break
      }
    }
    for place in judgement.flags where !contradictions.contains(decision, at: place.key) {
      explanations[place] = explanations[place] ?? decision
    }
  }
}

extension DecisionBook {
  func decisions(at key: CellKey) -> [CellDecision] {
    (marks[key] ?? []).map {
      CellDecision(id: $0.decision.id, sha256: $0.decision.sha256, status: $0.status)
    }
  }

  /// The cell's flags with the causes that persons decided, and one for each decision about the cell
  /// that was not applied.
  func flags(
    _ flags: [DiscrepancyFlag], at key: CellKey, in table: EvidenceTable
  ) -> [DiscrepancyFlag] {
    guard let marks = marks[key] else { return flags }
    var flags = flags
    for position in flags.indices {
      let place = DecisionJudge.FlagPlace(key: key, position: position)
      guard let decision = explanations[place], case .explain(let cause) = decision.action else {
        continue
      }
      let flag = flags[position]
      flags[position].decided = DecidedCause(
        decision: decision.id, cause: flag.cause, severity: flag.severity,
        confidence: flag.confidence)
      flags[position].cause = cause
      flags[position].secondary.removeAll { $0 == cause }
      flags[position].severity = .info
    }
    return flags
      + marks.compactMap { mark in
        guard let cause = mark.status.cause else { return nil }
        return DiscrepancyFlag(
          key: key, rule: Self.rulePrefix + mark.decision.id, cause: cause,
          confidence: .decisive, severity: .warning, reported: table.reported(at: key),
          measures: Measures(difference: nil, tolerance: .zero), evidence: mark.why)
      }
  }

  /// The figure as a person decided it, or as the rules give it.
  func figure(
    _ figure: Figure, at key: CellKey, in table: EvidenceTable
  ) -> Figure {
    guard let decision = figures[key] else { return figure }
    var decided = figure
    let reported = table.reported(at: key)
    decided.method = Self.rulePrefix + decision.id
    decided.rule = ""
    if figure.standardError != nil {
      // The error and the interval were those of the balanced value, which is not published now.
      decided.standardError = nil
      let numbered = reported.filter { $0.value.number != nil }
      (decided.lower, decided.upper) = FigureChooser.bounds(of: numbered)
    }
    switch decision.action {
    case .accept(let source):
      guard let (used, number) = table.publishable(of: source, at: key) else { return figure }
      decided.status = .published
      decided.value = number
      decided.used = [used]
      decided.lost = reported.filter { $0.source != source }
    case .set(let value, let lower, let upper):
      decided.status = value == nil ? .interval : .published
      decided.value = value
      if value == nil || lower != nil || upper != nil {
        (decided.lower, decided.upper) = (lower, upper)
      }
      decided.used = []
      decided.lost = reported
    case .explain, .exclude: return figure
    }
    return decided
  }
}

extension DecisionStatus {
  /// The cause of the flag that says so; nil where there is nothing to say.
  fileprivate var cause: Cause? {
    switch self {
    case .applied, .outOfScope: nil
    case .suspended: .revision
    case .expired, .contradictory: .method
    }
  }
}
