internal import Foundation
internal import GRDB
internal import StatisticalModel

/// What the published warehouse already knows, as far as a load must compare with it.
struct StoredState {
  struct Cell {
    var id: Int64
    /// Of its latest figure; nil for a cell that is only quoted.
    var hash: [UInt8]?
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
  var cells: [CellKey: Cell] = [:]
  /// Cells that the present structure cannot write.
  var foreignCells: [(cell: Cell, key: String)] = []

  init() {}

  init(_ database: Database, structure: Structure) throws {
    guard
      let run = try Row.fetchOne(
        database,
        sql: "SELECT vintage, definition_hash, manifest_hash FROM run ORDER BY vintage DESC LIMIT 1")
    else { return }
    latest = run[0]
    definitionHash = run[1]
    manifestHash = run[2]
    try readInputs(database)
    try readCells(database, structure: structure)
  }

  private mutating func readInputs(_ database: Database) throws {
    let fileRows = try Row.fetchCursor(database, sql: "SELECT path, id FROM file")
    while let row = try fileRows.next() { files[row[0]] = row[1] }

    let columns = DeliveryRow.columns.joined(separator: ", ")
    let deliveryRows = try Row.fetchCursor(database, sql: "SELECT \(columns), id FROM delivery")
    while let row = try deliveryRows.next() {
      let values = Array(row.databaseValues)
      deliveries[values.dropLast()] = row["id"]
    }

    let readingRows = try Row.fetchCursor(
      database, sql: "SELECT file_id, sha256, definition_hash, as_of, id FROM staging")
    while let row = try readingRows.next() {
      let reading = Reading(file: row[0], sha256: row[1], definitionHash: row[2], asOf: row[3])
      readings[reading] = row[4]
    }

    let inputRows = try Row.fetchCursor(
      database, sql: "SELECT delivery_id, staging_id FROM vintage_input WHERE vintage = ?",
      arguments: [latest])
    while let row = try inputRows.next() {
      inputs.insert(Input(delivery: row[0], reading: row[1]))
    }
  }

  private mutating func readCells(_ database: Database, structure: Structure) throws {
    // A bare column beside max() is the one of the row with the greatest value (SQLite, lang_select).
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT c.id, c.key, f.hash, max(f.vintage)
        FROM cell AS c LEFT JOIN figure AS f ON f.cell_id = c.id
        GROUP BY c.id
        """)
    while let row = try rows.next() {
      let hash: Data? = row[2]
      let cell = Cell(id: row[0], hash: hash.map { Array($0) })
      let text: String = row[1]
      if let key = try? structure.cell(parsing: text), structure.text(of: key) == text {
        cells[key] = cell
      } else {
        foreignCells.append((cell, text))
      }
    }
  }
}

/// What makes two readings of a file the same.
struct Reading: Hashable {
  var file: Int64
  var sha256: String
  var definitionHash: String
  var asOf: String?
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
