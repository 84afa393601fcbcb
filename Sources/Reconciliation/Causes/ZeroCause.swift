import StatisticalModel

/// ZER: one side says zero where the other says that there is no number, or where everything else
/// speaks for one.
enum ZeroCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    states(pair)
      + [
        lone(pair.left, beside: pair.rightValue, in: pair.table),
        lone(pair.right, beside: pair.leftValue, in: pair.table),
      ].compactMap(\.self)
  }

  private static func states(_ pair: ComparedPair) -> [CauseFinding] {
    let (left, right) = (pair.leftValue, pair.rightValue)
    guard isZero(left) && right.state != .reported || isZero(right) && left.state != .reported
    else { return [] }
    return [
      CauseFinding(
        cause: .zero, confidence: .decisive,
        evidence: [
          Evidence(
            .statesDiffer, ["left": left.state.rawValue, "right": right.state.rawValue])
        ])
    ]
  }

  private static func isZero(_ value: ObservedValue) -> Bool { value.number == .zero }

  /// Below this a zero may well be true.
  private static let leastNumber = ExactDecimal(10)

  /// A zero beside a number of two digits or more, of a source that gives a number other than zero
  /// for every other period it reports: probably its mark for a number it does not have.
  private static func lone(
    _ side: SourceEvidence, beside other: ObservedValue, in table: EvidenceTable
  ) -> CauseFinding? {
    guard side.current.value.exactNumber == .zero, let number = other.exactNumber,
      number >= leastNumber
    else { return nil }
    let key = side.current.key
    let siblings = table.periods(of: side.source, along: key).filter { $0 != key }
    let numbers = siblings.compactMap { table.current(side.source, at: $0)?.value.number }
    guard !numbers.isEmpty, !numbers.contains(.zero) else { return nil }
    return CauseFinding(
      cause: .zero, confidence: .probable,
      evidence: [
        Evidence(
          .zeroAmongNumbers,
          [
            "source": table.sources[side.source].id,
            "siblings": siblings.compactMap { table.structure.period(of: $0)?.description }
              .joined(separator: ","),
          ])
      ])
  }
}
