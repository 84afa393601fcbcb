internal import Files
internal import Foundation

/// The runs whose START was sent and whose end has not arrived, kept beside the warehouse so that the
/// next run can send it; only for whoever holds the warehouse's lock.
package struct RunJournal: Sendable {
  package struct Run: Codable, Hashable, Sendable {
    /// When it began.
    package var started: String
    /// The manifest of the vintage before it.
    package var previousHash: String
    /// Whether its START is known to have arrived.
    package var hasStarted = false
    /// Its last event; nil when nobody knows how it ended.
    package var end: String?

    package init(started: String, previousHash: String) {
      self.started = started
      self.previousHash = previousHash
    }
  }

  private struct Content: Codable {
    /// When the latest run began, whether its end has arrived or not.
    var latest = ""
    var open: [Run] = []
  }

  private let path: String
  private var content = Content()

  /// Reads what is there.
  ///
  /// - Throws: `FileFailure` when it cannot be read, ``JournalError`` when it is no journal.
  package init(beside warehouse: String) throws {
    path = "\(warehouse).events"
    guard PublishedFile(path: path).exists else { return }
    guard let data = FileManager.default.contents(atPath: path),
      let read = try? JSONDecoder().decode(Content.self, from: data)
    else { throw JournalError(path: path) }
    content = read
  }

  /// When the latest run began that sent events: runs are told apart by that.
  package var latest: String { content.latest }
  /// In the order in which they began.
  package var open: [Run] { content.open }

  /// Notes a run whose START is about to be sent.
  package mutating func begin(_ run: Run) throws {
    content.latest = run.started
    if !content.open.contains(where: run.isSame) { content.open.append(run) }
    try write()
  }

  /// Notes that the START of a run has arrived.
  package mutating func confirm(_ run: Run) throws {
    guard let place = content.open.firstIndex(where: run.isSame) else { return }
    content.open[place].hasStarted = true
    try write()
  }

  /// Notes how a run ended, where its START may have arrived.
  package mutating func end(_ run: Run, with event: String) throws {
    guard let place = content.open.firstIndex(where: run.isSame) else { return }
    content.open[place].end = event
    try write()
  }

  /// Forgets a run whose end has arrived, or whose START has not.
  package mutating func close(_ run: Run) throws {
    content.open.removeAll(where: run.isSame)
    try write()
  }

  private func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let file = try AtomicFile(path: path)
    try file.write(Array(try encoder.encode(content)) + [0x0A])
    try file.publish()
  }
}

extension RunJournal.Run {
  fileprivate func isSame(as other: Self) -> Bool {
    started == other.started && previousHash == other.previousHash
  }
}

/// A file that is no journal of runs.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String

  package var description: String {
    "\(path): is no list of runs whose events are missing. Move it away; their ends are not sent."
  }
}
