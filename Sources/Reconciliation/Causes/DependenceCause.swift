import StatisticalModel

/// DEP: one source copies the other, so that their agreement confirms nothing.
enum DependenceCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    let (left, right) = (pair.leftSource, pair.rightSource)
    guard left.concept.copiedFrom.contains(right.id) || right.concept.copiedFrom.contains(left.id)
    else { return [] }
    let copy = left.concept.copiedFrom.contains(right.id) ? left : right
    return [
      CauseFinding(
        cause: .dependence, confidence: .decisive,
        evidence: [Evidence(.copiedSource, ["source": copy.id])])
    ]
  }
}
