package import SDMXVocabulary

/// What a structure message defines (SDMX-ML 2.1 and 3.x), in the order of the message.
package struct SDMXStructures: Hashable, Sendable {
  /// A code of a list, or a concept of a scheme.
  package struct Item: Hashable, Sendable {
    package var id: String
    package var parent: String?
    /// By language.
    package var names: [String: String]
    /// Of a concept: the code list of its values, where components name none.
    package var codelist: SDMXReference?
  }

  /// A code list, a value list or a concept scheme.
  package struct Scheme: Hashable, Sendable {
    package var reference: SDMXReference
    package var names: [String: String]
    package var items: [Item]
    /// What it takes of other lists (3.0), each later one before those above it.
    package var extensions: [SDMXCodelistExtension] = []
    /// Whether ``items`` are all there are; not so of a list that is only named here, and kept
    /// elsewhere.
    package var isComplete = true
  }

  package struct Dataflow: Hashable, Sendable {
    package var reference: SDMXReference
    package var names: [String: String]
    package var structure: SDMXReference?
  }

  /// Which codes or series a structure, dataflow or provider may have.
  package struct Constraint: Hashable, Sendable {
    package struct Values: Hashable, Sendable {
      package var component: String
      package var isIncluded: Bool
      /// Empty where it says nothing of single codes, but of a range of time, or of all values.
      package var codes: [SDMXCodeSelection]
    }

    package struct Region: Hashable, Sendable {
      package var isIncluded: Bool
      package var values: [Values]
    }

    package var reference: SDMXReference
    package var names: [String: String]
    /// What it constrains.
    package var attachments: [SDMXReference]
    /// Whether it says what may be there, and not only what there is.
    package var isRule: Bool
    package var regions: [Region]
  }

  /// A code of a hierarchy, which may be of any list.
  package struct Level: Hashable, Sendable {
    package var id: String
    package var code: String
    package var codelist: SDMXReference?
    package var children: [Level]

    /// Whether the code and all below it are of one list.
    fileprivate func isOf(_ list: Scheme) -> Bool {
      (codelist?.means(list.reference) ?? false) && children.allSatisfy { $0.isOf(list) }
    }
  }

  package struct Hierarchy: Hashable, Sendable {
    package var reference: SDMXReference
    package var names: [String: String]
    package var levels: [Level]
  }

  package var dataStructures: [SDMXDataStructure] = []
  package var dataflows: [Dataflow] = []
  package var codelists: [Scheme] = []
  package var conceptSchemes: [Scheme] = []
  package var constraints: [Constraint] = []
  package var hierarchies: [Hierarchy] = []

  /// The structure of data that name a structure or a dataflow; where they name neither, or a
  /// provision agreement, the only structure there is.
  ///
  /// - Throws: ``SDMXFault`` when there is no such structure.
  package func dataStructure(of reference: SDMXReference?) throws(SDMXFault) -> SDMXDataStructure {
    guard !dataStructures.isEmpty else { throw .noDataStructure }
    if let reference {
      let flow = reference.latest(of: dataflows, named: \.reference)?.structure
      if let found = (flow ?? reference).latest(of: dataStructures, named: \.reference) {
        return found
      }
    }
    guard dataStructures.count == 1 else {
      throw .structureNotThere(
        reference: reference?.description ?? "-",
        known: dataStructures.map(\.reference.description).sorted())
    }
    return dataStructures[0]
  }

  package func codelist(_ reference: SDMXReference) -> Scheme? {
    reference.latest(of: codelists, named: \.reference)
  }

  /// By code the one above it, from the only hierarchy there is of a list's codes; nil where there
  /// are more or none, or where a code stands in it twice.
  package func parents(inHierarchyOf list: Scheme) -> [String: String]? {
    let found = hierarchies.filter { hierarchy in
      hierarchy.levels.allSatisfy { $0.isOf(list) }
    }
    guard found.count == 1, !found[0].levels.isEmpty else { return nil }
    var known: Set<String> = []
    var parents: [String: String] = [:]
    var open = found[0].levels
    while let level = open.popLast() {
      guard known.insert(level.code).inserted else { return nil }
      for child in level.children { parents[child.code] = level.code }
      open += level.children
    }
    return parents
  }

  /// The concept that a component is an instance of.
  package func concept(of component: SDMXDataStructure.Component) -> Item? {
    guard let scheme = component.scheme, let id = component.concept else { return nil }
    return scheme.latest(of: conceptSchemes, named: \.reference)?.items.first { $0.id == id }
  }

  /// The list that has a component's values: its own, or that of its concept; of a dimension of
  /// measures the scheme that has their concepts.
  package func codelist(of component: SDMXDataStructure.Component) -> Scheme? {
    if component.isOfMeasures, let scheme = component.codelist {
      return scheme.latest(of: conceptSchemes, named: \.reference)
    }
    return (component.codelist ?? concept(of: component)?.codelist).flatMap(codelist)
  }

  /// The codes a component of a structure may have: those of its list, less what constraints of
  /// the structure or of its dataflows take away; nil where any value may stand.
  package func codes(
    of component: SDMXDataStructure.Component, in structure: SDMXDataStructure
  ) -> Set<String>? {
    let list = codelist(of: component).flatMap { $0.isComplete ? $0 : nil }
    var codes = list.map { Set($0.items.map(\.id)) }
    let flows = dataflows.filter { $0.structure?.means(structure.reference) ?? false }
    let constrained = [structure.reference] + flows.map(\.reference)
    for constraint in constraints where constraint.isRule {
      guard
        constraint.attachments.contains(where: { one in constrained.contains(where: one.means) })
      else { continue }
      // Regions that exclude keys as a whole, and several regions, say nothing of a single code.
      guard constraint.regions.count == 1, constraint.regions[0].isIncluded else { continue }
      for values in constraint.regions[0].values
      where values.component == component.id && !values.codes.isEmpty {
        let named = SDMXCodeSelection.codes(values.codes, of: list?.items ?? [])
        codes =
          values.isIncluded ? codes?.intersection(named) ?? named : codes?.subtracting(named)
      }
    }
    return codes
  }
}
