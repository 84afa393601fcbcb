import StatisticalModel

/// Whether the values of a block may measure what its rules say: asked before the gate, because
/// numbers of different things are never averaged.
///
/// Only declared differences count: two attributes, reference dates or borders that differ.
enum BlockDefinitions {
  /// The reasons against, cheapest certain evidence first, and the pairs of sources they are about.
  static func reasons(
    among entries: [BalancingEntry], constantInTime: Bool, in table: EvidenceTable
  ) -> (findings: [CauseFinding], pairs: [String]) {
    var findings: [CauseFinding] = []
    var pairs: [String] = []
    let sources = Set(entries.map(\.source)).sorted()
    for (position, left) in sources.enumerated() {
      for right in sources.dropFirst(position + 1) {
        let found = decisive(
          DefinitionCauses.attributes(table.sources[left], table.sources[right])
        ).filter { !(constantInTime && $0.isAboutDate) }
        guard !found.isEmpty else { continue }
        findings += found
        pairs.append("\(table.sources[left].id) ~ \(table.sources[right].id)")
      }
    }
    for (left, right) in neighbours(entries) {
      let dates = constantInTime ? [] : DefinitionCauses.dates(left.observation, right.observation)
      let found = decisive(dates + ExtentCause.extents(left.observation, right.observation))
      guard !found.isEmpty else { continue }
      findings += found
      pairs.append("\(table.sources[left.source].id) ~ \(table.sources[right.source].id)")
    }
    let ordered = findings.enumerated().sorted {
      ($0.element.cause, $0.offset) < ($1.element.cause, $1.offset)
    }
    return (ordered.map(\.element), Set(pairs).sorted())
  }

  private static func decisive(_ findings: [CauseFinding]) -> [CauseFinding] {
    findings.filter { $0.confidence == .decisive }
  }

  /// Values of one cell side by side; if the first agrees with every other, so do they all.
  private static func neighbours(_ entries: [BalancingEntry]) -> [(BalancingEntry, BalancingEntry)]
  {
    Dictionary(grouping: entries, by: \.key).sorted { $0.key < $1.key }.flatMap { _, same in
      same.enumerated().flatMap { position, left in
        same.dropFirst(position + 1).map { (left, $0) }
      }
    }
  }
}

extension CauseFinding {
  fileprivate var isAboutDate: Bool {
    evidence.contains {
      $0.values["attribute"] == ConceptDefinition.Attribute.referenceDate.rawValue
    }
  }
}
