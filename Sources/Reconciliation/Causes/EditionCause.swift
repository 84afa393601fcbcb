import StatisticalModel

/// REV: one side still says what an earlier edition of the other said.
enum EditionCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    [
      finding(pair, revised: pair.left, quoting: pair.right),
      finding(pair, revised: pair.right, quoting: pair.left),
    ].compactMap(\.self)
  }

  private static func finding(
    _ pair: ComparedPair, revised: SourceEvidence, quoting other: SourceEvidence
  ) -> CauseFinding? {
    guard let quoted = other.current.value.number, quoted != revised.current.value.number,
      let earlier = revised.superseded.last(where: { $0.value.number == quoted })
    else { return nil }
    return CauseFinding(
      cause: .revision, confidence: .decisive,
      evidence: [
        Evidence(
          .earlierEditionAgrees,
          [
            "source": pair.table.sources[revised.source].id,
            "edition": String(pair.table.deliveries[earlier.delivery].delivery.edition),
          ])
      ])
  }
}
