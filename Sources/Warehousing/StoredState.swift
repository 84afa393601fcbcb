internal import Foundation
internal import GRDB
internal import SQLiteInsertion
internal import StatisticalModel

/// What the published warehouse already knows, as far as a load must compare with it.
struct StoredState {
  /// A cell that has a figure.
  struct Cell {
    var id: Int64
    var key: String
    /// Of its latest figure.
    var hash: [UInt8]
  }

  /// 0 when nothing has been loaded.
  var latest = 0
  var definitionHash = ""
  var manifestHash = ""
  /// By path.
  var files: [String: Int64] = [:]
  /// By every column between `id` and `vintage`.
  var deliveries: [[DatabaseValue]: Int64] = [:]
  var readings: [Reading: Int64] = [:]
  var inputs: Set<Input> = []
  /// The columns of `decision` behind `vintage`, of the latest vintage.
  var decisions: Set<[DatabaseValue]> = []
  var cells = StoredCells()
  /// Cells that the present structure cannot write.
  var foreignCells: [Cell] = []
  /// How many cells beside these have a result.
  var otherCells = 0

  init() {}

  /// - Parameter judged: the cells whose latest figure is asked for; nil for all.
  init(_ database: Database, structure: Structure, among judged: JudgedCells?) throws {
    let runs = try database.rows(
      of: nil,
      "SELECT vintage, definition_hash, manifest_hash FROM run ORDER BY vintage DESC LIMIT 1"
    ) { (try $0.number("vintage"), try $0.text("definition_hash"), try $0.text("manifest_hash")) }
    guard let run = runs.first else { return }
    (latest, definitionHash, manifestHash) = run
    try readInputs(database)
    if let judged {
      try readFigures(database, structure: structure, of: judged)
    } else {
      try readCells(database, structure: structure)
    }
    guard try database.has(.decision) else { return }
    let stored = try Row.fetchAll(
      database, sql: "SELECT * FROM decision WHERE vintage = ?", arguments: [latest])
    decisions = Set(stored.map { Array($0.databaseValues.dropFirst()) })
  }

  private mutating func readInputs(_ database: Database) throws {
    for (path, id) in try database.rows(
      of: .file, "SELECT path, id FROM file",
      { (try $0.text("path"), try $0.require("id") as Int64) })
    { files[path] = id }
    for (values, id) in try database.rows(
      of: .delivery, "SELECT * FROM delivery",
      { row in
        (
          DeliveryRow.columns.map { row.optional($0) ?? DatabaseValue.null },
          try row.require("id") as Int64
        )
      })
    { deliveries[values] = id }
    for (reading, id) in try database.rows(
      of: .staging, "SELECT * FROM staging",
      { row in (try Reading(row), try row.require("id") as Int64) })
    { readings[reading] = id }
    inputs = try Set(
      database.rows(of: .vintageInput, "SELECT * FROM vintage_input WHERE vintage = \(latest)") {
        Input(delivery: try $0.require("delivery_id"), reading: try $0.require("staging_id"))
      })
  }

  private mutating func readCells(_ database: Database, structure: Structure) throws {
    // A bare column beside max() is that of the row with the greatest value (SQLite, lang_select).
    var rows = RowReading(
      try database.makeStatement(
        sql: """
          SELECT c.id, c.key, f.hash, max(f.vintage) FROM cell_text AS c
          LEFT JOIN figure AS f ON f.cell_id = c.id GROUP BY c.id
          """))
    var row = StoredValues()
    var texts = CellTextReader(structure)
    while try rows.next(&row) {
      guard let id = row.integer(0), let text = row.text(1) else {
        throw WarehouseError.damaged(table: "cell", column: "key")
      }
      if let key = texts.key(canonical: text) {
        cells.add(key, id: id, hash: row.blob(2))
      } else if let hash = row.blob(2) {
        foreignCells.append(
          Cell(id: id, key: String(decoding: text, as: UTF8.self), hash: Array(hash)))
      }
    }
  }
}

extension StoredState {
  /// Reads the latest figures of the cells that are judged; the ids of all are known.
  ///
  /// Cells that the structure cannot write have been recorded as absent, since it has not changed.
  private mutating func readFigures(
    _ database: Database, structure: Structure, of judged: JudgedCells
  ) throws {
    cells = StoredCells(judged.standing)
    let figure = try database.makeStatement(
      sql: "SELECT hash FROM figure WHERE cell_id = ? ORDER BY vintage DESC LIMIT 1")
    var known = 0
    for key in judged.keys {
      guard let hash = try Data.fetchOne(figure, arguments: [cells.id(of: key)]) else { continue }
      cells.set(Array(hash), of: key)
      let text = structure.text(of: key)
      if Array(hash) != ResultDigest.hashOfVanished(cell: text) { known += 1 }
    }
    otherCells = try Self.standingCells(in: database) - known
  }

  /// How many cells have a result in the latest vintage.
  private static func standingCells(in database: Database) throws -> Int {
    let written =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM (SELECT 1 FROM figure GROUP BY cell_id)") ?? 0
    // A bare column beside max() is that of the row with the greatest value (SQLite, lang_select).
    let empty = try database.rows(
      of: .figure,
      """
      SELECT c.key, f.hash, max(f.vintage) FROM cell_text AS c JOIN figure AS f ON f.cell_id = c.id
      WHERE c.id IN (SELECT cell_id FROM figure WHERE method = 'none' AND rule = '') GROUP BY c.id
      """
    ) { try $0.bytes("hash") == ResultDigest.hashOfVanished(cell: $0.text("key")) }
    return written - empty.count { $0 }
  }
}

/// What makes two readings of a file the same.
struct Reading: Hashable {
  var file: Int64
  var sha256: String
  var definitionHash: String
  var asOf: String?
}

extension Reading {
  fileprivate init(_ row: StoredRow) throws {
    self.init(
      file: try row.require("file_id"), sha256: try row.text("sha256"),
      definitionHash: try row.text("definition_hash"), asOf: row.optionalText("as_of"))
  }
}

/// A delivery and its reading, as a vintage uses them.
struct Input: Hashable {
  var delivery: Int64
  var reading: Int64
}

/// The columns of `delivery` between `id` and `vintage`.
enum DeliveryRow {
  static let columns = [
    "file_id", "sha256", "size", "sender", "received", "as_of", "edition", "status", "licence",
    "citation",
  ]

  static func values(of file: DeliveredFile, fileID: Int64) -> [DatabaseValue] {
    let delivery = file.delivery
    return [
      fileID.databaseValue, file.sha256.databaseValue, file.size.databaseValue,
      delivery.sender.databaseValue, delivery.received.description.databaseValue,
      delivery.asOf?.description.databaseValue ?? .null, delivery.edition.databaseValue,
      delivery.status.rawValue.databaseValue, delivery.licence.databaseValue,
      delivery.citation.databaseValue,
    ]
  }
}
