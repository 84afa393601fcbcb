import StatisticalModel

/// DUP: a side has several records for the cell although its source does not add up, or adds up a
/// record that it has twice, or two records of one unit.
enum DuplicateCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    let sides = [
      (pair.left, pair.leftSource, pair.rightValue), (pair.right, pair.rightSource, pair.leftValue),
    ]
    return sides.compactMap { evidence, source, other in
      switch source.aggregation {
      case .none: rival(evidence, of: source, beside: other)
      case .sum: repeated(evidence, of: source, beside: other, in: pair.table)
      }
    }
  }

  /// Several records where one is meant.
  ///
  /// Their number was taken once, so they decide only where the other side has it as often as there
  /// are records: somebody added them up. Beside any other difference they stay a possibility.
  private static func rival(
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

  /// Records that are alike in every field were probably counted twice where the sum is the larger
  /// one.
  ///
  /// No more than probably: two units that the fields do not tell apart may give the same number.
  private static func repeated(
    _ evidence: SourceEvidence, of source: SourceDefinition, beside other: ObservedValue,
    in table: EvidenceTable
  ) -> CauseFinding? {
    let observation = evidence.current
    guard let own = observation.value.number, let number = other.number, own != number else {
      return nil
    }
    if !observation.duplicates.isEmpty {
      // What was added up twice cannot make a sum too small.
      guard own > number else { return nil }
      return CauseFinding(
        cause: .duplicate, confidence: .probable,
        evidence: [observation.duplicateEvidence(of: source)])
    }
    let alike = Dictionary(
      grouping: observation.records.compactMap { record in
        table.fingerprint(observation.delivery, record).map { (record, $0) }
      }, by: \.1
    ).values.filter { $0.count > 1 }.flatMap { $0.map(\.0) }.sorted()
    guard !alike.isEmpty else { return nil }
    return CauseFinding(
      cause: .duplicate, confidence: own > number ? .probable : .possible,
      evidence: [
        Evidence(
          .repeatedRecords,
          ["source": source.id, "records": alike.map(String.init).joined(separator: ",")])
      ])
  }
}

extension SourceObservation {
  func duplicateEvidence(of source: SourceDefinition) -> Evidence {
    if source.aggregation == .sum {
      return Evidence(
        .repeatedUnits,
        [
          "source": source.id, "records": duplicates.map(String.init).joined(separator: ","),
        ])
    }
    return Evidence(
      .duplicateRecords,
      [
        "source": source.id,
        "records": (Array(records) + duplicates).map(String.init).joined(separator: ","),
      ])
  }
}
