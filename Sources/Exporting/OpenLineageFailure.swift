import Files
import Reporting
package import StatisticalModel

/// A run that failed and left no vintage, as OpenLineage events: one START, one FAIL.
package struct OpenLineageFailure: Sendable {
  package var started: String
  package var finished: String
  package var programVersion: String
  /// What the run said when it ended.
  package var message: String

  package init(started: String, finished: String, programVersion: String, message: String) {
    self.started = started
    self.finished = finished
    self.programVersion = programVersion
    self.message = message
  }

  /// Room for a message in an event, in bytes; of a longer one the end is left out, and said to be.
  private static let longestMessage = 32 * 1024

  /// One event a line.
  ///
  /// No manifest names the run: it is known by its definition and its times.
  /// - Throws: ``ExportError/eventTooLarge(bytes:)``.
  package func lines(of definition: PipelineDefinition) throws(ExportError) -> [String] {
    let parts =
      [definition.id, started, finished, programVersion, message]
      + definition.files.map { "\($0.path) \($0.sha256)" }
    let event = OpenLineageEvent(
      definition, runHash: sha256(of: Array(parts.joined(separator: "\n").utf8)),
      programVersion: programVersion)
    let facet = event.facet(
      "1-0-1/ErrorMessageRunFacet",
      ["message": .string(text), "programmingLanguage": "SWIFT"])
    return try event.lines([
      ("START", started, [], [], []),
      ("FAIL", finished, [JSONValue.Member(name: "errorMessage", value: facet)], [], []),
    ])
  }

  private var text: String {
    guard message.utf8.count > Self.longestMessage else { return message }
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    var length = message.utf8.count
    let all = lines.count
    while length > Self.longestMessage, let last = lines.popLast() { length -= last.utf8.count + 1 }
    return lines.joined(separator: "\n") + "\n… \(all - lines.count) more lines"
  }
}
