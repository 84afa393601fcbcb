import Exporting
import Files
import Foundation
import LineageDelivery
import Pipelining
import StatisticalModel
import Warehousing

/// Tells of a run as OpenLineage events: one START, one end.
///
/// A file gets both when the run is over. An endpoint gets the START when there is something to do, and
/// the end when it is known; what could not be sent, or was cut off by a kill, the next run sends.
/// Whatever goes wrong here is a problem to be told, never one of the run.
actor RunEvents {
  private let target: Target
  private let opened: OpenedPipeline
  private var failures: [(what: What, words: String)] = []
  private var event: OpenLineageEvent?
  private var run: RunJournal.Run?
  private var hasStarted = false
  private var journal: RunJournal?
  private var remaining = EventDelivery.limit

  private enum What: String {
    case earlierRuns = "the events of earlier runs"
    case start = "the event START"
    case events = "the events of this run"
    case datasets = "the datasets of a run"
  }

  /// What did not arrive, and why.
  var problems: [String] {
    failures.map { "\($0.what.rawValue) could not be delivered: \($0.words)" }
  }

  init(to target: Target, of opened: OpenedPipeline) {
    self.target = target
    self.opened = opened
  }

  func hear(_ moment: RunMoment) async {
    switch moment {
    case .locked: await noting(.earlierRuns) { try await finishEarlierRuns() }
    case .begun(let started, let previousHash):
      begin(started, previousHash)
      await noting(.start) { try await start() }
    case .ended(let vintage):
      // Nothing to do is nothing to tell.
      if event != nil { await noting(.events) { try await end(with: complete(vintage)) } }
    case .failed(let error):
      if event == nil { begin(Clock.now(), "") }
      let message = Ending(of: error)?.message ?? "a defect of the program"
      await noting(.events) {
        try await end(with: event?.fail(at: Clock.now(), message: message))
      }
    }
  }

  private func noting(_ what: What, _ work: () async throws -> Void) async {
    do {
      try await work()
    } catch {
      var words = Self.words(of: error)
      if case .endpoint(let endpoint) = target { words = "\(endpoint.name): \(words)" }
      failures.append((what, words))
    }
  }

  private static func words(of error: any Error) -> String {
    switch error {
    case let error as DeliveryFailure: error.description
    case let error as JournalError: error.description
    default: Ending(of: error)?.message ?? "\(error)"
    }
  }
}

// MARK: Before and while it runs

extension RunEvents {
  /// Sends the ends of runs that were killed, or whose endpoint could not be reached.
  private func finishEarlierRuns() async throws {
    guard case .endpoint = target else { return }
    let journal = try RunJournal(beside: opened.folder.warehouse)
    self.journal = journal
    // Times have seconds, and a run is known by its time.
    while journal.latest == Clock.now() { try await Task.sleep(for: .milliseconds(50)) }
    for run in journal.open {
      if !run.hasStarted { try await sendStart(event(of: run).start(), of: run) }
      let last = try run.end ?? end(of: run)
      // Noted first, so that it stays the same when it has to be sent again.
      if run.end == nil { try self.journal?.end(run, with: last) }
      try await sendEnd(last, of: run)
    }
  }

  /// Sends the last event of a run; one that the endpoint will never take is not kept.
  private func sendEnd(_ last: String, of run: RunJournal.Run) async throws {
    do {
      try await send(last)
      try journal?.close(run)
    } catch let failure as DeliveryFailure {
      if failure.isFinal { try journal?.close(run) }
      throw failure
    }
  }

  /// How a run ended that could not tell: the warehouse has its vintage, or it left none.
  private func end(of run: RunJournal.Run) throws -> String {
    if PublishedFile(path: opened.folder.warehouse).exists {
      let reader = try WarehouseReader(path: opened.folder.warehouse)
      let published = try reader.runs().first {
        $0.started == run.started && $0.previousHash == run.previousHash
      }
      if let published { return try complete(published, reader) }
    }
    return try event(of: run).abort(at: Clock.now())
  }

  private func event(of run: RunJournal.Run) -> OpenLineageEvent {
    OpenLineageEvent(
      opened.definition, started: run.started, previousHash: run.previousHash,
      programVersion: Sanaq.version)
  }

  private func begin(_ started: String, _ previousHash: String) {
    let run = RunJournal.Run(started: started, previousHash: previousHash)
    self.run = run
    event = event(of: run)
  }

  private func start() async throws {
    guard case .endpoint = target, let run, let start = try event?.start() else { return }
    try journal?.begin(run)
    do {
      try await sendStart(start, of: run)
      hasStarted = true
    } catch let failure as DeliveryFailure {
      if !failure.mayHaveArrived { try journal?.close(run) }
      throw failure
    }
  }

  private func sendStart(_ start: String, of run: RunJournal.Run) async throws {
    do {
      try await send(start)
      try journal?.confirm(run)
    } catch let failure as DeliveryFailure {
      if failure.isFinal { try journal?.close(run) }
      throw failure
    }
  }
}

// MARK: When it is over

extension RunEvents {
  private func end(with last: String?) async throws {
    guard let last, let run, let start = try event?.start() else { return }
    switch target {
    case .file(let path): try ExportTarget(path).write(lines: [start, last])
    case .endpoint:
      try journal?.end(run, with: last)
      if !hasStarted {
        try await self.start()
        failures.removeAll { $0.what == .start }
        try journal?.end(run, with: last)
      }
      try await sendEnd(last, of: run)
    }
  }

  private func complete(_ vintage: Int?) throws -> String? {
    guard let vintage else { return try event?.complete(at: Clock.now()) }
    let reader = try WarehouseReader(path: opened.folder.warehouse)
    guard let run = try reader.runs().first(where: { $0.vintage == vintage }) else { return nil }
    return try complete(run, reader)
  }

  private func complete(_ run: RunRow, _ reader: WarehouseReader) throws -> String {
    do {
      return try VintageExport.lineage(of: run, opened.definition, reader).complete()
    } catch let error as ExportError {
      // Better an end without datasets than none.
      failures.append((.datasets, error.description))
      let known = RunJournal.Run(started: run.started, previousHash: run.previousHash)
      return try event(of: known).complete(at: run.finished)
    }
  }

  private func send(_ event: String) async throws {
    guard case .endpoint(let endpoint) = target else { return }
    let begun = ContinuousClock.now
    defer { remaining -= ContinuousClock.now - begun }
    try await EventDelivery(to: endpoint).send(event, within: remaining)
  }
}
