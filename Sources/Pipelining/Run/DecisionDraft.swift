package import Files
import Foundation
package import StatisticalModel
package import Warehousing

/// A decision that is not yet a file of the pipeline: read and found sound, and tried in a run that
/// writes nothing.
package struct DecisionDraft: Sendable {
  package var decision: Decision
  /// As it would stand in its file.
  package var text: String
  package var path: String
  /// What would become of it in the next run.
  package var outcome: JudgedDecision
  /// The cells it would bear on, by cell.
  package var results: [CellResult]
  package var summary: LoadSummary
}

extension OpenedPipeline {
  /// Writes a decision as its file would have it, reads that back with every check of the reader,
  /// and does all that a run with it would do, short of writing.
  ///
  /// - Parameter decision: its evidence hash, and its id where that is empty, are filled in: the
  ///   date, and eight digits of the hash of what is decided.
  /// - Throws: ``DefinitionErrors``, ``RunError``, `WarehouseError`; `FileFailure` with
  ///   `alreadyExists` where there is a decision of this name.
  package func draft(
    _ decision: Decision, programVersion: String, clock: @Sendable () -> String
  ) async throws -> DecisionDraft {
    var decision = decision
    decision.seen = decision.seen.canonical
    decision.evidence = decision.seen.canonicalText.sha256
    if decision.id.isEmpty {
      let content = DecisionYAML(decision, in: definition.structure).text.sha256
      decision.id = "\(decision.date)-\(content.prefix(8))"
    }
    let text = DecisionYAML(decision, in: definition.structure).text
    let read = try reread(text, id: decision.id)
    let path = "\(folder.path)/decisions/\(read.id).yaml"
    guard !PublishedFile(path: path).exists else {
      throw FileFailure(path: path, reason: .alreadyExists)
    }
    let prepared = try await adding(read).prepared(
      options: RunOptions(keepsGoing: true), programVersion: programVersion, clock: clock)
    let outcome = prepared.content.decisions.first { $0.decision.id == read.id }
    return DecisionDraft(
      decision: read, text: text, path: path,
      outcome: outcome ?? JudgedDecision(decision: read, status: .outOfScope),
      results: prepared.content.results.map(jobs: 1) { results in
        results.filter { result in result.decisions.contains { $0.id == read.id } }
      }.flatMap(\.self),
      summary: try WarehouseWriter.changes(by: prepared.content, in: folder.warehouse))
  }

  private func reread(_ text: String, id: String) throws(DefinitionErrors) -> Decision {
    let file = "decisions/\(id).yaml"
    let problems = ProblemList(file: file)
    if !isDecisionIdentifier(id) {
      problems.add(
        "'\(id)' is not an id", suggestion: "Use lower-case letters, digits and hyphens.")
    }
    let vocabulary = Vocabulary(
      structure: definition.structure, sources: definition.sources.map(\.id),
      crosswalks: definition.crosswalks.map(\.id))
    let node = DefinitionNode.read(yaml: Array(text.utf8), problems)
    let decision = node.flatMap {
      DecisionFile.reading(id: id, vocabulary).value(of: $0, problems)
    }
    guard var decision, problems.problems.isEmpty else {
      throw DefinitionErrors(problems.problems)
    }
    decision.sha256 = text.sha256
    return decision
  }
}

extension DecisionDraft {
  /// Puts the file into the pipeline's folder, whole or not at all, never in the place of another.
  ///
  /// - Throws: `FileFailure` with `alreadyExists` where there is one of this name.
  package func write() throws(FileFailure) {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    // Where it cannot be made, or is a file, the next line says so.
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false)
    let file = try AtomicFile(path: path)
    try file.write(Array(text.utf8))
    try file.publishAsNew()
  }
}
