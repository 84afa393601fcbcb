import StatisticalMethods
import StatisticalModel

/// Why a block was not balanced, or only against the gate.
struct BlockReason {
  var cause: Cause
  var confidence: Confidence
  var secondary: [Cause]
  var evidence: [Evidence]

  init(
    _ cause: Cause, _ confidence: Confidence, secondary: [Cause] = [], evidence: [Evidence]
  ) {
    self.cause = cause
    self.confidence = confidence
    self.secondary = secondary
    self.evidence = evidence
  }
}

extension BlockBalancing {
  /// A flag quotes at most this many values; the block has them all.
  static let mostQuoted = 24

  /// A warning: what the gate refuses is published only after a decision.
  func flag(
    on entries: [BalancingEntry], lead: CellKey?, because reason: BlockReason
  ) -> DiscrepancyFlag? {
    guard let lead else { return nil }
    return DiscrepancyFlag(
      key: lead, rule: BalancedBlock.rulePrefix + definition.id, cause: reason.cause,
      secondary: reason.secondary, confidence: reason.confidence, severity: .warning,
      reported: entries.prefix(Self.mostQuoted).map { table.quoted($0.observation, of: $0.source) },
      measures: Measures(difference: nil, tolerance: .zero), evidence: reason.evidence)
  }

  /// The gate's numbers, and the cause that the rest of reconciliation knows for the discrepancy.
  func gateReason(
    _ problem: BlockProblem, _ gate: BalancingGate, _ costs: [ConstraintCost], key: EvidenceKey,
    values: [String: String] = [:]
  ) -> BlockReason {
    var reason = cause(of: problem)
    let written = BalancedBlock.Gate(gate)
    let costliest = costs.max { $0.contribution < $1.contribution }
    let numbers = [
      "q": gate.q.decimal(digits: 4), "degreesOfFreedom": String(gate.degreesOfFreedom),
      "p": written.p, "level": definition.level.description,
      "values": String(problem.entries.count), "costliest": costliest?.id ?? "",
    ]
    reason.evidence.insert(Evidence(key, numbers.merging(values) { $1 }), at: 0)
    return reason
  }

  /// The cause of a block's discrepancy.
  ///
  /// Inside one source a rule is broken: its sums do not add up. Between sources, what their
  /// comparison found; else the difference is unexplained, which is why nothing may be adjusted.
  private func cause(of problem: BlockProblem) -> BlockReason {
    if Set(problem.entries.map(\.source)).count == 1 {
      return BlockReason(.arithmetic, .decisive, evidence: [])
    }
    let cells = Set(problem.entries.map(\.key)).sorted()
    let known = cells.flatMap { comparison.results(at: $0).flags }.filter { flag in
      flag.confidence != .possible && flag.severity != .info && flag.cause != .unexplained
        && flag.reported.allSatisfy { definition.sources.contains($0.source) }
    }
    guard let first = known.min(by: { $0.cause < $1.cause }) else {
      return BlockReason(.unexplained, .possible, evidence: [])
    }
    return BlockReason(first.cause, first.confidence, evidence: first.evidence)
  }
}
