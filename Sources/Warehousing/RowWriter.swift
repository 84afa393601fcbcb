internal import Foundation
internal import GRDB
internal import SQLiteInsertion

/// Inserts the rows of one vintage and keeps their digests.
///
/// Rows of a table must come in primary-key order: that is the order of the digest.
struct RowWriter {
  private var tables: [(insertion: RowInsertion, digest: TableDigest)]
  /// The values of the next row, column by column.
  var row = RowText()

  init(_ database: Database) throws {
    tables = try WarehouseTable.allCases.map { table in
      let columns = try database.columns(in: table.rawValue).count
      let marks = Array(repeating: "?", count: columns).joined(separator: ",")
      let sql = "INSERT INTO \(table.rawValue) VALUES (\(marks))"
      return (RowInsertion(try database.cachedStatement(sql: sql)), TableDigest())
    }
  }

  /// Inserts what was added to ``row``, and empties it.
  mutating func insert(into table: WarehouseTable) throws {
    let position = table.position
    try tables[position].insertion.insert(row.values, in: row.text.bytes)
    tables[position].digest.add(row)
    row.removeAll()
  }

  /// Inserts a row of a table that has few.
  mutating func insert(
    into table: WarehouseTable, _ values: [(any DatabaseValueConvertible)?]
  ) throws {
    for value in values { row.add(value?.databaseValue ?? .null) }
    try insert(into: table)
  }

  var digests: [(table: WarehouseTable, digest: TableDigest)] {
    zip(WarehouseTable.allCases, tables).map { ($0, $1.digest) }
  }
}

extension WarehouseTable {
  private static let order = allCases

  fileprivate var position: Int { Self.order.firstIndex(of: self) ?? 0 }
}

extension Data {
  /// Bytes of a column that is null where there are none.
  static func unlessEmpty(_ bytes: [UInt8]) -> Data? { bytes.isEmpty ? nil : Data(bytes) }
}
