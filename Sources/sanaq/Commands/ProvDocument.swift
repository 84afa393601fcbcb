import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// The neighbourhood of one figure in W3C PROV-JSON (member submission of 24 April 2013).
///
/// Entities are the figure, the observations it rests on, their records and the delivered files; the
/// run that published them is the activity; senders, the persons who decided and the program version
/// are agents.
struct ProvDocument {
  private let proof: FigureProof
  private let run: RunRow

  /// The document of a figure, by its cell or id.
  static func of(
    _ figure: String, in opened: OpenedPipeline, vintage: Int?
  ) throws -> ProvDocument {
    let key = try opened.definition.structure.cellArgument(figure)
    let proof = try opened.proof(
      of: opened.definition.structure.text(of: key), vintage: vintage)
    // The run that wrote the figure, which may be older than the vintage asked for.
    let runs = try WarehouseReader(path: opened.folder.warehouse).runs()
    guard let run = runs.first(where: { $0.vintage == proof.figure.vintage }) else {
      throw WarehouseError.noVintage(proof.figure.vintage, latest: runs.count)
    }
    return ProvDocument(proof, run: run)
  }

  init(_ proof: FigureProof, run: RunRow) {
    self.proof = proof
    self.run = run
    add(
      .entity, "figure",
      [
        "prov:type": "sanaq:Figure", "sanaq:cell": .string(proof.figure.cell),
        "sanaq:status": .string(proof.figure.status.rawValue),
        "sanaq:value": Self.text(proof.figure.value), "sanaq:sha256": .string(proof.figure.hash),
      ])
    add(
      .activity, runID,
      [
        "prov:startTime": .string(run.started), "prov:endTime": .string(run.finished),
        "prov:type": "sanaq:Run", "sanaq:manifest": .string(run.manifestHash),
      ])
    add(
      .agent, "program",
      [
        "prov:type": "prov:SoftwareAgent", "sanaq:version": .string(run.programVersion),
      ])
    relate(.wasGeneratedBy, "prov:entity", "figure", "prov:activity", runID)
    relate(.wasAssociatedWith, "prov:activity", runID, "prov:agent", "program")
    for (number, input) in proof.inputs.enumerated() { add(input, number: number + 1) }
    for entry in proof.decisions { add(entry) }
  }

  /// The sections of a document, in the order in which they are printed.
  private enum Section: String, CaseIterable {
    case entity, activity, agent
    case used, wasGeneratedBy, wasDerivedFrom, wasAttributedTo, wasAssociatedWith, wasInfluencedBy
  }

  private var sections: [Section: [JSONValue.Member]] = [:]
  private var runID: String { "run-\(run.vintage)" }

  var json: JSONValue {
    let prefix = JSONValue.Member(
      name: "prefix", value: .object(["sanaq": "urn:sanaq:"]))
    return .object(
      [prefix]
        + Section.allCases.compactMap { section in
          sections[section].map {
            JSONValue.Member(name: section.rawValue, value: .object($0))
          }
        })
  }

  private mutating func add(_ input: FigureProof.Input, number: Int) {
    let delivery = input.traced.delivery
    let (observation, file) = ("observation-\(number)", "file-\(delivery.sha256)")
    let sender = "sender-\(delivery.source)"
    add(
      .entity, observation,
      [
        "prov:type": "sanaq:Observation", "sanaq:source": .string(delivery.source),
        "sanaq:used": .bool(input.traced.isUsed),
        "sanaq:value": .string(input.traced.quoted.value.text),
      ])
    add(
      .entity, file,
      [
        "prov:type": "sanaq:Delivery", "sanaq:path": .string(delivery.path),
        "sanaq:size": .integer(delivery.size), "sanaq:received": .string(delivery.received),
        "sanaq:licence": .string(delivery.licence),
      ])
    add(.agent, sender, ["prov:type": "prov:Organization", "prov:label": .string(delivery.sender)])
    relate(.used, "prov:activity", runID, "prov:entity", file)
    relate(.wasAttributedTo, "prov:entity", file, "prov:agent", sender)
    relate(.wasDerivedFrom, "prov:generatedEntity", "figure", "prov:usedEntity", observation)
    for record in input.observations.flatMap(\.records) {
      let id = "record-\(number)-\(record.locator.ordinal)"
      add(
        .entity, id,
        [
          "prov:type": "sanaq:Record", "sanaq:line": .integer(record.locator.line),
          "sanaq:offset": .integer(record.locator.offset),
          "sanaq:length": .integer(record.locator.length),
          "sanaq:sha256": .string(record.sha256 ?? ""),
        ])
      relate(.wasDerivedFrom, "prov:generatedEntity", observation, "prov:usedEntity", id)
      relate(.wasDerivedFrom, "prov:generatedEntity", id, "prov:usedEntity", file)
    }
  }

  /// Only an applied decision had any influence on the figure; the others are there to be seen.
  private mutating func add(_ entry: DecisionAtCell) {
    let decision = entry.decision
    let id = "decision-\(decision.id)"
    add(
      .entity, id,
      [
        "prov:type": "sanaq:Decision", "sanaq:text": .string(decision.action.sentence),
        "sanaq:date": .string(decision.date), "sanaq:reason": JSONValue(decision.reason["en"]),
        "sanaq:evidence": .string(decision.evidence), "sanaq:sha256": .string(decision.sha256),
        "sanaq:status": .string(entry.status.rawValue),
      ])
    var persons = [(name: decision.author, role: Optional(decision.role))]
    if let second = decision.secondSigner { persons.append((second, nil)) }
    for (number, person) in persons.enumerated() {
      let agent = "person-\(decision.id)-\(number + 1)"
      add(
        .agent, agent,
        [
          "prov:type": "prov:Person", "prov:label": .string(person.name),
          "sanaq:role": .string(person.role ?? "second signer"),
        ])
      relate(.wasAttributedTo, "prov:entity", id, "prov:agent", agent)
      guard entry.status == .applied else { continue }
      relate(.wasAttributedTo, "prov:entity", "figure", "prov:agent", agent)
    }
    guard entry.status == .applied else { return }
    relate(.wasInfluencedBy, "prov:influencee", "figure", "prov:influencer", id)
    relate(.used, "prov:activity", runID, "prov:entity", id)
  }

  /// Adds an element once; two inputs may share a file or a sender.
  private mutating func add(
    _ section: Section, _ id: String, _ members: KeyValuePairs<String, JSONValue>
  ) {
    let name = "sanaq:\(id)"
    guard sections[section]?.contains(where: { $0.name == name }) != true else { return }
    sections[section, default: []].append(JSONValue.Member(name: name, value: .object(members)))
  }

  private mutating func relate(
    _ section: Section, _ from: String, _ first: String, _ to: String, _ second: String
  ) {
    let number = (sections[section]?.count ?? 0) + 1
    sections[section, default: []].append(
      JSONValue.Member(
        name: "_:\(section.rawValue)\(number)",
        value: .object([
          JSONValue.Member(name: from, value: .string("sanaq:\(first)")),
          JSONValue.Member(name: to, value: .string("sanaq:\(second)")),
        ])))
  }

  private static func text(_ number: ExactDecimal?) -> JSONValue {
    .string(number?.description ?? "")
  }
}
