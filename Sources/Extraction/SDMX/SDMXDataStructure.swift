package import SDMXVocabulary

/// A data structure definition (SDMX 2.1 and 3.x): the components of the keys and values of data.
package struct SDMXDataStructure: Hashable, Sendable {
  package struct Component: Hashable, Sendable {
    package var id: String
    package var role: SDMXRole
    package var isTime = false
    /// Of a dimension of 2.1: whether its values are the concepts of a scheme, each a measure.
    package var isOfMeasures = false
    /// The code list, or scheme of measures, that says which values there are; nil where any are.
    package var codelist: SDMXReference?
    /// The concept scheme that has the component's name, and the concept's id in it.
    package var scheme: SDMXReference?
    package var concept: String?
    /// Of an attribute or measure: whether an observation must have it.
    package var isMandatory = false
    /// Of an attribute: what it belongs to.
    package var attachment: Attachment?

    package init(id: String, role: SDMXRole) {
      self.id = id
      self.role = role
    }
  }

  package enum Attachment: Hashable, Sendable {
    case observation
    case dataSet
    case dimensions([String])
    case group(String)
  }

  package var reference: SDMXReference
  /// By language.
  package var names: [String: String]
  /// Dimensions in the order of the key, then measures, then attributes.
  package var parts: [Component]
  /// Dimensions of each group, by its id.
  package var groups: [String: [String]]

  package var components: [SDMXComponent] {
    parts.map { SDMXComponent(id: $0.id, role: $0.role) }
  }
}
