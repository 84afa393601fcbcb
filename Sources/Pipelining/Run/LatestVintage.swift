import Files
import StatisticalModel
import Warehousing

/// The latest vintage of a pipeline's warehouse, to set the files of today against.
struct LatestVintage {
  private let pipeline: OpenedPipeline
  private let run: RunRow
  var number: Int { run.vintage }
  var manifestHash: String { run.manifestHash }
  let inputs: [InputRow]
  let definitionFiles: [DefinitionFile]

  /// nil when no run has loaded anything yet.
  init?(of pipeline: OpenedPipeline) throws {
    guard PublishedFile(path: pipeline.folder.warehouse).exists else { return nil }
    let reader = try WarehouseReader(path: pipeline.folder.warehouse)
    guard let run = try reader.runs().last else { return nil }
    self.pipeline = pipeline
    self.run = run
    inputs = try reader.inputs()
    definitionFiles = try reader.definitionFiles()
  }

  /// Whether it was made by this program under the definition of today.
  func isMade(by programVersion: String) -> Bool {
    run.programVersion == programVersion
      && run.definitionHash == ReadingHash.of(pipeline.definition)
  }

  /// The vintage's number when a run today would only make it again.
  ///
  /// A vintage that was made with files left out is always made again: its input was bad. So is one
  /// with a decision that has run out since, or that is for the vintage after it alone.
  ///
  /// - Parameter digests: of the delivered files, in the order of the pipeline's deliveries; asked
  ///   for when nothing else has changed.
  func unchangedVintage(
    programVersion: String, startedAt: String,
    digests: () async -> [Result<FileDigest, FileFailure>]
  ) async throws -> Int? {
    let then = try RunOccasion(startedAt: run.started, vintage: run.vintage)
    let now = try RunOccasion(startedAt: startedAt, vintage: run.vintage + 1)
    guard isMade(by: programVersion), inputs.count == pipeline.deliveries.count,
      inputs.allSatisfy({ $0.ledger.quarantined == 0 }),
      pipeline.definition.decisions.allSatisfy({
        $0.hindrance(on: then)?.status == $0.hindrance(on: now)?.status
      })
    else { return nil }
    let known = Dictionary(uniqueKeysWithValues: inputs.map { ($0.path, $0) })
    for delivery in pipeline.deliveries {
      guard let input = known[delivery.path], input.describes(delivery) else { return nil }
    }
    for (delivery, digest) in zip(pipeline.deliveries, await digests()) {
      guard try digest.get().sha256 == known[delivery.path]?.sha256 else { return nil }
    }
    return run.vintage
  }
}

extension InputRow {
  /// Whether the delivery note still says what it said.
  func describes(_ delivery: Delivery) -> Bool {
    sender == delivery.sender && received == delivery.received.description
      && asOf == delivery.asOf?.description && edition == delivery.edition
      && status == delivery.status && licence == delivery.licence && citation == delivery.citation
      && (delivery.sha256 == nil || delivery.sha256 == sha256)
  }
}

extension LoadSummary {
  init(unchangedSince vintage: Int) {
    self.init(
      vintage: vintage, isNew: false, cellsWritten: 0, cellsUnchanged: 0, cellsVanished: 0,
      newReadings: 0, reusedReadings: 0, definitionChanged: false)
  }
}
