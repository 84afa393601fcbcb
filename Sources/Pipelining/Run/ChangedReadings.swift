import Files
import Harmonisation
import Reconciliation
import StatisticalModel
import Synchronization
import Warehousing

/// What deliveries say that were not as they are in the latest vintage, and of the others what is
/// needed to judge the cells that this can have touched.
///
/// Only for a warehouse whose file is as its last run left it: what is not read again is taken from
/// there as it stands.
struct ChangedReadings {
  let pipeline: OpenedPipeline
  let latest: LatestVintage
  let options: RunOptions
  /// Of the delivered files, where they have been taken already.
  let digests: [Result<FileDigest, FileFailure>]?

  struct Found: Sendable {
    /// In the order of the pipeline's deliveries; none is rejected.
    var outcomes: [DeliveryIntake.Outcome]
    var focus: ReconciliationFocus
    var fingerprint: RecordFingerprint
    /// Of the cells of the vintage before.
    var judged: JudgedCells
    fileprivate var known: CellPositions

    /// Whether a cell was among those whose evidence was looked for.
    func knows(_ key: CellKey) -> Bool { known[key] != nil }
  }

  /// A delivery that is in the latest vintage as it is now.
  private struct Unchanged: Sendable {
    var position: Int
    var input: InputRow
    var file: DeliveredFile
  }

  /// - Returns: nil where every cell has to be judged: a delivery is refused, or deletes in editions
  ///   before it; a code is reported for the first time, or no more; a decision keeps a delivery out.
  func found() async -> Found? {
    let isExcluding = pipeline.definition.decisions.contains { decision in
      if case .exclude = decision.action { true } else { false }
    }
    if isExcluding { return nil }
    var digests = self.digests ?? []
    if digests.isEmpty { digests = await pipeline.digests(options: options) }
    let unchanged = unchanged(digests)
    let standing = Set(unchanged.map(\.position))
    let others = pipeline.deliveries.indices.filter { !standing.contains($0) }
    let taken = await Intake(
      definition: pipeline.definition, folder: pipeline.folder, options: options
    ).take(others, of: pipeline.deliveries)
    var read: [Int: LoadedDelivery] = [:]
    for (position, taken) in zip(others, taken) {
      guard case .read(let delivery) = taken.outcome, taken.deletions.isEmpty else { return nil }
      read[position] = delivery
    }
    return try? found(unchanged, read)
  }

  private func unchanged(_ digests: [Result<FileDigest, FileFailure>]) -> [Unchanged] {
    let known = Dictionary(uniqueKeysWithValues: latest.inputs.map { ($0.path, $0) })
    return zip(pipeline.deliveries.indices, digests).compactMap { position, digest in
      let delivery = pipeline.deliveries[position]
      guard let input = known[delivery.path], input.describes(delivery),
        let digest = try? digest.get(), digest.sha256 == input.sha256,
        input.stagingHash == ReadingHash.of(delivery, in: pipeline.definition),
        delivery.announcedRecords == nil || delivery.announcedRecords == input.ledger.read
      else { return nil }
      let file = DeliveredFile(delivery: delivery, sha256: digest.sha256, size: digest.size)
      return Unchanged(position: position, input: input, file: file)
    }
  }

  private func found(_ unchanged: [Unchanged], _ read: [Int: LoadedDelivery]) throws -> Found? {
    let (definition, jobs) = (pipeline.definition, options.jobs)
    let vintage = try StandingVintage(
      in: pipeline.folder.warehouse, readings: latest.inputs.map(\.stagingID),
      structure: definition.structure, jobs: jobs)
    guard let codes = codes(vintage, unchanged, read) else { return nil }
    let changed = try changed(vintage, unchanged, read)
    let flagged = vintage.flaggedCells
    let influence = CellInfluence(definition, codes: codes)
    let series = influence.series(
      of: changed.cells.keys, moved: changed.moved.keys, flagged: { flagged[$0] != nil })
    let touched = influence.touched(
      by: changed.cells.keys, series: series, flagged: { flagged[$0] != nil })
    var cells = vintage.cells
    for key in read.values.flatMap({ $0.observations.map(\.key) }) + series {
      _ = cells.position(of: key)
    }
    let keys = cells.keys.within(touched, jobs: jobs)
    let evidence = influence.evidence(
      of: keys, unsettled: keys.filter { flagged[$0] != nil || changed.cells[$0] != nil })
    let stored = try vintage.observations(
      of: unchanged.map { (id: $0.input.stagingID, position: $0.position) }, jobs: jobs,
      where: evidence.contains)
    var outcomes = read.mapValues { DeliveryIntake.Outcome.read($0) }
    for (reading, observations) in zip(unchanged, stored) {
      outcomes[reading.position] = .read(
        LoadedDelivery(
          file: reading.file, stagingHash: reading.input.stagingHash,
          ledger: try vintage.ledger(of: reading.input), records: RecordIndex(),
          observations: observations,
          observationCount: vintage.count(of: reading.input.stagingID), isStored: true))
    }
    let readings = Dictionary(
      uniqueKeysWithValues: unchanged.map { ($0.position, $0.input.stagingID) })
    let fingerprints = StoredFingerprints(vintage, readings, read: read.mapValues(\.records))
    return Found(
      outcomes: pipeline.deliveries.indices.compactMap { outcomes[$0] },
      focus: ReconciliationFocus(touched: touched, codes: codes),
      fingerprint: { fingerprints.checksum(of: $0, $1) },
      judged: JudgedCells(keys, of: vintage), known: cells)
  }

  /// The codes that sources report now; nil where they are not those of the latest vintage.
  private func codes(
    _ vintage: StandingVintage, _ unchanged: [Unchanged], _ read: [Int: LoadedDelivery]
  ) -> ReportedCodes? {
    let sources = pipeline.definition.sources.map(\.id)
    var common = ReportedCodes(structure: pipeline.definition.structure, sources: sources.count)
    func note(_ cells: [CellKey?], of source: String, in codes: inout ReportedCodes) {
      guard let source = sources.firstIndex(of: source) else { return }
      for cell in cells { if let cell { codes.note(cell, of: source) } }
    }
    for reading in unchanged {
      note(
        vintage.cells(of: reading.input.stagingID), of: reading.input.source, in: &common)
    }
    var (before, now) = (common, common)
    let standing = Set(unchanged.map(\.input.path))
    for input in latest.inputs where !standing.contains(input.path) {
      note(vintage.cells(of: input.stagingID), of: input.source, in: &before)
    }
    for delivery in read.values {
      note(delivery.observations.map(\.key), of: delivery.file.delivery.source, in: &now)
    }
    guard now.areThose(of: before) else { return nil }
    now.finish()
    return now
  }

  private func changed(
    _ vintage: StandingVintage, _ unchanged: [Unchanged], _ read: [Int: LoadedDelivery]
  ) throws -> ChangedEvidence {
    var changed = ChangedEvidence()
    let standing = Set(unchanged.map(\.input.path))
    var now = Dictionary(
      uniqueKeysWithValues: read.values.map { ($0.file.delivery.path, $0) })
    for input in latest.inputs where !standing.contains(input.path) {
      let before = ChangedEvidence.Statement(
        observations: try vintage.observations(
          of: [(id: input.stagingID, position: 0)], jobs: options.jobs, where: { _ in true }
        ).flatMap(\.self),
        records: try vintage.records(of: input.stagingID), count: input.ledger.read)
      if let delivery = now.removeValue(forKey: input.path) {
        if input.counts(as: delivery.file.delivery) {
          changed.add(from: before, to: delivery.statement)
          continue
        }
        changed.addWhole(delivery.statement)
      }
      changed.addWhole(before)
    }
    for delivery in now.values { changed.addWhole(delivery.statement) }
    return changed
  }
}

extension InputRow {
  /// Whether everything about a delivery that a result can rest on, beside its records, is as it was.
  fileprivate func counts(as delivery: Delivery) -> Bool {
    source == delivery.source && received == delivery.received.description
      && asOf == delivery.asOf?.description && edition == delivery.edition
      && status == delivery.status
  }
}

extension LoadedDelivery {
  fileprivate var statement: ChangedEvidence.Statement {
    ChangedEvidence.Statement(observations: observations, records: records, count: ledger.read)
  }
}

extension [CellKey] {
  /// Those within a reach, in their order.
  fileprivate func within(_ reach: CellReach, jobs: Int) -> [CellKey] {
    indices.cut(every: 1 << 14).parallelMap(jobs: jobs) { self[$0].filter(reach.contains) }
      .flatMap(\.self)
  }
}

/// The checksums of records, of which those of a stored reading are fetched when the first of them is
/// asked for.
private final class StoredFingerprints: Sendable {
  private let vintage: StandingVintage
  /// By position of the delivery.
  private let readings: [Int: Int]
  private let records: Mutex<[Int: RecordIndex]>

  init(_ vintage: StandingVintage, _ readings: [Int: Int], read: [Int: RecordIndex]) {
    self.vintage = vintage
    self.readings = readings
    records = Mutex(read)
  }

  func checksum(of delivery: Int, _ record: Int) -> UInt32? {
    records.withLock { records in
      if records[delivery] == nil, let reading = readings[delivery] {
        records[delivery] = try? vintage.records(of: reading)
      }
      return records[delivery]?.checksum(of: record)
    }
  }
}
