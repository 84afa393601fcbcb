import StatisticalModel

/// ZER: one side says zero where the other says that there is no number.
enum ZeroCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
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
}
