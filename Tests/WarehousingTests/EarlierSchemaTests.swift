import Files
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
      "balancing_constraint", "balancing_value", "balancing", "proposal", "decided_flag",
      "decision_cell", "decision",
    ]
    let queue = try DatabaseQueue(path: place.warehouse)
    try queue.writeWithoutTransaction { database in
      let views = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name DESC")
      for view in views { try database.execute(sql: "DROP VIEW \(view)") }
      for table in later { try database.execute(sql: "DROP TABLE \(table)") }
      try database.execute(
        sql: "ALTER TABLE figure DROP COLUMN standard_error; PRAGMA user_version = 4")
      let text = try #require(try String.fetchOne(database, sql: "SELECT manifest FROM run"))
      var manifest = try #require(Manifest(parsing: text))
      for table in later { manifest.tables[table] = nil }
      manifest.schema = try Manifest.schemaHash(of: database)
      let sealed = manifest.json.text
      try database.execute(
        sql: "UPDATE run SET manifest = ?, manifest_hash = ?",
        arguments: [sealed, sha256(of: sealed)])
    }
    try queue.close()
  }

  @Test("it is read and found intact, with no balancing in it")
  func read() throws {
    let reader = try WarehouseReader(path: place.warehouse)
    #expect(try WarehouseDigest.verifyChain(reader) == [])
    let dossier = try reader.cell(Fixture.west)
    #expect(dossier.figure.value == 120 && dossier.figure.standardError == nil)
    #expect(dossier.blocks.isEmpty)
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
  }
}
