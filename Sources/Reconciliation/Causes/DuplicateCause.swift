import StatisticalModel

/// DUP: a side has several records for the cell although its source does not add up.
///
/// Their number was taken once, so they decide only where the other side has it as often as there
/// are records: somebody added them up. Beside any other difference they stay a possibility.
enum DuplicateCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    [
      finding(pair.left, of: pair.leftSource, beside: pair.rightValue),
      finding(pair.right, of: pair.rightSource, beside: pair.leftValue),
    ].compactMap(\.self)
  }

  private static func finding(
    _ evidence: SourceEvidence, of source: SourceDefinition, beside other: ObservedValue
  ) -> CauseFinding? {
    let observation = evidence.current
    guard !observation.duplicates.isEmpty else { return nil }
    let times = ExactDecimal(observation.duplicates.count + 1)
    let isAddedUp = observation.value.number.map { $0 * times == other.number } ?? false
    return CauseFinding(
      cause: .duplicate, confidence: isAddedUp ? .decisive : .possible,
      evidence: [observation.duplicateEvidence(of: source)])
  }
}

extension SourceObservation {
  func duplicateEvidence(of source: SourceDefinition) -> Evidence {
    Evidence(
      .duplicateRecords,
      [
        "source": source.id,
        "records": (Array(records) + duplicates).map(String.init).joined(separator: ","),
      ])
  }
}
