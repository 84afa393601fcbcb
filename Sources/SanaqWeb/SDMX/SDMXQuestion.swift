internal import Exporting
internal import Files
internal import Reporting
internal import SDMXVocabulary
internal import StatisticalModel
internal import Warehousing

/// A query of SDMX REST, of either generation, about one pipeline or about all that are served.
struct SDMXQuestion: Sendable {
  /// 1.5 is the API of SDMX 2.1, 2.1 that of 3.0.
  enum Generation: Sendable {
    case first
    case second
  }

  let pipelines: [PublishedPipeline]
  let target: RequestTarget
  let captured: [String: String]
  /// The field `Accept`.
  let accepted: String?
  let limits: Limits
  let overviews: OverviewCache
  private(set) var generation = Generation.first

  var ofSecondGeneration: SDMXQuestion {
    var question = self
    question.generation = .second
    return question
  }

  var parameters: Parameters { target.parameters }

  /// The address of the service that was asked, without a slash at its end.
  var address: String { captured["pipeline"].map { "/sdmx/\($0)" } ?? "/sdmx" }

  /// Makes an answer that stays as it is for as long as these vintages are the latest.
  func lasting(_ answer: Answer, of snapshots: [Snapshot]) -> Answer {
    var answer = answer
    let tags = snapshots.map {
      $0.tag(for: "\(target.text) \(answer.type.rawValue)", program: limits.programVersion)
    }
    answer.freshness = .vintage(
      tag: tags.count == 1
        ? tags[0] : "\"\(sha256(of: Array(tags.joined().utf8)).prefix(32))\"")
    answer.vary = "Accept"
    return answer
  }

  /// The only flow that a path names.
  func flow() throws -> ServedFlow {
    let asked = try flowAsked()
    let flows = try flows { asked.means($0) }
    guard let flow = flows.first else { throw SDMXRefusal.noResults }
    guard flows.count == 1 else {
      let references = Set(flows.map(\.cube.reference))
      throw references.count == 1
        ? SDMXRefusal.ambiguous : .notImplemented("Data of several dataflows in one answer")
    }
    return flow
  }

  private func flowAsked() throws(SDMXRefusal) -> ArtefactQuery {
    switch generation {
    case .first:
      if let asked = captured["flow"].flatMap(ArtefactQuery.init(flow:)) { return asked }
      throw .syntax("A dataflow is written ID, AGENCY,ID or AGENCY,ID,VERSION, each of them an id.")
    case .second: return try artefactsAsked()
    }
  }

  /// What a path of the form agency, id, version names.
  func artefactsAsked() throws(SDMXRefusal) -> ArtefactQuery {
    let (agency, id, version) = (captured["agency"], captured["id"], captured["version"])
    switch generation {
    case .first:
      if let asked = ArtefactQuery(agency: agency, id: id, version: version) { return asked }
      throw .syntax(
        "An artefact is named AGENCY/ID/VERSION, each of them an id, several with + between them, "
          + "or all; the version may be latest.")
    case .second:
      if let asked = ArtefactQuery(agencies: agency, ids: id, versions: version) { return asked }
      throw .syntax(
        "An artefact is named AGENCY/ID/VERSION, each of them an id, several with commas between "
          + "them, or *; the version may be ~ or +.")
    }
  }

  /// The flows whose reference is asked for, by pipeline.
  func flows(_ isAsked: (SDMXReference) -> Bool = { _ in true }) throws -> [ServedFlow] {
    let vintage = try parameters.number("vintage")
    var found: [ServedFlow] = []
    for pipeline in pipelines {
      let latest = try pipeline.snapshot()
      let definition = latest.definition
      for flow in ExportedFlow.allCases {
        let reference = flow.reference(agency: definition.agency, pipeline: definition.id)
        guard isAsked(reference) else { continue }
        // Not every pipeline has the vintage that is asked for of one.
        let shown = vintage == nil ? latest : try pipeline.snapshot(vintage: vintage)
        found.append(try ServedFlow(flow, of: shown))
      }
    }
    return found
  }
}

/// A dataflow of a pipeline as it is published now.
struct ServedFlow: Sendable {
  let snapshot: Snapshot
  let source: ExportedCube

  var cube: Cube { source.cube }

  /// - Throws: `ExportError` when the definition has names that SDMX does not admit.
  init(_ flow: ExportedFlow, of snapshot: Snapshot) throws {
    self.snapshot = snapshot
    source =
      switch flow {
      case .figures:
        .figures(
          try FigureCube(
            snapshot.definition,
            decisions: snapshot.reader.decisions(vintage: snapshot.vintage)))
      case .sources: .sources(try SourceCube(snapshot.definition))
      }
  }

  var header: SDMXMLHeader {
    SDMXMLHeader(cube, vintage: snapshot.vintage, prepared: snapshot.shown.finished)
  }
}

/// Which artefacts a path names: agency, id and version, each one, several joined by `+`, or all.
struct ArtefactQuery: Hashable {
  private let agencies: [String]
  private let ids: [String]
  private let versions: [String]

  /// Nil when a part is no id.
  init?(agency: String?, id: String?, version: String?) {
    agencies = Self.parts(agency)
    ids = Self.parts(id)
    versions = Self.parts(version ?? "latest")
    let isNumber = { (text: String) in
      text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }
    guard agencies.allSatisfy({ $0 == "all" || SDMXIdentifier.agency.admits($0) }),
      ids.allSatisfy({ SDMXIdentifier.code.admits($0) }),
      versions.allSatisfy({ $0 == "all" || $0 == "latest" || (!$0.isEmpty && isNumber($0)) })
    else { return nil }
  }

  /// Reads the parts of a path of SDMX REST 2.1: several are joined by commas, `*` is all.
  init?(agencies: String?, ids: String?, versions: String?) {
    self.agencies = Self.listed(agencies)
    self.ids = Self.listed(ids)
    let patterns = (versions ?? "*").split(separator: ",", omittingEmptySubsequences: false)
    let queries = patterns.compactMap { VersionQuery(parsing: $0) }
    guard queries.count == patterns.count,
      self.agencies.allSatisfy({ $0 == "all" || SDMXIdentifier.agency.admits($0) }),
      self.ids.allSatisfy({ SDMXIdentifier.code.admits($0) })
    else { return nil }
    // There is one version of everything.
    self.versions = queries.contains { $0.means(Cube.version) } ? ["all"] : []
  }

  private static func listed(_ text: String?) -> [String] {
    (text ?? "*").split(separator: ",", omittingEmptySubsequences: false).map {
      $0 == "*" ? "all" : String($0)
    }
  }

  /// Reads `ID`, `AGENCY,ID` or `AGENCY,ID,VERSION`.
  init?(flow text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: self.init(agency: nil, id: parts[0], version: nil)
    case 2: self.init(agency: parts[0], id: parts[1], version: nil)
    case 3: self.init(agency: parts[0], id: parts[1], version: parts[2])
    default: return nil
    }
    guard ids.count == 1, ids != ["all"] else { return nil }
  }

  /// Reads `ID` or `AGENCY,ID` of a provider.
  init?(provider text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { return nil }
    self.init(agency: nil, id: parts.last, version: nil)
  }

  /// Whether an agency is among the providers that are asked for.
  func means(agency: String) -> Bool { Self.matches(ids, agency) }

  func means(_ reference: SDMXReference) -> Bool {
    Self.matches(agencies, reference.agency) && Self.matches(ids, reference.id)
      && (versions.contains("latest") || Self.matches(versions, reference.version ?? ""))
  }

  private static func matches(_ asked: [String], _ text: String) -> Bool {
    asked.contains("all") || asked.contains(text)
  }

  private static func parts(_ text: String?) -> [String] {
    (text ?? "all").split(separator: "+", omittingEmptySubsequences: false).map { part in
      // Agencies are written in either case by clients; `ALL` and `LATEST` are in the guidelines.
      part == "ALL" || part == "LATEST" ? part.lowercased() : String(part)
    }
  }
}

extension RequestTarget {
  /// Why no route has the path: there is nothing of the kind, or it is a resource of SDMX REST 1.5
  /// that is not served here.
  var unservedResource: any Error {
    let isKnown =
      segments.first == "sdmx"
      && segments.dropFirst().prefix(2).contains { Self.unserved.contains($0) }
    return isKnown ? SDMXRefusal.notImplemented("This resource") : Refusal.notFound
  }

  private static let unserved: Set = [
    "metadata", "schema", "structure", "registration", "metadatastructure", "categoryscheme",
    "organisationscheme",
    "agencyscheme", "dataproviderscheme", "dataconsumerscheme", "organisationunitscheme",
    "reportingtaxonomy", "metadataflow", "provisionagreement", "structureset", "process",
    "categorisation", "contentconstraint", "attachmentconstraint", "actualconstraint",
    "allowedconstraint", "hierarchicalcodelist", "transformationscheme", "rulesetscheme",
    "userdefinedoperatorscheme", "customtypescheme", "namepersonalisationscheme",
    "vtlmappingscheme",
  ]
}
