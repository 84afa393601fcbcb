package import GRDB
import GRDBSQLite

/// Steps through what a query gives and takes each row's values as they are stored: nothing is
/// allocated for a row.
///
/// A row as GRDB gives it costs ten times as much as SQLite's own work.
@safe package struct RowReading: ~Copyable {
  /// Kept alive for its handle.
  private let statement: Statement

  /// - Parameter statement: without arguments, of a connection that stays with the caller's thread.
  package init(_ statement: Statement) { self.statement = statement }

  /// Puts the next row in the place of the one before; false when there is none.
  ///
  /// - Throws: `DatabaseError`.
  package mutating func next(_ row: inout StoredValues) throws -> Bool {
    let handle = unsafe statement.sqliteStatement
    let code = unsafe sqlite3_step(handle)
    guard code == SQLITE_ROW else {
      guard code == SQLITE_DONE else {
        let message = unsafe sqlite3_errmsg(sqlite3_db_handle(handle))
          .map { unsafe String(cString: $0) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
      }
      return false
    }
    row.removeAll()
    for column in 0..<(unsafe sqlite3_column_count(handle)) {
      unsafe Self.take(column, of: handle, into: &row)
    }
    return true
  }

  private static func take(
    _ column: Int32, of handle: OpaquePointer, into row: inout StoredValues
  ) {
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_NULL: row.append(.null)
    case SQLITE_INTEGER: row.append(.integer(unsafe sqlite3_column_int64(handle, column)))
    // No column is of type REAL; whoever stored one made a different row of it.
    case SQLITE_FLOAT:
      row.appendText(Array("real \(unsafe sqlite3_column_double(handle, column))".utf8))
    case SQLITE_TEXT:
      let start = unsafe sqlite3_column_text(handle, column)
      unsafe row.appendText(
        UnsafeRawBufferPointer(
          start: start, count: Int(sqlite3_column_bytes(handle, column))))
    default:
      let start = unsafe sqlite3_column_blob(handle, column)
      unsafe row.appendBlob(
        UnsafeRawBufferPointer(
          start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
  }

  deinit { unsafe sqlite3_reset(statement.sqliteStatement) }
}

/// The values of a row as they are stored.
package struct StoredValues: Sendable {
  package private(set) var values: [RowValue] = []
  package private(set) var bytes: [UInt8] = []

  package init() {}

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func append(_ value: RowValue) { values.append(value) }

  mutating func appendText(_ content: some Collection<UInt8>) {
    values.append(.text(add(content)))
  }

  mutating func appendBlob(_ content: some Collection<UInt8>) {
    values.append(.blob(add(content)))
  }

  private mutating func add(_ content: some Collection<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: content)
    return start..<bytes.count
  }

  /// nil for a column of another type.
  package func integer(_ column: Int) -> Int64? {
    if case .integer(let number) = values[column] { number } else { nil }
  }

  /// The UTF-8 of a text; nil for a column of another type.
  package func text(_ column: Int) -> ArraySlice<UInt8>? {
    if case .text(let range) = values[column] { bytes[range] } else { nil }
  }

  /// nil for a column of another type.
  package func blob(_ column: Int) -> ArraySlice<UInt8>? {
    if case .blob(let range) = values[column] { bytes[range] } else { nil }
  }
}
