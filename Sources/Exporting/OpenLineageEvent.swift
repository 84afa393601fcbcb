import Reporting
import StatisticalModel

/// What the events of one run have in common (OpenLineage 2-0-2).
struct OpenLineageEvent: Sendable {
  typealias Event = (
    type: String, time: String, facets: [JSONValue.Member], inputs: [JSONValue],
    outputs: [JSONValue]
  )

  static let namespace = "sanaq"

  private let definition: PipelineDefinition
  private let runID: String
  private let programVersion: String

  /// What a hub may refuse to take.
  private static let largest = 256 * 1024

  /// - Parameter runHash: a SHA-256 in hexadecimal, which tells the run from every other.
  init(_ definition: PipelineDefinition, runHash: String, programVersion: String) {
    self.definition = definition
    self.programVersion = programVersion
    runID = Self.id(of: runHash)
  }

  /// One event a line, in the order given.
  ///
  /// - Throws: ``ExportError/eventTooLarge(bytes:)``.
  func lines(_ events: [Event]) throws(ExportError) -> [String] {
    let lines = events.map { json($0).text }
    for line in lines where line.utf8.count >= Self.largest {
      throw .eventTooLarge(bytes: line.utf8.count)
    }
    return lines
  }

  private func json(_ event: Event) -> JSONValue {
    .object([
      "eventType": .string(event.type), "eventTime": .string(event.time),
      "producer": .string(producer),
      "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
      "run": .object([
        "runId": .string(runID),
        "facets": .object(
          [
            JSONValue.Member(
              name: "processing_engine",
              value: facet(
                "1-1-1/ProcessingEngineRunFacet",
                ["version": .string(programVersion), "name": "sanaq"]))
          ] + event.facets),
      ]),
      "job": .object([
        "namespace": .string(Self.namespace), "name": .string(definition.id),
        "facets": .object([
          "jobType": facet(
            "2-0-4/JobTypeJobFacet",
            ["processingType": "BATCH", "integration": "SANAQ", "jobType": "PIPELINE"]),
          "documentation": facet(
            "1-1-0/DocumentationJobFacet", ["description": JSONValue(definition.title["en"])]),
        ]),
      ]),
      "inputs": .array(event.inputs), "outputs": .array(event.outputs),
    ])
  }

  func facet(_ kind: String, _ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    let name = kind.split(separator: "/").last.map(String.init) ?? kind
    return .object(
      [
        JSONValue.Member(name: "_producer", value: .string(producer)),
        JSONValue.Member(
          name: "_schemaURL",
          value: .string("https://openlineage.io/spec/facets/\(kind).json#/$defs/\(name)")),
      ] + members.map { JSONValue.Member(name: $0.key, value: $0.value) })
  }

  private var producer: String { "urn:sanaq:program:\(programVersion)" }

  /// Sixteen bytes of the hash as a UUID of version 8 (RFC 9562): the same for the same run,
  /// whoever writes its events.
  private static func id(of hash: String) -> String {
    var digits = Array(hash.prefix(32))
    guard digits.count == 32 else { return hash }
    digits[12] = "8"
    let variant = digits[16].hexDigitValue ?? 0
    digits[16] = Character(String(variant & 3 | 8, radix: 16))
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }
}
