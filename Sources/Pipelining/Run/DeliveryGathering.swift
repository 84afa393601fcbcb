import Harmonisation
import Staging
import StatisticalModel
import Warehousing

/// What the records of one delivery become, batch by batch, and where they stand.
struct DeliveryGathering {
  private let source: SourceDefinition
  private let definition: PipelineDefinition
  private var screen: PersonalDataScreen?
  private var stager: Stager?
  private var harmoniser: Harmoniser
  private(set) var records: RecordIndex

  /// - Parameter position: the delivery's place in the run's list, which its observations carry.
  init(
    of delivery: Delivery, from source: SourceDefinition, at position: Int,
    definition: PipelineDefinition, spool: RecordSpool?
  ) {
    records = RecordIndex(spool: spool)
    self.source = source
    self.definition = definition
    harmoniser = Harmoniser(
      source: source, structure: definition.structure, crosswalks: definition.crosswalks,
      delivery: position, asOf: delivery.asOf)
  }

  /// Takes the names of the columns.
  ///
  /// - Throws: `PersonalDataFound`, `StagingError`.
  mutating func begin(_ columns: [String]) throws {
    let screen = PersonalDataScreen(definition.personalData, columns: columns)
    try screen.checkColumns()
    self.screen = screen
    stager = try Stager(source: source, structure: definition.structure, columns: columns)
  }

  /// Takes the next records.
  ///
  /// - Throws: `PersonalDataFound`.
  mutating func add(_ batch: RecordBatch) throws {
    try screen?.check(batch)
    for (record, checksum) in batch.checksums().enumerated() {
      records.append(batch.locators[record], checksum: checksum)
    }
    guard let staged = stager?.stage(batch), let texts = stager?.texts else { return }
    harmoniser.harmonise(staged, texts: texts)
  }

  /// What became of the records so far.
  var ledger: Ledger {
    var ledger = stager?.ledger ?? Ledger()
    ledger.add(harmoniser.ledger)
    return ledger
  }

  /// Deletes with open keys so far, which mean observations of earlier deliveries as well.
  var deletions: OpenDeletions { harmoniser.deletions }

  /// The observations, by key; ends the gathering.
  mutating func finished() -> [SourceObservation] {
    records.close()
    return harmoniser.finished()
  }
}
