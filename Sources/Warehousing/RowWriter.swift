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
  private var batch = RowBatch()

  /// In bytes: from here on rows are handed over.
  private static let batchSize = 1 << 18

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

  /// The values of the next row, column by column.
  var row: RowText {
    _read { yield batch.row }
    _modify { yield &batch.row }
  }

  /// The connection, once every row so far is in the file.
  mutating func settled() throws -> Database {
    try handOver()
    try queue.settle()
    return database
  }

  /// Returns when nothing is being inserted any more, whatever came of it.
  func drain() { queue.drain() }

  /// Inserts what was added to ``row``, and empties it.
  mutating func insert(into table: WarehouseTable) throws {
    batch.insert(into: table)
    if batch.block.byteCount >= Self.batchSize { try handOver() }
  }

  /// Inserts a row of a table that has few.
  mutating func insert(
    into table: WarehouseTable, _ values: [(any DatabaseValueConvertible)?]
  ) throws {
    for value in values { row.add(value?.databaseValue ?? .null) }
    try insert(into: table)
  }

  /// Inserts rows that were made elsewhere, batch by batch.
  mutating func insert(_ batches: [RowBatch]) throws {
    try handOver()
    try take(batches)
  }

  private mutating func handOver() throws {
    try take([batch])
    batch = RowBatch()
  }

  private mutating func take(_ batches: [RowBatch]) throws {
    for batch in batches {
      for table in tables.indices { tables[table].add(digests: batch.digests[table]) }
    }
    try queue.insert(batches.map(\.block))
  }

  func rows(in table: WarehouseTable) -> Int { tables[table.position].rows }

  var digests: [(table: WarehouseTable, digest: TableDigest)] {
    Array(zip(WarehouseTable.allCases, tables))
  }
}
