import GRDB
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
@safe struct RowInsertion: Sendable {
  /// Of the prepared statement, as a number: a pointer may not go to another thread, and this one
  /// must.
  ///
  /// ``InsertionQueue`` keeps the statement alive and all others from it meanwhile.
  private let address: UInt
  private var handle: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

  init(_ statement: Statement) {
    unsafe address = UInt(bitPattern: statement.sqliteStatement)
  }

  /// Inserts a row; its texts and blobs stand in `bytes`, places counting from `start`.
  ///
  /// - Throws: `DatabaseError`.
  func insert(_ values: ArraySlice<RowValue>, in bytes: [UInt8], from start: Int) throws {
    let handle = unsafe self.handle
    let code = unsafe bytes.withUnsafeBytes { bytes in
      let own = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
      for (position, value) in values.enumerated() {
        let code = unsafe bind(value, to: handle, at: Int32(position + 1), from: own)
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
    _ value: RowValue, to handle: OpaquePointer?, at position: Int32,
    from bytes: UnsafeRawBufferPointer
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
