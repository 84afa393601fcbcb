import StatisticalModel

/// GEO: the same area code with different borders on the two sides.
enum ExtentCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    extents(pair.left.current, pair.right.current)
  }

  static func extents(_ left: SourceObservation, _ right: SourceObservation) -> [CauseFinding] {
    guard let a = left.extentFrom, let b = right.extentFrom, a != b else { return [] }
    return [
      CauseFinding(
        cause: .geography, confidence: .decisive,
        evidence: [
          Evidence(
            .extentDiffers,
            ["left": BoundarySeries.dayText(a), "right": BoundarySeries.dayText(b)])
        ])
    ]
  }
}
