internal import Files
internal import GRDB
internal import StatisticalModel

/// The one writer of a warehouse, from the start of a run to its end.
///
/// A load never touches the published file. It copies it to `.<name>.next` in the same folder,
/// writes the vintage into the copy in one transaction, forces it to disk and renames it over the
/// published file. So a kill, a full disk or a power cut leaves the previous vintage bit for bit,
/// and a reader that has the old file open keeps a consistent snapshot. Neither file is ever in WAL
/// mode: the SQLite of Debian 12 (3.40.1) can corrupt a file when it resets a write-ahead log.
package struct WarehouseWriter: ~Copyable {
  private let file: PublishedFile
  private let lock: FileLock
  /// Whether the file is as its seal says, once that has been asked.
  private var isSealed: Bool?

  /// Takes the lock `<path>.lock`, which is held as long as the writer lives.
  ///
  /// - Throws: ``WarehouseError/file(_:)`` with `held` when another run has it, with `permission`
  ///   when file or folder are read-only (even for the superuser).
  package init(path: String) throws(WarehouseError) {
    file = PublishedFile(path: path)
    do {
      try file.requireWritable()
      lock = try FileLock(path: path + ".lock")
      file.discardRemains()
    } catch {
      throw .file(error)
    }
  }

  /// A place where what is read can wait until it is loaded.
  ///
  /// - Throws: ``WarehouseError/file(_:)`` when it cannot be made.
  package func makeSpool() throws(WarehouseError) -> RecordSpool {
    do {
      return RecordSpool(try file.makeSpool())
    } catch {
      throw .file(error)
    }
  }

  /// Loads `content` as a new vintage, or leaves the file alone when nothing is new.
  ///
  /// The file is sealed where the one before was, and where all rows of that are as published.
  ///
  /// - Parameter jobs: how many threads make results and rows.
  /// - Complexity: O(size of the file + size of the content). Memory does not grow with the results.
  package mutating func load(
    _ content: VintageContent, jobs: Int = 1
  ) throws(WarehouseError) -> LoadSummary {
    let state = try Self.state(of: file.path, content)
    let change = try VintageChange(content, from: state)
    if !change.isNew {
      let summary = Self.summary(of: change, content, state, jobs: jobs)
      try check(content)
      if !summary.isNew { return summary }
    }
    let isTrusted = isTrusted(jobs: jobs)
    return try mappingErrors(of: file.path) {
      do {
        let summary = try write(content, change: change, state: state, jobs: jobs)
        try check(content)
        let seal = isTrusted ? try WarehouseSeal.digest(of: file.next, jobs: jobs) : ""
        try file.publish()
        lock.leave(seal)
        return summary
      } catch {
        file.discardNext()
        throw error
      }
    }
  }

  /// - Throws: ``WarehouseError/file(_:)`` where a result may rest on records that could not be kept.
  private func check(_ content: VintageContent) throws(WarehouseError) {
    do {
      for delivery in content.deliveries { try delivery.records.check() }
    } catch {
      throw .file(error)
    }
  }

  /// Whether the file is to the byte as its last run left it, and the rows in it with it.
  ///
  /// - Complexity: O(size of the file), the first time.
  package mutating func isAsSealed(jobs: Int) -> Bool {
    if let isSealed { return isSealed }
    let seal = lock.note
    let isIntact = !seal.isEmpty && (try? WarehouseSeal.digest(of: file.path, jobs: jobs)) == seal
    isSealed = isIntact
    return isIntact
  }

  private mutating func isTrusted(jobs: Int) -> Bool {
    guard file.exists else { return true }
    if isAsSealed(jobs: jobs) { return true }
    let findings = try? WarehouseDigest.verifyChain(WarehouseReader(path: file.path), jobs: jobs)
    return findings?.isEmpty ?? false
  }

  private func write(
    _ content: VintageContent, change: VintageChange, state: StoredState, jobs: Int
  ) throws -> LoadSummary {
    try file.copyToNext()
    let queue = try WarehouseFile.openToWrite(file.next)
    var changed = 0
    try queue.writeWithoutTransaction { database in
      try database.inTransaction {
        var load = try VintageLoad(
          content, change: change, state: state, into: database, jobs: jobs)
        try load.write()
        changed = load.changed
        return .commit
      }
    }
    try queue.close()
    return change.summary(changed: changed)
  }

  /// Brings a copy up to date while nobody else can write.
  package func update(_ copy: WarehouseCopy) throws(WarehouseError) { try copy.update() }

  /// Takes the lock, loads and lets go.
  package static func load(
    _ content: VintageContent, into path: String, jobs: Int = 1
  ) throws(WarehouseError) -> LoadSummary {
    var writer = try WarehouseWriter(path: path)
    return try writer.load(content, jobs: jobs)
  }

  /// Tells what a load would do.
  ///
  /// Needs no lock and writes nothing.
  package static func changes(
    by content: VintageContent, in path: String, jobs: Int = 1
  ) throws(WarehouseError) -> LoadSummary {
    let state = try state(of: path, content)
    return summary(of: try VintageChange(content, from: state), content, state, jobs: jobs)
  }

  private static func summary(
    of change: VintageChange, _ content: VintageContent, _ state: StoredState, jobs: Int
  ) -> LoadSummary {
    let digest = ResultDigest(content)
    let changed = content.results.map(jobs: jobs) { results in
      results.count { !state.cells.says(digest.hash(of: $0), of: $0.key) }
    }
    return change.summary(changed: changed.reduce(0, +))
  }

  private static func state(
    of path: String, _ content: VintageContent
  ) throws(WarehouseError) -> StoredState {
    guard PublishedFile(path: path).exists else { return StoredState() }
    return try mappingErrors(of: path) {
      try WarehouseFile.openToRead(path).read {
        try StoredState(
          $0, structure: content.definition.structure, among: content.results.judged)
      }
    }
  }
}
