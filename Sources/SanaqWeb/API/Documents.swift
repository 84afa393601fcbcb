internal import Pipelining
internal import Reporting
internal import StatisticalModel
internal import Warehousing

/// The documents of the API that are no lists.
extension Question {
  func cellJSON() throws -> Answer {
    try parameters.require(only: ["cell", "vintage"])
    guard case .object(let members) = try explainedCell().json else { throw Refusal.defect }
    return lasting(document("explain", members))
  }

  func traceJSON() throws -> Answer {
    try parameters.require(only: ["cell", "vintage"])
    let key = try snapshot.structure.cell(parameters)
    let proof = FigureProof(
      of: try snapshot.reader.trace(key, vintage: snapshot.vintage), in: snapshot.folder,
      definition: definition)
    return Answer(.json, proof.json(pipeline: definition.id).text + "\n")
  }

  func runsJSON() throws -> Answer {
    try parameters.require(only: ["vintage"])
    let runs = try snapshot.reader.runs().map(\.summaryJSON)
    return lasting(document("runs", [.init(name: "runs", value: .array(runs))]))
  }

  func runJSON() throws -> Answer {
    try parameters.require(only: ["vintage"])
    guard let vintage = Int(try captured("vintage")), vintage > 0 else { throw Refusal.notFound }
    let reader = snapshot.reader
    guard let run = try reader.runs().first(where: { $0.vintage == vintage }) else {
      throw Refusal.noVintage(latest: snapshot.latest.vintage)
    }
    let leftOut = try reader.leftOut(vintage: vintage)
    return lasting(
      document(
        "run", of: vintage,
        [
          .init(name: "run", value: run.summaryJSON),
          .init(
            name: "deliveries", value: .array(try reader.inputs(vintage: vintage).map(\.json))),
          .init(
            name: "leftOut",
            value: .array(
              leftOut.map { .object(["file": .string($0.path), "reason": .string($0.reason)]) })),
          .init(
            name: "definitionFiles",
            value: .array(
              try reader.definitionFiles(vintage: vintage).map {
                .object(["file": .string($0.path), "sha256": .string($0.sha256)])
              })),
        ]))
  }

  func sourcesJSON() throws -> Answer {
    try parameters.require(only: ["vintage"])
    let cards = try SourceCard.all(in: snapshot, overview: overview()).map(\.json)
    return lasting(document("sources", [.init(name: "sources", value: .array(cards))]))
  }

  /// `{"schema": "sanaq.<name>/1", "pipeline": …, "vintage": …, …}`; what `explain --json` prints has
  /// no vintage.
  func document(_ name: String, of vintage: Int? = nil, _ members: [JSONValue.Member]) -> Answer {
    var head = [
      JSONValue.Member(name: "schema", value: .string("sanaq.\(name)/1")),
      JSONValue.Member(name: "pipeline", value: .string(definition.id)),
    ]
    if name != "explain" {
      head.append(JSONValue.Member(name: "vintage", value: .integer(vintage ?? snapshot.vintage)))
    }
    return Answer(.json, JSONValue.object(head + members).text + "\n")
  }
}

extension SiteQuestion {
  func pipelinesJSON() throws -> Answer {
    try target.parameters.require(only: [])
    let rows = try pipelines.map { pipeline in
      let snapshot = try pipeline.snapshot()
      return JSONValue.object([
        "pipeline": .string(snapshot.definition.id),
        "title": JSONValue(snapshot.definition.title), "vintage": .integer(snapshot.vintage),
        "finished": .string(snapshot.latest.finished),
        "manifestHash": .string(snapshot.latest.manifestHash),
      ])
    }
    let document = JSONValue.object([
      "schema": "sanaq.pipelines/1", "pipelines": .array(rows),
    ])
    return Answer(.json, document.text + "\n")
  }

  func openAPI() throws -> Answer {
    try target.parameters.require(only: [])
    return Answer(.json, APIDocument.openAPI)
  }
}

extension RunRow {
  /// A run without what its deliveries held.
  fileprivate var summaryJSON: JSONValue {
    .object([
      "vintage": .integer(vintage), "started": .string(started), "finished": .string(finished),
      "programVersion": .string(programVersion), "definitionHash": .string(definitionHash),
      "manifestHash": .string(manifestHash), "previousHash": .string(previousHash),
      "cellsWritten": .integer(cellsWritten), "deliveries": .integer(deliveries),
      "ledger": ledger.json,
    ])
  }
}

extension SourceCard {
  fileprivate var json: JSONValue {
    .object([
      "source": .string(source.id), "title": JSONValue(source.title),
      "provider": .string(source.provider), "deliveries": .integer(inputs.count),
      "ledger": ledger.json, "used": .integer(used), "lost": .integer(lost),
      "flags": .object(
        Severity.allCases.map {
          JSONValue.Member(name: $0.rawValue, value: .integer(flags[$0] ?? 0))
        }),
    ])
  }
}
