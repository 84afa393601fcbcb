import Files
import StatisticalModel
package import Warehousing

/// What a run did, for the person or the scheduler that started it.
package struct RunReport: Sendable {
  package var summary: LoadSummary
  /// How many cells were looked at again; of the others nothing could have changed.
  package var cellsJudged = 0
  /// The deliveries that were read; empty when nothing had changed and nothing was read.
  package var deliveries: [LoadedDelivery]
  /// What was left out because the run kept going.
  package var problems: [InputProblem]
  /// Why the copy that was asked for is not up to date; the vintage is published all the same.
  package var copyFailure: WarehouseError?
  /// Why all files were read although the warehouse has readings of them.
  package var distrust: WarehouseError?
}

extension OpenedPipeline {
  /// The nightly job: takes the lock, reads what is there, reconciles, publishes a new vintage.
  ///
  /// When files, delivery notes, definition and program are those of the latest vintage, nothing is
  /// read beyond the files' hashes and nothing is written.
  ///
  /// - Parameters:
  ///   - clock: gives the time as `2025-08-20T02:30:00Z`; results depend on its day alone, and on
  ///     that only where a decision expires.
  /// - Throws: ``RunError``, `WarehouseError`; the previous vintage is then untouched.
  package func run(
    options: RunOptions, programVersion: String, clock: @Sendable () -> String
  ) async throws -> RunReport {
    var writer = try WarehouseWriter(path: folder.warehouse)
    await options.listener(.locked)
    do {
      let report = try await publishedAndCopied(
        by: &writer, options: options, programVersion: programVersion, clock: clock)
      let summary = report.summary
      await options.listener(.ended(vintage: summary.isNew ? summary.vintage : nil))
      return report
    } catch {
      await options.listener(.failed(error))
      throw error
    }
  }

  private func publishedAndCopied(
    by writer: inout WarehouseWriter, options: RunOptions, programVersion: String,
    clock: @Sendable () -> String
  ) async throws -> RunReport {
    // A place that cannot be used is refused before anything is done.
    let copy = try options.copy.map { try WarehouseCopy(of: folder.warehouse, at: $0) }
    var report = try await published(
      by: &writer, options: options, programVersion: programVersion, clock: clock)
    do {
      if let copy {
        options.progress?.begin(.copying)
        try writer.update(copy)
      }
    } catch {
      report.copyFailure = error
    }
    return report
  }

  private func published(
    by writer: inout WarehouseWriter, options: RunOptions, programVersion: String,
    clock: @Sendable () -> String
  ) async throws -> RunReport {
    let latest = try LatestVintage(of: self)
    let startedAt = clock()
    var digests: [Result<FileDigest, FileFailure>]?
    if !options.rereads,
      let vintage = try await latest?.unchangedVintage(
        programVersion: programVersion, startedAt: startedAt,
        digests: {
          let taken = await self.digests(options: options)
          digests = taken
          return taken
        })
    {
      return RunReport(
        summary: LoadSummary(unchangedSince: vintage), deliveries: [], problems: [])
    }
    await options.listener(.begun(at: startedAt, previousHash: latest?.manifestHash ?? ""))
    var options = options
    options.spool = try writer.makeSpool()
    let prepared: PreparedVintage
    // What is not judged again is taken as it stands: nobody may have touched it.
    if !options.rereads, let latest, latest.isMade(by: programVersion),
      writer.isAsSealed(jobs: options.jobs),
      let changes = try await preparedChanges(
        since: latest, options: options, programVersion: programVersion, digests: digests,
        startedAt: startedAt, clock: clock)
    {
      prepared = changes
    } else {
      prepared = try await self.prepared(
        options: options, programVersion: programVersion, vintage: (latest?.number ?? 0) + 1,
        digests: digests, startedAt: startedAt, clock: clock)
    }
    options.progress?.begin(.publishing)
    return RunReport(
      summary: try writer.load(prepared.content, jobs: options.jobs),
      cellsJudged: prepared.content.results.count,
      deliveries: prepared.content.deliveries, problems: prepared.problems,
      distrust: prepared.distrust)
  }
}
