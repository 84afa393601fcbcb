package import StatisticalModel

/// Everything a run found out, ready to be loaded as one vintage.
package struct VintageContent: Sendable {
  /// Coordinated universal time, `2025-08-20T02:30:00Z`.
  package var startedAt: String
  /// When everything was known that a result rests on; the cells are judged while they are loaded.
  package var finishedAt: String
  package var programVersion: String
  package var definition: PipelineDefinition
  /// Over every file of the definition.
  package var definitionHash: String
  /// All that the results rest on; `SourceObservation` and `ReportedValue` index into it.
  package var deliveries: [LoadedDelivery]
  /// Files that were refused while the run kept going; they are not among the deliveries.
  package var leftOut: [LeftOutFile]
  /// One for every cell of the vintage.
  package var results: CellResults
  /// What became of each decision of the definition.
  package var decisions: [JudgedDecision]

  package init(
    startedAt: String, finishedAt: String, programVersion: String, definition: PipelineDefinition,
    definitionHash: String, deliveries: [LoadedDelivery],
    leftOut: [LeftOutFile] = [], results: CellResults, decisions: [JudgedDecision] = []
  ) {
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.programVersion = programVersion
    self.definition = definition
    self.definitionHash = definitionHash
    self.deliveries = deliveries
    self.leftOut = leftOut
    self.results = results
    self.decisions = decisions
  }
}

/// A file that a run refused and went on without.
package struct LeftOutFile: Hashable, Sendable {
  /// Below the pipeline's folder of deliveries.
  package var path: String
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// A delivery as it was read under the definitions of a run.
///
/// A warehouse that already has this reading (same path, bytes, staging hash and reference date)
/// takes neither records nor observations again.
package struct LoadedDelivery: Sendable {
  package var file: DeliveredFile
  /// Over the source's definition and the code lists and crosswalks it uses.
  package var stagingHash: String
  package var ledger: Ledger
  /// Where every record stands; of a stored reading the checksums alone.
  package var records: RecordIndex
  /// What it says; of a stored reading perhaps only what was asked for.
  package var observations: [SourceObservation]
  /// How many there are, whether or not they were asked for.
  package var observationCount: Int
  /// The file was not read: this is what the warehouse has of an earlier run.
  package var isStored = false

  package init(
    file: DeliveredFile, stagingHash: String, ledger: Ledger, records: RecordIndex,
    observations: [SourceObservation], observationCount: Int? = nil, isStored: Bool = false
  ) {
    self.file = file
    self.stagingHash = stagingHash
    self.ledger = ledger
    self.records = records
    self.observations = observations
    self.observationCount = observationCount ?? observations.count
    self.isStored = isStored
  }

  /// Makes the index from locators; `checksums` has one for each, or none at all.
  package init(
    file: DeliveredFile, stagingHash: String, ledger: Ledger, locators: [RecordLocator],
    checksums: [UInt32], observations: [SourceObservation]
  ) {
    precondition(checksums.isEmpty || checksums.count == locators.count)
    var records = RecordIndex()
    for (position, locator) in locators.enumerated() {
      records.append(locator, checksum: checksums.isEmpty ? nil : checksums[position])
    }
    records.close()
    self.init(
      file: file, stagingHash: stagingHash, ledger: ledger, records: records,
      observations: observations)
  }
}

/// What a load did, or would do.
package struct LoadSummary: Hashable, Sendable {
  /// The vintage written, or the latest one when nothing changed.
  package var vintage: Int
  /// False when inputs, definition and results are those of the latest vintage: nothing is written.
  package var isNew: Bool
  package var cellsWritten: Int
  package var cellsUnchanged: Int
  /// Cells of earlier vintages that this one no longer has; counted among those written.
  package var cellsVanished: Int
  package var newReadings: Int
  package var reusedReadings: Int
  package var definitionChanged: Bool

  package init(
    vintage: Int, isNew: Bool, cellsWritten: Int, cellsUnchanged: Int, cellsVanished: Int,
    newReadings: Int, reusedReadings: Int, definitionChanged: Bool
  ) {
    self.vintage = vintage
    self.isNew = isNew
    self.cellsWritten = cellsWritten
    self.cellsUnchanged = cellsUnchanged
    self.cellsVanished = cellsVanished
    self.newReadings = newReadings
    self.reusedReadings = reusedReadings
    self.definitionChanged = definitionChanged
  }
}
