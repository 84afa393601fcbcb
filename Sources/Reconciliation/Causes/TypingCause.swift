import StatisticalMethods
import StatisticalModel

/// TYP: two quotations of one document that are a single keying slip apart.
///
/// Between independent sources a slip proves nothing (175,085 and 175,082 children may both be
/// true), so only a declared common origin makes the test decisive. Which number is wrong the document
/// decides; see ``SlipPair``.
enum TypingCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let origin = pair.commonOrigin, let (a, b) = pair.numbers, a != b else { return [] }
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
}

extension ComparedPair {
  /// The document both sources quote; nil when they do not declare the same one.
  var commonOrigin: String? {
    let origin = leftSource.concept.origin
    return origin == rightSource.concept.origin ? origin : nil
  }
}
