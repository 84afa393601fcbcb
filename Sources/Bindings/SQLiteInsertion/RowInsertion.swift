package import GRDB
import GRDBSQLite

/// A value of a row: a number, or where among the row's bytes a text or blob stands.
package enum RowValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(Range<Int>)
  case blob(Range<Int>)
}

/// An INSERT whose values are bound where they stand: nothing is allocated for a row.
///
/// A list of arguments, as GRDB takes it, costs four times as much as SQLite's own work.
@safe package struct RowInsertion {
  /// Keeps the statement alive.
  private let statement: Statement
  private let handle: OpaquePointer

  package init(_ statement: Statement) {
    self.statement = statement
    unsafe handle = statement.sqliteStatement
  }

  /// Inserts a row; `bytes` holds its texts and blobs.
  ///
  /// - Throws: `DatabaseError`.
  package func insert(_ values: [RowValue], in bytes: [UInt8]) throws {
    let code = unsafe bytes.withUnsafeBytes { bytes in
      for (position, value) in values.enumerated() {
        let code = unsafe bind(value, at: Int32(position + 1), from: bytes)
        guard code == SQLITE_OK else { return code }
      }
      let code = unsafe sqlite3_step(handle)
      // What was bound does not outlive this call.
      unsafe sqlite3_reset(handle)
      unsafe sqlite3_clear_bindings(handle)
      return code
    }
    guard code == SQLITE_DONE else {
      let message = unsafe sqlite3_errmsg(sqlite3_db_handle(handle))
        .map { unsafe String(cString: $0) }
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  private func bind(
    _ value: RowValue, at position: Int32, from bytes: UnsafeRawBufferPointer
  ) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, position)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, position, number)
    case .text(let range):
      let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      return unsafe sqlite3_bind_text(
        handle, position, text.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(text.count), nil)
    case .blob(let range):
      let blob = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      return unsafe sqlite3_bind_blob(handle, position, blob.baseAddress, Int32(blob.count), nil)
    }
  }
}
