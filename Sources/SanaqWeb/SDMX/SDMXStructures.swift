internal import Exporting
internal import Reporting
internal import SDMXVocabulary

/// What comes along with artefacts that are asked for (`references`).
enum StructureReferences: String, CaseIterable {
  case none
  case parents
  case parentsAndSiblings = "parentsandsiblings"
  case ancestors
  case children
  case descendants
  case all
  case dataflow
  case dataStructure = "datastructure"
  case codelist
  case conceptScheme = "conceptscheme"
}

/// How much is said of artefacts (`detail`).
enum StructureDetail: String, CaseIterable {
  case full
  case raw
  case allStubs = "allstubs"
  case allCompleteStubs = "allcompletestubs"
  case referenceStubs = "referencestubs"
  case referenceCompleteStubs = "referencecompletestubs"
}

extension SDMXQuestion {
  /// `dataflow/{agency}/{id}/{version}` and the like.
  func structure(_ kind: SDMXArtefact) throws -> Answer {
    try parameters.require(only: ["references", "detail", "format", "vintage"])
    if parameters["detail"] == "referencepartial" {
      throw SDMXRefusal.notImplemented("detail=referencepartial")
    }
    // Nothing here depends on anything else, so that raw artefacts are whole.
    let detail = try parameters.choice("detail", StructureDetail.self) ?? .full
    let references = try parameters.choice("references", StructureReferences.self) ?? .none
    let (type, version) = try SDMXForms.chosen(
      of: SDMXForms.structure(generation), format: parameters["format"], accepted: accepted)
    let asked = try artefactsAsked()
    let flows = try flows { reference in kind.isOfOneFlow ? asked.means(kind.of(reference)) : true }
      .filter { flow in
        kind.isOfOneFlow
          || flow.cube.lists.contains { asked.means(flow.cube.reference(ofList: $0.id)) }
      }
    guard !flows.isEmpty else { throw SDMXRefusal.noResults }
    let included = kind.included(references)
    var artefacts = SDMXArtefacts()
    artefacts.address = address
    for flow in flows {
      try artefacts.add(flow.cube, included) { list in
        kind != .codelist || included.contains(.dataStructure) && references.takesSiblings
          || asked.means(list)
      }
    }
    switch detail {
    case .full, .raw: break
    case .allStubs, .allCompleteStubs: artefacts.stubs = Set(SDMXArtefact.allCases)
    case .referenceStubs, .referenceCompleteStubs:
      artefacts.stubs = Set(SDMXArtefact.allCases).subtracting([kind])
    }
    let message = SDMXMLStructure(artefacts, version, flows[0].header)
    return lasting(Answer(type, message.bytes), of: flows.map(\.snapshot))
  }
}

extension StructureReferences {
  /// Whether a code list brings the others that its data structures use.
  fileprivate var takesSiblings: Bool { self == .all || self == .parentsAndSiblings }
}

extension SDMXArtefact {
  /// Whether there is one for each dataflow, named after it.
  fileprivate var isOfOneFlow: Bool { self != .codelist }

  /// The artefact of this class that a dataflow has.
  fileprivate func of(_ flow: SDMXReference) -> SDMXReference {
    self == .conceptScheme ? flow.conceptScheme : flow
  }

  /// The classes that are in the answer to a query for this one.
  ///
  /// A dataflow refers to a data structure, that to code lists and a concept scheme, these to
  /// nothing.
  fileprivate func included(_ references: StructureReferences) -> Set<SDMXArtefact> {
    let below: Set<SDMXArtefact> = [.codelist, .conceptScheme]
    let more: Set<SDMXArtefact>
    switch (references, self) {
    case (.none, _): more = []
    case (.children, .dataflow): more = [.dataStructure]
    case (.children, .dataStructure), (.descendants, .dataStructure): more = below
    case (.children, _), (.descendants, .codelist), (.descendants, .conceptScheme): more = []
    case (.descendants, .dataflow): more = below.union([.dataStructure])
    case (.parents, .dataflow), (.parentsAndSiblings, .dataflow): more = []
    case (.parents, .dataStructure), (.parentsAndSiblings, .dataStructure): more = [.dataflow]
    case (.parents, _): more = [.dataStructure]
    case (.ancestors, .dataflow): more = []
    case (.ancestors, .dataStructure): more = [.dataflow]
    case (.ancestors, _): more = [.dataStructure, .dataflow]
    case (.parentsAndSiblings, _): more = below.union([.dataStructure])
    case (.all, .codelist), (.all, .conceptScheme): more = below.union([.dataStructure])
    case (.all, _): more = Set(Self.allCases)
    case (.dataflow, _): more = self == .dataStructure ? [.dataflow] : []
    case (.dataStructure, _): more = [.dataStructure]
    case (.codelist, _): more = self == .conceptScheme ? [] : [.codelist]
    case (.conceptScheme, _): more = self == .codelist ? [] : [.conceptScheme]
    }
    return more.union([self])
  }
}

extension SDMXArtefacts {
  /// Adds what a cube has of these classes; a code list that is there already is the same one.
  fileprivate mutating func add(
    _ cube: Cube, _ classes: Set<SDMXArtefact>, _ isAsked: (SDMXReference) -> Bool
  ) throws(SDMXRefusal) {
    if classes.contains(.dataflow) { dataflows.append(cube) }
    if classes.contains(.dataStructure) { dataStructures.append(cube) }
    if classes.contains(.conceptScheme) { conceptSchemes.append(cube) }
    guard classes.contains(.codelist) else { return }
    for list in cube.lists {
      let reference = cube.reference(ofList: list.id)
      guard isAsked(reference) else { continue }
      if let known = codelists.first(where: { $0.reference == reference }) {
        guard known.list == list else { throw .ambiguous }
      } else {
        codelists.append((reference, list))
      }
    }
  }
}
