import Files
package import StatisticalModel
package import Warehousing

/// What a run would do, and why.
package struct RunPlan: Sendable {
  package enum Change: String, Sendable {
    case new
    case changed
    case unchanged
    case gone
  }

  package struct Item: Sendable, Hashable {
    package var path: String
    package var change: Change
  }

  /// Delivered files, by path.
  package var deliveries: [Item]
  /// Files of the definition, by path; unchanged ones are left out.
  package var definition: [Item]
  /// What would become of each decision.
  package var decisions: [JudgedDecision]
  package var summary: LoadSummary
  package var problems: [InputProblem]
}

extension OpenedPipeline {
  /// Does everything a run does short of writing, and sets it against the latest vintage.
  package func plan(
    options: RunOptions, programVersion: String, clock: @Sendable () -> String
  ) async throws -> RunPlan {
    let prepared = try await prepared(
      options: options, programVersion: programVersion, clock: clock)
    let latest = try LatestVintage(of: self)
    let files = Dictionary(
      uniqueKeysWithValues: prepared.content.deliveries.map {
        ($0.file.delivery.path, $0.file.sha256)
      })
    let known = Dictionary(
      uniqueKeysWithValues: (latest?.inputs ?? []).map { ($0.path, $0.sha256) })
    let knownDefinition = Dictionary(
      uniqueKeysWithValues: (latest?.definitionFiles ?? []).map { ($0.path, $0.sha256) })
    let definitionFiles = Dictionary(
      uniqueKeysWithValues: definition.files.map { ($0.path, $0.sha256) })
    return RunPlan(
      deliveries: Self.items(now: files, before: known),
      definition: Self.items(now: definitionFiles, before: knownDefinition)
        .filter { $0.change != .unchanged },
      decisions: prepared.content.decisions,
      summary: try WarehouseWriter.changes(
        by: prepared.content, in: folder.warehouse, jobs: options.jobs),
      problems: prepared.problems)
  }

  private static func items(now: [String: String], before: [String: String]) -> [RunPlan.Item] {
    Set(now.keys).union(before.keys).sorted().map { path in
      let change: RunPlan.Change =
        switch (now[path], before[path]) {
        case (let new?, let old?): new == old ? .unchanged : .changed
        case (nil, _): .gone
        case (_, nil): .new
        }
      return RunPlan.Item(path: path, change: change)
    }
  }
}
