package import Files
internal import GRDB
internal import Glibc

/// Why a warehouse cannot be read or written.
package enum WarehouseError: Error, Hashable, Sendable {
  /// There is no file yet: no run has loaded anything.
  case missing(path: String)
  case notAWarehouse(path: String)
  /// A later program wrote it.
  case newerSchema(path: String, found: Int, known: Int)
  /// Permission, a full disk, or another run that holds the lock.
  case file(FileFailure)
  /// What is in the place of a copy is not an earlier state of what is to be copied there.
  case notItsCopy(path: String)
  /// A copy is not what was copied.
  case badCopy(path: String, reason: String)
  /// What SQLite says against the file.
  case storage(path: String, reason: String)
  /// A stored value that no program of ours wrote.
  case damaged(table: String, column: String)
  /// Rows are not those that the runs published.
  case altered(path: String)
  case noVintage(Int, latest: Int)
  case noCell(String)
  /// A question took longer than it was allowed to.
  case tooLong(path: String)
  /// Content that contradicts itself: a bug in a stage before loading.
  case inconsistent(String)

  init(path: String, _ error: DatabaseError) {
    self =
      switch error.resultCode {
      case .SQLITE_NOTADB: .notAWarehouse(path: path)
      case .SQLITE_FULL: .file(FileFailure(path: path, reason: .noSpace))
      case .SQLITE_IOERR: .file(FileFailure(path: path, reason: .io(errno: EIO)))
      case .SQLITE_PERM: .file(FileFailure(path: path, reason: .permission))
      case .SQLITE_INTERRUPT: .tooLong(path: path)
      case .SQLITE_CONSTRAINT: .inconsistent(error.message ?? "constraint")
      // Also SQLITE_READONLY, which SQLite says of our own copy when opening it to write failed.
      // The message names tables and columns; arguments, which may be data, stay out.
      default: .storage(path: path, reason: error.message ?? "\(error.resultCode)")
      }
  }
}

extension WarehouseError: CustomStringConvertible {
  /// One sentence with the next step.
  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no warehouse yet. Run the pipeline first."
    case .notAWarehouse(let path):
      "\(path): is not a warehouse. Name another file, or move this one away."
    case .newerSchema(let path, let found, let known):
      "\(path): has schema \(found), this program knows up to \(known). Use a newer program."
    case .file(let failure): failure.description
    case .notItsCopy(let path):
      "\(path): holds something else than an earlier state of this warehouse. Restore the "
        + "warehouse from it, name another place, or move it away."
    case .badCopy(let path, let reason):
      "\(path): the copy is not sound: \(reason). The one before it stays; check the disk."
    case .storage(let path, let reason):
      "\(path): SQLite says: \(reason). Run verify, or restore the file."
    case .damaged(let table, let column):
      "table \(table), column \(column): holds a value no run wrote. Run verify."
    case .altered(let path):
      "\(path): holds rows that are not those its runs published. Run verify."
    case .noVintage(let vintage, let latest):
      "there is no vintage \(vintage). The latest is \(latest)."
    case .noCell(let cell): "no run has seen a cell \(cell). Look it up among the figures."
    case .tooLong(let path):
      "\(path): the answer took longer than allowed. Ask for less at a time."
    case .inconsistent(let reason): "the results contradict themselves: \(reason). Report this bug."
    }
  }
}

/// Runs `body` and turns what it throws into a ``WarehouseError``.
func mappingErrors<Success>(
  of path: String, _ body: () throws -> Success
) throws(WarehouseError) -> Success {
  do {
    return try body()
  } catch let error as WarehouseError {
    throw error
  } catch let failure as FileFailure {
    throw .file(failure)
  } catch let error as DatabaseError {
    throw WarehouseError(path: path, error)
  } catch {
    throw .storage(path: path, reason: "\(error)")
  }
}
