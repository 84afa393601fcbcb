import StatisticalMethods
import StatisticalModel

/// TYP: two quotations of one document that are a single keying slip apart, or two neighbouring
/// digits exchanged where a third source settles which number is right.
///
/// Between independent sources a slip proves nothing (175,085 and 175,082 children may both be
/// true), so only a declared common origin makes the test decisive. Which number is wrong the document
/// decides; see ``SlipPair``.
enum TypingCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let (a, b) = pair.numbers, a != b else { return [] }
    guard let origin = pair.commonOrigin else { return exchange(pair) }
    let shared = Evidence(.sameOrigin, ["origin": origin])
    guard let slip = DigitSlip.between(a, b) else {
      return [CauseFinding(cause: .dependence, confidence: .probable, evidence: [shared])]
    }
    return [
      CauseFinding(
        cause: .typing, confidence: .decisive,
        evidence: [shared, Evidence(.digitSlip, ["kind": slip.rawValue])])
    ]
  }

  /// Below this digits are exchanged by chance too often.
  private static let leastNumber = ExactDecimal(100)

  /// Neighbouring digits exchanged between independent sources, one of which a third confirms to the
  /// last digit; one substituted digit is as likely a true difference and says nothing.
  private static func exchange(_ pair: ComparedPair) -> [CauseFinding] {
    guard let a = pair.leftValue.exactNumber, let b = pair.rightValue.exactNumber,
      min(a.magnitude, b.magnitude) >= leastNumber,
      let slip = DigitSlip.between(a, b), slip == .transposition,
      let witness = pair.witness(of: [a, b])
    else { return [] }
    return [
      CauseFinding(
        cause: .typing, confidence: .probable,
        evidence: [
          Evidence(.digitSlip, ["kind": slip.rawValue]),
          Evidence(
            .thirdSourceAgrees,
            ["source": witness.source, "number": witness.number.description]),
        ])
    ]
  }
}

extension ComparedPair {
  /// The document both sources quote; nil when they do not declare the same one.
  var commonOrigin: String? {
    let origin = leftSource.concept.origin
    return origin == rightSource.concept.origin ? origin : nil
  }

  /// A third source that gives one of the numbers exactly and is no copy of either side.
  func witness(of numbers: [ExactDecimal]) -> (source: String, number: ExactDecimal)? {
    let sides = [leftSource.id, rightSource.id]
    for evidence in table[key] where ![left.source, right.source].contains(evidence.source) {
      let source = table.sources[evidence.source]
      guard let number = evidence.current.value.exactNumber, numbers.contains(number),
        Set(source.concept.copiedFrom).isDisjoint(with: sides)
      else { continue }
      return (source.id, number)
    }
    return nil
  }
}
