import StatisticalModel

/// GEO: the same area code with different borders on the two sides.
enum ExtentCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let a = pair.left.current.extentFrom, let b = pair.right.current.extentFrom, a != b
    else { return [] }
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
