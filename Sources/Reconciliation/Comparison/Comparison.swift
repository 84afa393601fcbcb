import StatisticalMethods
import StatisticalModel

/// Sets every two sources of a cell side by side and says why they differ.
struct Comparison {
  let table: EvidenceTable
  let definition: ReconciliationDefinition
  let editing: EditingDefinition
  let witnesses: RuleWitnesses

  /// The tests of causes, cheapest certain evidence first; each looks at the pair and at what
  /// the sources say besides.
  private static let tests: [@Sendable (ComparedPair) -> [CauseFinding]] = [
    DuplicateCause.test, ScaleCause.test, TypingCause.test, ArithmeticCause.test,
    RoundingCause.test, ZeroCause.test, DefinitionCauses.test, ExtentCause.test, MovedCause.test,
    DependenceCause.test, EditionCause.test,
  ]

  /// Those of them that may find rounding or dependence.
  private static let testsOfAgreement: [@Sendable (ComparedPair) -> [CauseFinding]] = [
    TypingCause.test, RoundingCause.test, DependenceCause.test,
  ]

  /// A check for each pair of sources, and a flag for each pair that differs or only seems to agree.
  func results(at key: CellKey) -> (checks: [Check], flags: [DiscrepancyFlag]) {
    let evidence = table[key]
    guard evidence.count > 1 else { return ([], []) }
    var checks: [Check] = []
    var flags: [DiscrepancyFlag] = []
    for (index, left) in evidence.enumerated() {
      for right in evidence.dropFirst(index + 1) {
        let pair = ComparedPair(table: table, key: key, left: left, right: right)
        let outcome = pair.outcome
        checks.append(
          Check(
            rule: Check.comparisonRule, source: pair.name, outcome: outcome,
            residual: pair.difference, tolerance: pair.roundingSlack))
        if let flag = flag(for: pair, outcome) { flags.append(flag) }
      }
    }
    return (checks, flags)
  }

  private func flag(for pair: ComparedPair, _ outcome: Outcome) -> DiscrepancyFlag? {
    var findings = (outcome == .agrees ? Self.testsOfAgreement : Self.tests).flatMap { $0(pair) }
    switch outcome {
    case .agrees:
      // Agreement is worth a line only where it is not what it seems.
      findings.removeAll { $0.cause != .rounding && $0.cause != .dependence }
      guard !findings.isEmpty else { return nil }
    case .cannotBeJudged:
      // A bound repeated word for word looks like a second witness as much as a number does.
      findings.removeAll {
        $0.cause != .zero && !($0.cause == .dependence && pair.leftValue == pair.rightValue)
      }
      guard !findings.isEmpty else { return nil }
    case .disagrees:
      findings.removeAll { $0.cause == .rounding }
      if findings.isEmpty {
        findings = [
          CauseFinding(
            cause: .unexplained, confidence: .decisive, evidence: [Evidence(.noEvidence)])
        ]
      }
    }
    return flag(for: pair, findings: findings)
  }

  private func flag(for pair: ComparedPair, findings: [CauseFinding]) -> DiscrepancyFlag {
    let primary = Self.primary(of: findings)
    let remark = SlipPair(pair, methods: editing.methods)?.remark(witnesses)
    return DiscrepancyFlag(
      key: pair.key, rule: Check.comparisonRule, cause: primary.cause,
      secondary: Set(findings.map(\.cause)).subtracting([primary.cause]).sorted(),
      confidence: primary.confidence,
      severity: pair.outcome == .disagrees && isMaterial(pair) ? .warning : .info,
      reported: pair.reported, measures: pair.measures,
      evidence: findings.flatMap(\.evidence) + (remark?.evidence ?? []),
      proposals: remark?.proposals ?? [])
  }

  /// The first decisive cause in the order of testing, else the first probable, else the first.
  private static func primary(of findings: [CauseFinding]) -> CauseFinding {
    let ordered = findings.enumerated().sorted { left, right in
      (left.element.confidence.rank, left.element.cause, left.offset)
        < (right.element.confidence.rank, right.element.cause, right.offset)
    }
    return ordered[0].element
  }

  private func isMaterial(_ pair: ComparedPair) -> Bool {
    guard let (a, b) = pair.numbers else { return false }
    let materiality =
      definition.materialityByCell.first { $0.scope.matches(pair.key, in: table.structure) }?
      .materiality ?? definition.materiality
    return materiality.admits(difference: a - b, between: a, and: b)
  }
}

extension Confidence {
  fileprivate var rank: Int {
    switch self {
    case .decisive: 0
    case .probable: 1
    case .possible: 2
    }
  }
}
