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

  /// Loads `content` as a new vintage, or leaves the file alone when nothing is new.
  ///
  /// - Complexity: O(size of the file + size of the content).
  package func load(_ content: VintageContent) throws(WarehouseError) -> LoadSummary {
    let state = try Self.state(of: file.path, content)
    let change = try VintageChange(content, from: state)
    guard change.summary.isNew else { return change.summary }
    return try mappingErrors(of: file.path) {
      do {
        try file.copyToNext()
        let queue = try WarehouseFile.openToWrite(file.next)
        try queue.writeWithoutTransaction { database in
          try database.inTransaction {
            var load = try VintageLoad(content, change: change, state: state, into: database)
            try load.write()
            return .commit
          }
        }
        try queue.close()
        try file.publish()
      } catch {
        file.discardNext()
        throw error
      }
      return change.summary
    }
  }

  /// Brings a copy up to date while nobody else can write.
  package func update(_ copy: WarehouseCopy) throws(WarehouseError) { try copy.update() }

  /// Takes the lock, loads and lets go.
  package static func load(
    _ content: VintageContent, into path: String
  ) throws(WarehouseError) -> LoadSummary {
    try WarehouseWriter(path: path).load(content)
  }

  /// Tells what a load would do.
  ///
  /// Needs no lock and writes nothing.
  package static func changes(
    by content: VintageContent, in path: String
  ) throws(WarehouseError) -> LoadSummary {
    try VintageChange(content, from: state(of: path, content)).summary
  }

  private static func state(
    of path: String, _ content: VintageContent
  ) throws(WarehouseError) -> StoredState {
    guard PublishedFile(path: path).exists else { return StoredState() }
    return try mappingErrors(of: path) {
      try WarehouseFile.openToRead(path).read {
        try StoredState($0, structure: content.definition.structure)
      }
    }
  }
}
