import StatisticalModel

/// DEF, SCO, TIM, GEO: the sources' own definitions, attribute by attribute.
///
/// Two declared attributes that differ decide; one that a source's documents leave open makes the
/// cause possible; one that a definition does not mention says nothing.
enum DefinitionCauses {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    attributes(pair.leftSource, pair.rightSource)
      + dates(pair.left.current, pair.right.current)
  }

  /// What two sources say about themselves, wherever they do.
  static func attributes(_ left: SourceDefinition, _ right: SourceDefinition) -> [CauseFinding] {
    let left = left.concept.attributes
    let right = right.concept.attributes
    return ConceptDefinition.Attribute.allCases.compactMap { attribute -> CauseFinding? in
      guard let a = left[attribute], let b = right[attribute] else { return nil }
      let isOpen = a == ConceptDefinition.unknown || b == ConceptDefinition.unknown
      guard a != b || isOpen else { return nil }
      return CauseFinding(
        cause: attribute.cause, confidence: isOpen ? .possible : .decisive,
        evidence: [evidence(of: attribute, a, b, isOpen: isOpen)])
    }
  }

  private static func evidence(
    of attribute: ConceptDefinition.Attribute, _ a: String, _ b: String, isOpen: Bool
  ) -> Evidence {
    let key: EvidenceKey =
      if isOpen { .attributeUnknown } else if attribute == .measure { .stockAgainstFlow } else {
        .attributeDiffers
      }
    return Evidence(key, ["attribute": attribute.rawValue, "left": a, "right": b])
  }

  /// Reference dates of the observations themselves; periods that overlap do not differ.
  static func dates(_ left: SourceObservation, _ right: SourceObservation) -> [CauseFinding] {
    guard let a = left.asOf, let b = right.asOf,
      a.lastDay < b.firstDay || b.lastDay < a.firstDay
    else { return [] }
    return [
      CauseFinding(
        cause: .time, confidence: .decisive,
        evidence: [Evidence(.dateDiffers, ["left": a.description, "right": b.description])])
    ]
  }
}

extension ConceptDefinition.Attribute {
  /// The cause a difference in this attribute is.
  var cause: Cause {
    switch self {
    case .concept, .denominator: .definition
    case .ageScope, .institutions, .population: .scope
    case .referenceDate, .measure: .time
    case .territory: .geography
    }
  }
}
