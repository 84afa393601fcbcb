/// What a source counts, as far as its provider says.
///
/// An attribute is absent when the definition is silent about it, and `unknown` when the provider's
/// own documents leave it open; the second can be a reason for a difference, the first cannot.
package struct ConceptDefinition: Sendable {
  package enum Attribute: String, CaseIterable, Sendable {
    // In the order in which they are tried as reasons for a difference.
    case concept, denominator
    case ageScope, institutions, population
    case referenceDate, measure
    case territory
  }

  package static let unknown = "unknown"

  package var attributes: [Attribute: String]
  /// The day (`yyyymmdd`) whose borders the figures follow; nil when they follow their own date.
  package var boundaryDay: Int?
  /// Sources this one copies its figures from, so that agreement with them confirms nothing.
  package var copiedFrom: [String]
  /// The document both of two sources quote: two quotations of one document must be identical.
  package var origin: String?

  package init(
    attributes: [Attribute: String], boundaryDay: Int? = nil, copiedFrom: [String] = [],
    origin: String? = nil
  ) {
    self.attributes = attributes
    self.boundaryDay = boundaryDay
    self.copiedFrom = copiedFrom
    self.origin = origin
  }
}
