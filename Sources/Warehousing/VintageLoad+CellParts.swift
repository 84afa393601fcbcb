internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes the parts that the texts of cells need and the warehouse has not, in their order.
  ///
  /// In a warehouse that has just had the tenth migration the cells of earlier vintages need parts
  /// too, and are put in their new place.
  mutating func writeParts(of cells: [CellKey]) throws -> CellPartIDs {
    let database = try database
    var parts = try CellPartIDs(database)
    var unknown: Set<String> = []
    func note(_ text: String) {
      let cell = CellParts(text)
      if parts[cell.head] == nil { unknown.insert(cell.head) }
      if parts[cell.tail] == nil { unknown.insert(cell.tail) }
    }
    let hasBefore = try database.tableExists("cell_before")
    if hasBefore {
      let texts = try String.fetchCursor(database, sql: "SELECT key FROM cell_before")
      while let text = try texts.next() { note(text) }
    }
    for key in cells { note(content.definition.structure.text(of: key)) }
    for text in unknown.sorted(by: String.byBytes) {
      try rows.insert(into: .cellPart, [parts.add(text), text, vintage])
    }
    if hasBefore { try moveCells(to: parts) }
    return parts
  }

  private mutating func moveCells(to parts: CellPartIDs) throws {
    let database = try database
    let insertion = try database.makeStatement(sql: "INSERT INTO cell VALUES (?, ?, ?, ?)")
    let cells = try Row.fetchCursor(
      database, sql: "SELECT id, key, vintage FROM cell_before ORDER BY id")
    while let cell = try cells.next() {
      let (head, tail) = parts.ids(of: cell[1])
      try insertion.execute(arguments: [cell[0], head, tail, cell[2]])
    }
    try database.execute(sql: "DROP TABLE cell_before")
  }
}

/// The parts of cells' texts that a warehouse has.
struct CellPartIDs {
  private var ids: [String: Int64] = [:]
  private var next: Int64 = 1

  init(_ database: Database) throws {
    let stored = try Row.fetchCursor(database, sql: "SELECT id, text FROM cell_part")
    while let part = try stored.next() {
      let id: Int64 = part[0]
      ids[part[1]] = id
      next = max(next, id + 1)
    }
  }

  subscript(text: String) -> Int64? { ids[text] }

  /// Adds a part that is not there.
  ///
  /// - Returns: its id.
  mutating func add(_ text: String) -> Int64 {
    defer { next += 1 }
    ids[text] = next
    return next
  }

  /// Of the parts of a cell's text, which are there.
  func ids(of text: String) -> (head: Int64, tail: Int64) {
    let parts = CellParts(text)
    return (ids[parts.head] ?? 0, ids[parts.tail] ?? 0)
  }
}
