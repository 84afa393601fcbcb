import StatisticalModel

/// DUP: a side has several records for the cell although its source does not add up.
enum DuplicateCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    [(pair.left, pair.leftSource), (pair.right, pair.rightSource)].compactMap { evidence, source in
      guard !evidence.current.duplicates.isEmpty else { return nil }
      return CauseFinding(
        cause: .duplicate, confidence: .decisive,
        evidence: [evidence.current.duplicateEvidence(of: source)])
    }
  }
}

extension SourceObservation {
  func duplicateEvidence(of source: SourceDefinition) -> Evidence {
    Evidence(
      .duplicateRecords,
      [
        "source": source.id,
        "records": (records + duplicates).map(String.init).joined(separator: ","),
      ])
  }
}
