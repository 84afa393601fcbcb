import Files
import Foundation
import GRDB
import StatisticalModel
import Testing

@testable import Warehousing

/// A warehouse as the fourth migration left it: readable as it is, and carried on by the next run.
@Suite("A warehouse of an earlier version")
struct EarlierSchemaTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    var content = Fixture.content()
    content.decisions = []
    content.alterResults { results in
      for position in results.indices {
        results[position].blocks = []
        results[position].decisions = []
        for flag in results[position].flags.indices {
          results[position].flags[flag].proposals = []
          results[position].flags[flag].decided = nil
        }
      }
    }
    _ = try WarehouseWriter.load(content, into: place.warehouse)
    try takeBackBalancing()
  }

  /// Takes out of the file what the later migrations put in, and seals it as that program sealed it.
  private func takeBackBalancing() throws {
    let later = [
      "cell_part", "balancing_constraint", "balancing_value", "balancing", "proposal",
      "decided_flag",
      "decision_cell", "decision",
    ]
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: place.warehouse, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      let views = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name DESC")
      for view in views { try database.execute(sql: "DROP VIEW \(view)") }
      try putCellsTogether(in: database)
      let blocks = try unpackBlocks(in: database)
      for table in later { try database.execute(sql: "DROP TABLE \(table)") }
      try database.execute(
        sql: "ALTER TABLE figure DROP COLUMN standard_error; PRAGMA user_version = 4")
      let text = try #require(try String.fetchOne(database, sql: "SELECT manifest FROM run"))
      var manifest = try #require(Manifest(parsing: text))
      for table in later { manifest.tables[table] = nil }
      try widenRowDigests(in: database)
      manifest.tables["record_block"] = blocks
      manifest.schema = try Manifest.schemaHash(of: database)
      let sealed = manifest.json.text
      try database.execute(
        sql: "UPDATE run SET manifest = ?, manifest_hash = ?",
        arguments: [sealed, sha256(of: sealed)])
    }
    try queue.close()
  }

  /// Keeps eight bytes of each row's digest.
  private func widenRowDigests(in database: Database) throws {
    try database.execute(
      sql: """
        DROP TABLE row_digest;
        CREATE TABLE row_digest (
          vintage INTEGER NOT NULL REFERENCES run, table_name TEXT NOT NULL,
          block INTEGER NOT NULL, digests BLOB NOT NULL CHECK (length(digests) % 8 = 0),
          PRIMARY KEY (vintage, table_name, block)
        ) STRICT
        """)
    try CellViews.make(in: database)
    for table in WarehouseTable.allCases where try database.tableExists(table.rawValue) {
      let scan = TableScan(table, key: try database.primaryKey(table.rawValue).columns)
      guard let digest = try scan.digests(in: database, widths: [1: 8])[1] else { continue }
      try database.execute(
        sql: "INSERT INTO row_digest VALUES (1, ?, 0, ?)",
        arguments: [table.rawValue, Data(digest.rowDigests)])
    }
  }

  /// Gives each cell its whole text, in which form its row is digested in any case.
  private func putCellsTogether(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE cell_now AS SELECT c.id, h.text || t.text AS key, c.vintage FROM cell AS c
          JOIN cell_part AS h ON h.id = c.head JOIN cell_part AS t ON t.id = c.tail;
        DROP TABLE cell;
        CREATE TABLE cell (
          id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, vintage INTEGER NOT NULL REFERENCES run
        ) STRICT;
        INSERT INTO cell SELECT * FROM cell_now;
        DROP TABLE cell_now
        """)
  }

  /// Writes places as M0002 says, and digests the rows anew.
  private func unpackBlocks(in database: Database) throws -> Manifest.Table {
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM record_block ORDER BY staging_id, first_ordinal")
    try database.execute(sql: "ALTER TABLE record_block DROP COLUMN packing")
    for row in rows {
      let block = RecordBlock(
        firstOrdinal: row["first_ordinal"], count: row["count"], packing: .frames,
        locators: Array(row["locators"] as Data), checksums: [])
      var differences: [UInt8] = []
      var (end, line) = (0, 0)
      for record in try #require(block.records()) {
        differences.append(zigzag: record.locator.offset - end)
        differences.append(unsigned: UInt64(record.locator.length))
        differences.append(zigzag: record.locator.line - line)
        (end, line) = (record.locator.offset + record.locator.length, record.locator.line)
      }
      try database.execute(
        sql: "UPDATE record_block SET locators = ? WHERE staging_id = ? AND first_ordinal = ?",
        arguments: [Data(differences), row["staging_id"], row["first_ordinal"]])
    }
    var digest = TableDigest()
    for row in try Row.fetchAll(
      database, sql: "SELECT * FROM record_block ORDER BY staging_id, first_ordinal")
    {
      var text = RowText()
      for value in row.databaseValues { text.add(value) }
      digest.add(text)
    }
    return Manifest.Table(rows: digest.rows, sha256: digest.sha256)
  }

  @Test("it is read and found intact, with no balancing in it")
  func read() throws {
    let reader = try WarehouseReader(path: place.warehouse)
    #expect(try WarehouseDigest.verifyChain(reader) == [])
    let dossier = try reader.cell(Fixture.west)
    #expect(dossier.figure.value == 120 && dossier.figure.standardError == nil)
    #expect(dossier.blocks.isEmpty)
    try expectLists()
  }

  /// Cells by their text, from any place on, and the records of a reading.
  private func expectLists() throws {
    let reader = try WarehouseReader(path: place.warehouse)
    let cells = [Fixture.west, Fixture.east]
    #expect(try reader.figures().map(\.cell) == cells)
    let first = try reader.figures(WarehouseFilter(), after: .start, count: 1)
    #expect(first.rows.map(\.cell) == [Fixture.west])
    let second = try reader.figures(
      WarehouseFilter(), after: try #require(first.next), count: 2)
    #expect(second.rows.map(\.cell) == [Fixture.east] && second.next == nil)
    #expect(
      try reader.figures(WarehouseFilter(codes: ["area": "KZ-71"])).map(\.cell) == [Fixture.east])
    let trace = try reader.trace(Fixture.west)
    #expect(trace.inputs.allSatisfy { $0.observations.allSatisfy { !$0.records.isEmpty } })
  }

  @Test("the next run goes on in it, writes only what is new and leaves the old rows intact")
  func goOn() throws {
    let content = Fixture.content(east: Fixture.Counts(education: 9, health: 7))
    let summary = try WarehouseWriter.load(content, into: place.warehouse)
    // East, whose counts differ now, and west, which has a block now; the series stands.
    #expect(summary.vintage == 2 && summary.cellsWritten == 2)
    let reader = try WarehouseReader(path: place.warehouse)
    #expect(try WarehouseDigest.verifyChain(reader) == [])
    #expect(try reader.cell(Fixture.west, vintage: 1).blocks.isEmpty)
    #expect(try reader.cell(Fixture.west).blocks.map(\.id) == ["count"])
    try expectLists()
  }
}
