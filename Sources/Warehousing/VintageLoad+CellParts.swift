internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes the parts that the texts of cells need and the warehouse has not, in their order.
  ///
  /// In a warehouse that has just had the tenth migration the cells of earlier vintages need parts
  /// too, and are put in their new place.
  ///
  /// - Complexity: of the cells only those texts are made of which a part is met for the first time.
  mutating func writeParts(of cells: [CellKey]) throws -> PartedCells {
    let database = try database
    var ids = try CellPartIDs(database)
    var unknown: Set<String> = []
    func note(_ text: String) { if ids[text] == nil { unknown.insert(text) } }
    let hasBefore = try database.tableExists("cell_before")
    if hasBefore {
      let texts = try String.fetchCursor(database, sql: "SELECT key FROM cell_before")
      while let text = try texts.next() {
        let parts = CellParts(text)
        note(parts.head)
        note(parts.tail)
      }
    }
    var parted = PartedCells(cells, in: content.definition.structure)
    for text in parted.heads.texts + parted.tails.texts { note(text) }
    for text in unknown.sorted(by: String.byBytes) {
      try rows.insert(into: .cellPart, [ids.add(text), text, vintage])
    }
    if hasBefore { try moveCells(to: ids) }
    parted.heads.setIDs(ids)
    parted.tails.setIDs(ids)
    return parted
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

/// The parts of the texts of some cells, by what of a key they depend on.
struct PartedCells: Sendable {
  /// One of the two parts of each.
  struct Side: Sendable {
    private let bits: UInt128
    private var positions = CellPositions()
    private(set) var texts: [String] = []
    private var ids: [Int64] = []

    fileprivate init(_ cells: [CellKey], bits: UInt128, _ text: (CellKey) -> String) {
      self.bits = bits
      for key in cells {
        let part = CellKey(bits: key.bits & bits)
        if positions.position(of: part) == texts.count { texts.append(text(part)) }
      }
    }

    fileprivate mutating func setIDs(_ known: CellPartIDs) { ids = texts.map { known[$0] ?? 0 } }

    /// Nil for a cell that is none of them.
    fileprivate func part(of key: CellKey) -> (id: Int64, text: String)? {
      positions[CellKey(bits: key.bits & bits)].map { (ids[$0], texts[$0]) }
    }
  }

  fileprivate(set) var heads: Side
  fileprivate(set) var tails: Side

  fileprivate init(_ cells: [CellKey], in structure: Structure) {
    let bits = CellParts.bitsOfHead(in: structure)
    heads = Side(cells, bits: bits) { CellParts(structure.text(of: $0)).head }
    tails = Side(cells, bits: ~bits) { CellParts(structure.text(of: $0)).tail }
  }

  /// The text of a cell, and the ids of its parts.
  func parts(of key: CellKey) -> (text: String, head: Int64, tail: Int64)? {
    guard let head = heads.part(of: key), let tail = tails.part(of: key) else { return nil }
    return (head.text + tail.text, head.id, tail.id)
  }
}
