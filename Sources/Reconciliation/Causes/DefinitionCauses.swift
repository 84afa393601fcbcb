import StatisticalModel

/// DEF, SCO, TIM, GEO: the sources' own definitions, attribute by attribute.
///
/// Two declared attributes that differ decide; one that a source's documents leave open makes the
/// cause possible; one that a definition does not mention says nothing.
enum DefinitionCauses {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    let left = pair.leftSource.concept.attributes
    let right = pair.rightSource.concept.attributes
    let declared = ConceptDefinition.Attribute.allCases.compactMap { attribute -> CauseFinding? in
      guard let a = left[attribute], let b = right[attribute] else { return nil }
      let isOpen = a == ConceptDefinition.unknown || b == ConceptDefinition.unknown
      guard a != b || isOpen else { return nil }
      return CauseFinding(
        cause: attribute.cause, confidence: isOpen ? .possible : .decisive,
        evidence: [evidence(of: attribute, a, b, isOpen: isOpen)])
    }
    return declared + dates(pair)
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
  private static func dates(_ pair: ComparedPair) -> [CauseFinding] {
    guard let a = pair.left.current.asOf, let b = pair.right.current.asOf,
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
