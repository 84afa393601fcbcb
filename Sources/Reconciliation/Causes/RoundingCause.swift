import StatisticalModel

/// RND: the numbers differ by less than their declared rounding allows.
enum RoundingCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let (a, b) = pair.numbers, a != b, pair.isWithinRounding else { return [] }
    return [
      CauseFinding(
        cause: .rounding, confidence: .decisive,
        evidence: [
          Evidence(
            .residualWithinRounding,
            ["residual": (a - b).description, "bound": pair.roundingSlack.description])
        ])
    ]
  }
}
