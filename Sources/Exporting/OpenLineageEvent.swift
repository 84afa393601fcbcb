import Files
import Reporting
package import StatisticalModel

/// What the events of one run have in common (OpenLineage 2-0-2): its id, its job, who tells.
///
/// A run is known by its pipeline, by when it began and by the vintage before it, so that whoever writes
/// its events, before or after it has ended, means the same run.
package struct OpenLineageEvent: Sendable {
  typealias Event = (
    type: String, time: String, facets: [JSONValue.Member], inputs: [JSONValue],
    outputs: [JSONValue]
  )

  static let namespace = "sanaq"

  private let definition: PipelineDefinition
  private let started: String
  private let runID: String
  private let programVersion: String

  /// What a hub may refuse to take.
  static let largest = 256 * 1024
  /// Room for a message in an event, in bytes; of a longer one the end is left out, and said to be.
  private static let longestMessage = 32 * 1024

  /// - Parameter previousHash: of the manifest of the vintage before the run.
  package init(
    _ definition: PipelineDefinition, started: String, previousHash: String, programVersion: String
  ) {
    self.definition = definition
    self.started = started
    self.programVersion = programVersion
    runID = Self.id(of: sha256(of: [definition.id, started, previousHash].joined(separator: "\n")))
  }

  /// The run has begun.
  ///
  /// - Throws: ``ExportError/eventTooLarge(bytes:)``, as all of them.
  package func start() throws(ExportError) -> String {
    try line(("START", started, [], [], []))
  }

  /// The run has read everything and found nothing new: it has no vintage to tell of.
  package func complete(at time: String) throws(ExportError) -> String {
    try line(("COMPLETE", time, [], [], []))
  }

  /// The run has failed and left no vintage.
  package func fail(at time: String, message: String) throws(ExportError) -> String {
    try line(("FAIL", time, [error(message)], [], []))
  }

  /// The run was ended from outside, which a later one has found out.
  package func abort(at time: String) throws(ExportError) -> String {
    try line(
      (
        "ABORT", time, [error("The run was ended from outside and left no vintage.")], [], []
      ))
  }

  private func error(_ message: String) -> JSONValue.Member {
    JSONValue.Member(
      name: "errorMessage",
      value: facet(
        "1-0-1/ErrorMessageRunFacet",
        ["message": .string(Self.shortened(message)), "programmingLanguage": "SWIFT"]))
  }

  private static func shortened(_ message: String) -> String {
    guard message.utf8.count > longestMessage else { return message }
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    var length = message.utf8.count
    let all = lines.count
    while length > longestMessage, let last = lines.popLast() { length -= last.utf8.count + 1 }
    return lines.joined(separator: "\n") + "\n… \(all - lines.count) more lines"
  }

  /// One event in one line.
  func line(_ event: Event) throws(ExportError) -> String {
    let line = json(event).text
    guard line.utf8.count < Self.largest else { throw .eventTooLarge(bytes: line.utf8.count) }
    return line
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

  var producer: String { "urn:sanaq:program:\(programVersion)" }

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
