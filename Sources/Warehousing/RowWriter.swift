internal import Foundation
internal import GRDB

/// Inserts the rows of one vintage and keeps their digests.
///
/// Rows of a table must come in primary-key order: that is the order of the digest.
struct RowWriter {
  private var tables: [(statement: Statement, digest: TableDigest)]

  init(_ database: Database) throws {
    tables = try WarehouseTable.allCases.map { table in
      let columns = try database.columns(in: table.rawValue).count
      let marks = Array(repeating: "?", count: columns).joined(separator: ",")
      let sql = "INSERT INTO \(table.rawValue) VALUES (\(marks))"
      return (try database.cachedStatement(sql: sql), TableDigest())
    }
  }

  mutating func insert(
    into table: WarehouseTable, _ row: [(any DatabaseValueConvertible)?]
  ) throws {
    let values = row.map { $0?.databaseValue ?? .null }
    let position = table.position
    tables[position].digest.add(values)
    // From the optionals: GRDB maps a list of plain values through a key path, at twice the cost.
    tables[position].statement.setUncheckedArguments(StatementArguments(row))
    try tables[position].statement.execute()
  }

  var digests: [(table: WarehouseTable, digest: TableDigest)] {
    zip(WarehouseTable.allCases, tables).map { ($0, $1.digest) }
  }
}

extension WarehouseTable {
  private static let positions = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  fileprivate var position: Int { Self.positions[self] ?? 0 }
}

extension Data {
  /// Bytes of a column that is null where there are none.
  static func unlessEmpty(_ bytes: [UInt8]) -> Data? { bytes.isEmpty ? nil : Data(bytes) }
}
