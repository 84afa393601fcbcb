package import Files
import Reconciliation
import StatisticalModel
package import Warehousing

/// Everything a run has found out before anything is written; its results are worked out when asked
/// for.
package struct PreparedVintage: Sendable {
  package var content: VintageContent
  /// What was refused on the way; empty unless the run keeps going.
  package var problems: [InputProblem]
  /// Why nothing was taken from the warehouse although it has readings; nil where it can be trusted.
  package var distrust: WarehouseError?
}

/// What a run may do about bad input, and how it works.
package struct RunOptions: Sendable {
  /// Leaves out files and records that are refused instead of stopping.
  package var keepsGoing: Bool
  /// Reads every file again, whatever the warehouse already holds.
  package var rereads: Bool
  /// Files read at once.
  package var jobs: Int
  /// Where a verified copy of the warehouse is kept; nil for none.
  package var copy: String?
  /// The signals with which reading these deliveries has ended the program before, by path: they are
  /// refused unread.
  package var crashed: [String: Int32]
  /// Told how far the run has come; nil where nobody asks.
  package var progress: RunProgress?
  /// Told of each moment of a run; the run waits until it has been heard.
  package var listener: @Sendable (RunMoment) async -> Void
  /// Where places and checksums of records wait until they are loaded; nil for memory.
  var spool: RecordSpool?

  package init(
    keepsGoing: Bool = false, rereads: Bool = false, jobs: Int = 1, copy: String? = nil,
    crashed: [String: Int32] = [:], progress: RunProgress? = nil,
    listener: @escaping @Sendable (RunMoment) async -> Void = { _ in }
  ) {
    self.keepsGoing = keepsGoing
    self.rereads = rereads
    self.jobs = jobs
    self.copy = copy
    self.crashed = crashed
    self.progress = progress
    self.listener = listener
  }
}

extension OpenedPipeline {
  /// Reads, harmonises and reconciles all deliveries, of which those that the warehouse has a reading
  /// of are taken from there; writes nothing.
  ///
  /// - Parameters:
  ///   - vintage: the one that is made; nil is the one after the warehouse's latest.
  ///   - digests: of the delivered files, where they have been taken already.
  ///   - startedAt: when the run began, where that is known already.
  ///   - clock: gives the time as `2025-08-20T02:30:00Z`; results depend on its day alone, and on
  ///     that only where a decision expires.
  /// - Throws: ``RunError``.
  package func prepared(
    options: RunOptions, programVersion: String, vintage: Int? = nil,
    digests: [Result<FileDigest, FileFailure>]? = nil, startedAt: String? = nil,
    clock: @Sendable () -> String
  ) async throws(RunError) -> PreparedVintage {
    let startedAt = startedAt ?? clock()
    let occasion = try RunOccasion(startedAt: startedAt, vintage: vintage ?? nextVintage)
    let (outcomes, distrust) = await DeliveryReadings(
      pipeline: self, options: options, programVersion: programVersion, digests: digests
    ).outcomes()
    var prepared = try gathered(outcomes, options)
    returnFreedMemory()
    options.progress?.begin(.reconciling)
    let cells = try reconciled(prepared.deliveries, on: occasion, jobs: options.jobs)
    returnFreedMemory()
    prepared.distrust = distrust
    return prepared.vintage(
      of: definition, from: startedAt, to: clock(), by: programVersion, cells)
  }

  /// Does the same where the warehouse has all that an earlier run of this program found out, and its
  /// file is as that run left it: reads what is new, and judges the cells that can have been touched.
  ///
  /// - Parameters:
  ///   - latest: made by this program under this definition.
  ///   - startedAt: when the run began.
  /// - Returns: nil where all has to be looked at.
  /// - Throws: ``RunError``.
  func preparedChanges(
    since latest: LatestVintage, options: RunOptions, programVersion: String,
    digests: [Result<FileDigest, FileFailure>]?, startedAt: String, clock: @Sendable () -> String
  ) async throws(RunError) -> PreparedVintage? {
    let occasion = try RunOccasion(startedAt: startedAt, vintage: latest.number + 1)
    guard
      let changed = await ChangedReadings(
        pipeline: self, latest: latest, options: options, digests: digests
      ).found()
    else { return nil }
    let prepared = try gathered(changed.outcomes, options)
    options.progress?.begin(.reconciling)
    let cells = try reconciled(
      prepared.deliveries, on: occasion, jobs: options.jobs, focus: changed.focus,
      stored: changed.fingerprint)
    // Where a rule is tested at a cell for the first time, nobody has asked what it rests on.
    guard cells.keys.allSatisfy(changed.knows) else { return nil }
    return prepared.vintage(
      of: definition, from: startedAt, to: clock(), by: programVersion, cells,
      among: changed.judged)
  }

  /// What the deliveries come to, of which those that are refused are left out.
  ///
  /// - Throws: ``RunError/inputRejected(_:)`` where the run does not keep going.
  private func gathered(
    _ outcomes: [DeliveryIntake.Outcome], _ options: RunOptions
  ) throws(RunError) -> GatheredDeliveries {
    var gathered = GatheredDeliveries()
    for (delivery, outcome) in zip(deliveries, outcomes) {
      switch outcome {
      case .rejected(let reasons):
        gathered.problems += reasons
        gathered.leftOut.append(LeftOutFile(path: delivery.path, reason: Self.text(of: reasons)))
      case .read(var delivery):
        gathered.problems += quarantineProblems(of: delivery)
        // Files left out close the gap, so that observations point at the list that is kept.
        if delivery.observations.first?.delivery != gathered.deliveries.count {
          for index in delivery.observations.indices {
            delivery.observations[index].delivery = gathered.deliveries.count
          }
        }
        gathered.deliveries.append(delivery)
      }
    }
    guard gathered.problems.isEmpty || options.keepsGoing else {
      throw .inputRejected(gathered.problems)
    }
    return gathered
  }

  /// One more than the latest; where there is no warehouse, or none that can be read, the first.
  private var nextVintage: Int {
    ((try? WarehouseReader(path: folder.warehouse).latestVintage()) ?? 0) + 1
  }

  private func reconciled(
    _ loaded: [LoadedDelivery], on occasion: RunOccasion, jobs: Int,
    focus: ReconciliationFocus? = nil, stored: RecordFingerprint? = nil
  ) throws(RunError) -> ReconciledCells {
    let records = loaded.map(\.records)
    let reconciler = Reconciler(
      definition: definition, deliveries: loaded.map(\.file),
      observations: loaded.map(\.observations), occasion: occasion, jobs: jobs, focus: focus,
      fingerprint: stored ?? { delivery, record in records[delivery].checksum(of: record) })
    do {
      return try reconciler.cells()
    } catch {
      throw .undecided(error.sentence)
    }
  }

  private static func text(of problems: [InputProblem]) -> String {
    problems.map { problem in
      switch problem.kind {
      case .rejected(let reason):
        "\(problem.line)\(problem.column.map { ":\($0)" } ?? ""): \(reason)"
      case .unreadable(let failure): failure.words
      case .quarantined(_, let reason): "\(problem.line): \(reason)"
      }
    }.joined(separator: " ")
  }

  private func quarantineProblems(of delivery: LoadedDelivery) -> [InputProblem] {
    delivery.ledger.quarantined.map { record in
      InputProblem(
        file: folder.pathOfDelivery(delivery.file.delivery), line: record.locator.line,
        kind: .quarantined(column: record.column, reason: record.reason))
    }
  }
}

/// What the deliveries of a run came to, before anything is reconciled.
private struct GatheredDeliveries {
  var deliveries: [LoadedDelivery] = []
  var leftOut: [LeftOutFile] = []
  var problems: [InputProblem] = []
  var distrust: WarehouseError?

  /// The vintage that is made of them; its results are worked out when asked for.
  ///
  /// - Parameter judged: nil where every cell is.
  func vintage(
    of definition: PipelineDefinition, from startedAt: String, to finishedAt: String,
    by programVersion: String, _ cells: ReconciledCells,
    among judged: JudgedCells? = nil
  ) -> PreparedVintage {
    let content = VintageContent(
      startedAt: startedAt, finishedAt: finishedAt, programVersion: programVersion,
      definition: definition, definitionHash: ReadingHash.of(definition), deliveries: deliveries,
      leftOut: leftOut,
      results: CellResults(
        of: cells.keys, naming: cells.proposed, among: judged, cells.result),
      decisions: cells.decisions)
    return PreparedVintage(content: content, problems: problems, distrust: distrust)
  }
}

extension RunOccasion {
  /// - Parameter startedAt: coordinated universal time, `2025-08-20T02:30:00Z`.
  init(startedAt: String, vintage: Int) throws(RunError) {
    guard let day = Period(parsing: String(startedAt.prefix(10))), day.kind == .date else {
      throw .undecided("the clock says '\(startedAt)', which is no time. Set the system's clock.")
    }
    self.init(day: day, vintage: vintage)
  }
}

extension PrecedenceError {
  fileprivate var sentence: String {
    switch self {
    case .noRule(let cell, let sources):
      "reconcile.yaml: no rule under figures matches \(cell), which has numbers from "
        + "\(sources.joined(separator: ", ")). Add a rule for it."
    case .equalRules(let cell, let rules):
      "reconcile.yaml: the rules \(rules.joined(separator: " and ")) of one rank both match "
        + "\(cell). Give one of them another rank."
    }
  }
}
