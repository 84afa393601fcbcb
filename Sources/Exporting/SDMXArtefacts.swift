package import SDMXVocabulary

/// Classes of maintained artefacts.
package enum SDMXArtefact: String, CaseIterable, Sendable {
  case dataflow = "Dataflow"
  case dataStructure = "DataStructure"
  case codelist = "Codelist"
  case conceptScheme = "ConceptScheme"

  var package: String {
    switch self {
    case .dataflow, .dataStructure: "datastructure"
    case .codelist: "codelist"
    case .conceptScheme: "conceptscheme"
    }
  }

  /// In a URN.
  var urnKind: String { "\(package).\(rawValue)" }

  /// In the addresses of a web service.
  package var path: String { rawValue.lowercased() }
}

/// Artefacts that a structure message holds, each once.
package struct SDMXArtefacts: Sendable {
  package var dataflows: [Cube] = []
  package var codelists: [(reference: SDMXReference, list: Cube.List)] = []
  package var conceptSchemes: [Cube] = []
  package var dataStructures: [Cube] = []
  /// Those of which only the name is given, with the address where the rest is.
  package var stubs: Set<SDMXArtefact> = []
  /// Of the web service that has them.
  package var address = ""

  package init() {}

  package init(of cube: Cube) {
    dataflows = [cube]
    codelists = cube.lists.map { (cube.reference(ofList: $0.id), $0) }
    conceptSchemes = [cube]
    dataStructures = [cube]
  }

  package var isEmpty: Bool {
    dataflows.isEmpty && codelists.isEmpty && conceptSchemes.isEmpty && dataStructures.isEmpty
  }
}

extension SDMXReference {
  /// The concept scheme of a dataflow.
  package var conceptScheme: SDMXReference {
    SDMXReference(agency: agency, id: "CS_\(id)", version: version)
  }
}

extension Cube {
  package var conceptScheme: SDMXReference { reference.conceptScheme }

  package func reference(ofList id: String) -> SDMXReference {
    SDMXReference(agency: reference.agency, id: id, version: Cube.version)
  }
}

/// The dataflows of a pipeline.
package enum ExportedFlow: String, CaseIterable, Sendable {
  case figures
  case sources

  package func reference(agency: String, pipeline: String) -> SDMXReference {
    SDMXReference(
      agency: agency, id: SDMXIdentifier.upperCase("\(pipeline)-\(rawValue)"),
      version: Cube.version)
  }
}
