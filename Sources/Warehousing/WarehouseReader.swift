internal import Files
internal import GRDB
package import StatisticalModel

/// Reads a published warehouse; never changes it.
///
/// The reader keeps the file it opened: a load that publishes meanwhile puts another file in its
/// place, and this one goes on seeing a consistent snapshot of the vintages up to then. Lists come
/// in a fixed order, whatever order they were loaded in. A `vintage` of nil is the latest.
package struct WarehouseReader: Sendable {
  let path: String
  let queue: DatabaseQueue

  /// - Throws: ``WarehouseError`` with `missing`, `notAWarehouse` or `newerSchema`.
  package init(path: String) throws(WarehouseError) {
    self.path = path
    queue = try mappingErrors(of: path) { try WarehouseFile.openToRead(path) }
  }

  func read<Success>(_ body: (Database) throws -> Success) throws(WarehouseError) -> Success {
    try mappingErrors(of: path) { try queue.read(body) }
  }

  /// Runs what a caller does with rows, and turns what it throws into a ``WarehouseError``, as the
  /// functions do that give rows one by one.
  package func passing(_ body: () throws -> Void) throws(WarehouseError) {
    try mappingErrors(of: path, body)
  }

  /// The latest vintage; a published warehouse has at least one.
  package func latestVintage() throws(WarehouseError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT max(vintage) FROM run") ?? 0 }
  }

  /// - Throws: ``WarehouseError/noVintage(_:latest:)``.
  func existing(_ vintage: Int?, in database: Database) throws -> Int {
    let latest = try Int.fetchOne(database, sql: "SELECT max(vintage) FROM run") ?? 0
    guard let vintage else { return latest }
    guard (1...max(latest, 1)).contains(vintage) else {
      throw WarehouseError.noVintage(vintage, latest: latest)
    }
    return vintage
  }

  /// Every run that made a vintage, oldest first.
  package func runs() throws(WarehouseError) -> [RunRow] {
    try read { try $0.runs(where: "TRUE") }
  }

  /// The run that made a vintage.
  package func run(_ vintage: Int? = nil) throws(WarehouseError) -> RunRow {
    try read { database in
      let vintage = try existing(vintage, in: database)
      guard let run = try database.runs(where: "r.vintage = \(vintage)").first else {
        throw WarehouseError.noVintage(vintage, latest: vintage)
      }
      return run
    }
  }

  /// The files a vintage was made without, by path.
  package func leftOut(vintage: Int? = nil) throws(WarehouseError) -> [LeftOutFile] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .leftOut, "SELECT path, reason FROM left_out WHERE vintage = \(vintage) ORDER BY path"
      ) { LeftOutFile(path: try $0.text("path"), reason: try $0.text("reason")) }
    }
  }

  /// The files of the definition under which a vintage was made, by path.
  package func definitionFiles(
    vintage: Int? = nil
  ) throws(WarehouseError) -> [DefinitionFile] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .definitionFile,
        "SELECT path, sha256 FROM definition_file WHERE vintage = \(vintage) ORDER BY path"
      ) { DefinitionFile(path: try $0.text("path"), sha256: try $0.text("sha256")) }
    }
  }
}

extension Database {
  fileprivate func runs(where condition: SQL) throws -> [RunRow] {
    try rows(
      of: nil,
      """
      SELECT r.*, count(s.id) AS deliveries, coalesce(sum(s.read), 0) AS read,
        coalesce(sum(s.loaded), 0) AS loaded, coalesce(sum(s.quarantined), 0) AS quarantined,
        coalesce(sum(s.ignored), 0) AS ignored,
        CASE WHEN json_valid(r.manifest)
          THEN coalesce(json_extract(r.manifest, '$.tables.figure.rows'), 0) ELSE 0 END AS cells
      FROM run AS r
      LEFT JOIN vintage_input AS i ON i.vintage = r.vintage
      LEFT JOIN staging AS s ON s.id = i.staging_id
      WHERE \(condition) GROUP BY r.vintage ORDER BY r.vintage
      """
    ) { row in
      RunRow(
        vintage: try row.number("vintage"), started: try row.text("started"),
        finished: try row.text("finished"), programVersion: try row.text("program_version"),
        definitionHash: try row.text("definition_hash"), manifest: try row.text("manifest"),
        manifestHash: try row.text("manifest_hash"),
        previousHash: try row.text("previous_hash"), deliveries: try row.number("deliveries"),
        ledger: try row.ledgerCounts(), cellsWritten: try row.number("cells"))
    }
  }

  /// Maps the rows of a query.
  ///
  /// `table` is the one to name when a value is damaged, nil for `run`. A file of an earlier version
  /// has no rows of a table that came later.
  func rows<Element>(
    of table: WarehouseTable?, _ query: SQL, _ transform: (StoredRow) throws -> Element
  ) throws -> [Element] {
    var elements: [Element] = []
    try each(of: table, query) { elements.append(try transform($0)) }
    return elements
  }

  /// Gives the rows of a query one by one, as ``rows(of:_:_:)`` does, keeping none.
  ///
  /// `body` must not ask the same question again: the statement is the connection's only one.
  func each(
    of table: WarehouseTable?, _ query: SQL, _ body: (StoredRow) throws -> Void
  ) throws {
    if let table, try !tableExists(table.rawValue) { return }
    let (sql, arguments) = try query.build(self)
    let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    while let row = try cursor.next() { try body(StoredRow(table: table, row: row)) }
  }
}

extension StoredRow {
  func ledgerCounts() throws -> LedgerCounts {
    LedgerCounts(
      read: try number("read"), loaded: try number("loaded"),
      quarantined: try number("quarantined"), ignored: try number("ignored"))
  }
}
