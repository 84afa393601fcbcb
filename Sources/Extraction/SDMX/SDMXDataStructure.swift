package import SDMXVocabulary

/// A data structure definition (SDMX 2.1 and 3.x): the components of the keys and values of data.
package struct SDMXDataStructure: Hashable, Sendable {
  package struct Component: Hashable, Sendable {
    package var id: String
    package var role: SDMXRole
    package var isTime = false
    /// The code list that says which values there are.
    package var codelist: SDMXReference?
    /// Where the names of the concept stand: the scheme, and the id in it.
    package var concept: SDMXReference?
    package var conceptID: String?
    package var isMandatory = true
    /// What an attribute is attached to: `observation`, `dataSet`, `dimensions` or `group`.
    package var attachment: Attachment?
    package var mayHaveSeveral = false
  }

  package enum Attachment: Hashable, Sendable {
    case observation
    case dataSet
    case dimensions([String])
    case group(String)
  }

  package var reference: SDMXReference
  package var names: [String: String]
  /// Dimensions in the order of the key, then measures, then attributes.
  package var parts: [Component]
  /// Dimensions of each group, by its id.
  package var groups: [String: [String]]

  package var components: [SDMXComponent] {
    parts.map { SDMXComponent(id: $0.id, role: $0.role) }
  }
}
