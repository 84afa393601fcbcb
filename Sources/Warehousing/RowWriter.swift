internal import GRDB
internal import SQLiteInsertion

/// Inserts the rows of one vintage and keeps their digests.
///
/// Rows of a table must come in primary-key order: that is the order of the digest. SQLite works
/// beside the caller, who reaches it through ``settled()`` only.
struct RowWriter {
  private let database: Database
  private let queue: InsertionQueue
  private var tables: [TableDigest]
  /// The values of the next row, column by column.
  var row = RowText()

  init(_ database: Database) throws {
    self.database = database
    queue = InsertionQueue(
      try WarehouseTable.allCases.map { table in
        let columns = try database.columns(in: table.rawValue).count
        let marks = Array(repeating: "?", count: columns).joined(separator: ",")
        return try database.makeStatement(
          sql: "INSERT INTO \(table.rawValue) VALUES (\(marks))")
      })
    tables = WarehouseTable.allCases.map { _ in TableDigest() }
  }

  /// The connection, once every row so far is in the file.
  func settled() throws -> Database {
    try queue.settle()
    return database
  }

  /// Returns when nothing is being inserted any more, whatever came of it.
  func drain() { queue.drain() }

  /// Inserts what was added to ``row``, and empties it.
  mutating func insert(into table: WarehouseTable) throws {
    let position = table.position
    tables[position].add(row)
    try queue.insert(into: position, row.values, in: row.text.bytes)
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
    Array(zip(WarehouseTable.allCases, tables))
  }
}

extension WarehouseTable {
  private static let order = allCases

  fileprivate var position: Int { Self.order.firstIndex(of: self) ?? 0 }
}
