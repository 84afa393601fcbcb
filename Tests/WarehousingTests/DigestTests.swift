import Files
import Foundation
import GRDB
import StatisticalModel
import Testing

@testable import Warehousing

@Suite("Digests")
struct DigestTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for content in [
      Fixture.content(),
      Fixture.content(east: Fixture.Counts(education: 9, health: 7), educationBytes: "f"),
    ] { _ = try WarehouseWriter.load(content, into: place.warehouse) }
  }

  private func findings() throws -> [WarehouseDigest.Finding] {
    try WarehouseDigest.verifyChain(WarehouseReader(path: place.warehouse))
  }

  /// Edits a copy of the warehouse as an intruder would: no constraint stands in the way.
  private func findings(
    after edit: (Database) throws -> Void
  ) throws -> [WarehouseDigest.Finding] {
    let copy = place.folder.appendingPathComponent("copy.sqlite")
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(atPath: place.warehouse, toPath: copy.path)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: copy.path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try edit(database)
    }
    try queue.close()
    return try WarehouseDigest.verifyChain(WarehouseReader(path: copy.path))
  }

  private func tables() throws -> [(table: String, key: [String], columns: [String])] {
    try DatabaseQueue(path: place.warehouse).read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
      ).map { table in
        (
          table, try database.primaryKey(table).columns,
          try database.columns(in: table).map(\.name)
        )
      }
    }
  }

  @Test("an untouched warehouse has no findings")
  func clean() throws {
    #expect(try findings() == [])
  }

  @Test("every table there is has digests, but the two that carry them")
  func coverage() throws {
    #expect(
      try Set(tables().map(\.table))
        == Set(WarehouseTable.allCases.map(\.rawValue)).union(["run", "row_digest"]))
  }

  @Test("any value changed in any column of any table is found, with table and row")
  func changedValues() throws {
    var edits = 0
    for (table, key, columns) in try tables() {
      for column in columns {
        var names: Set<String> = []
        let found = try findings { database in
          let order = key.joined(separator: ", ")
          let descending = key.map { "\($0) DESC" }.joined(separator: ", ")
          let last = "SELECT \(order) FROM \(table) ORDER BY \(descending) LIMIT 1"
          names.insert(try name(last, key, in: database))
          try database.execute(
            sql: """
              UPDATE \(table) SET "\(column)" = CASE typeof("\(column)")
                WHEN 'integer' THEN "\(column)" + 1000
                WHEN 'text' THEN "\(column)" || 'x'
                WHEN 'blob' THEN CAST("\(column)" || 'xxxxxxxx' AS BLOB)
                ELSE \(try declaredType(of: column, in: table, database)) END
              WHERE (\(order)) = (\(last))
              """)
          #expect(database.changesCount == 1)
          // With a key changed, the row has another name.
          names.insert(try name(last, key, in: database))
        }
        edits += 1
        #expect(
          found.contains { $0.table == table && names.contains($0.row) },
          "\(table).\(column): \(found)")
      }
    }
    #expect(edits > 100)
  }

  private func name(_ query: String, _ key: [String], in database: Database) throws -> String {
    name(try #require(try Row.fetchOne(database, sql: query)), key)
  }

  private func name(_ row: Row, _ key: [String]) -> String {
    zip(key, row.databaseValues).map { "\($0)=\($1.storage.value.map { "\($0)" } ?? "")" }.joined(
      separator: ",")
  }

  private func names(
    of table: String, _ key: [String], in database: Database
  ) throws -> Set<String> {
    let sql = "SELECT \(key.joined(separator: ", ")) FROM \(table)"
    return try Set(Row.fetchAll(database, sql: sql).map { name($0, key) })
  }

  /// A value for a column that is null.
  private func declaredType(
    of column: String, in table: String, _ database: Database
  ) throws -> String {
    let type = try database.columns(in: table).first { $0.name == column }?.type
    return switch type {
    case "INTEGER": "1000"
    case "BLOB": "x'01'"
    default: "'x'"
    }
  }

  @Test("a row deleted from any table is found")
  func deletedRows() throws {
    for (table, key, _) in try tables() {
      let order = key.joined(separator: ", ")
      let found = try findings { database in
        try database.execute(
          sql: """
            DELETE FROM \(table)
            WHERE (\(order)) = (SELECT \(order) FROM \(table) ORDER BY \(order) LIMIT 1)
            """)
      }
      #expect(found.contains { $0.table == table }, "\(table): \(found)")
    }
  }

  @Test("a row added to any table is found by its key")
  func addedRows() throws {
    for (table, key, columns) in try tables() {
      var added: Set<String> = []
      let found = try findings { database in
        let before = try names(of: table, key, in: database)
        let order = key.joined(separator: ", ")
        let values = columns.map { column in
          // Keys and unique columns get another value, so that the row is a second one.
          switch column {
          case key.last where column != "vintage" || key.count == 1:
            "CASE typeof(\(column)) WHEN 'integer' THEN \(column) + 1000 ELSE \(column) || 'x' END"
          case "path" where table == "file", "text", "manifest_hash": "\(column) || 'x'"
          case "tail" where table == "cell": "tail + 1000"
          case "staging_id" where table == "vintage_input": "staging_id + 1000"
          case "vintage" where key.last == "vintage": "3 - vintage"
          default: "\"\(column)\""
          }
        }
        let last = "SELECT \(values.joined(separator: ",")) FROM \(table) ORDER BY \(order) DESC"
        try database.execute(sql: "INSERT OR IGNORE INTO \(table) \(last) LIMIT 1")
        try #require(database.changesCount == 1, "\(table)")
        added = try names(of: table, key, in: database).subtracting(before)
      }
      #expect(
        found.contains { $0.table == table && added.contains($0.row) }, "\(table): \(found)")
    }
  }

  @Test("a changed view is found")
  func views() throws {
    let found = try findings { database in
      try database.execute(
        sql: "DROP VIEW v_figures; CREATE VIEW v_figures AS SELECT 1 AS value")
    }
    #expect(found.map(\.table) == ["sqlite_schema"])
  }

  @Test("a row changed together with its own digest is still found")
  func rowAndDigest() throws {
    let found = try findings { database in
      try database.execute(sql: "UPDATE figure SET value = '121' WHERE value = '120'")
      let values = try Row.fetchAll(
        database, sql: "SELECT * FROM figure WHERE vintage = 1 ORDER BY cell_id, vintage")
      var digest = TableDigest()
      for row in values {
        var text = RowText()
        for value in row.databaseValues { text.add(value) }
        digest.add(text)
      }
      try database.execute(
        sql: "UPDATE row_digest SET digests = ? WHERE table_name = 'figure' AND vintage = 1",
        arguments: [Data(digest.rowDigests)])
    }
    #expect(found.map(\.table) == ["figure"])
  }

  @Test("a manifest rewritten to fit breaks the chain to the next run")
  func chain() throws {
    let found = try findings { database in
      let manifest = try #require(
        try String.fetchOne(database, sql: "SELECT manifest FROM run WHERE vintage = 1"))
      let forged = manifest.replacingOccurrences(of: "\"1.0\"", with: "\"1.1\"")
      try database.execute(
        sql: """
          UPDATE run SET program_version = '1.1', manifest = ?, manifest_hash = ? WHERE vintage = 1
          """, arguments: [forged, sha256(of: forged)])
    }
    #expect(found.map(\.row) == ["vintage=2"])
  }

  @Test(
    "edits between sequences of digests are told apart",
    arguments: [
      ("abc", "abc", []),
      ("abc", "axc", [SequenceEdit(kind: .changed, position: 1)]),
      ("abc", "ac", [SequenceEdit(kind: .removed, position: 1)]),
      ("abc", "abxc", [SequenceEdit(kind: .added, position: 2)]),
      ("", "a", [SequenceEdit(kind: .added, position: 0)]),
      ("a", "", [SequenceEdit(kind: .removed, position: 0)]),
      (
        "abcd", "bcx",
        [
          SequenceEdit(kind: .removed, position: 0), SequenceEdit(kind: .changed, position: 2),
        ]
      ),
    ] as [(String, String, [SequenceEdit])])
  func edits(old: String, new: String, edits: [SequenceEdit]) {
    func digests(_ text: String) -> [UInt8] {
      text.utf8.flatMap { Array(repeating: $0, count: TableDigest.rowWidth) }
    }
    #expect(
      SequenceEdit.edits(from: digests(old), to: digests(new), width: TableDigest.rowWidth) == edits
    )
  }
}
