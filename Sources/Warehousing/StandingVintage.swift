internal import GRDB
internal import SQLiteInsertion
package import StatisticalModel

/// What the latest vintage rests on, as far as it is asked for: which reading speaks of which cell, and
/// what the readings say of some.
///
/// For a file that is as its last run left it (``WarehouseSeal``): nothing is digested here.
package struct StandingVintage: Sendable {
  private let path: String
  /// By id; nil for ids there are not, and for cells that the structure cannot write.
  private let keysByID: [CellKey?]
  /// Every cell that some run has seen and the structure can write, in the order of their ids.
  package let cells: CellPositions
  /// By position in ``cells``.
  let ids: [Int64]
  /// By id: whether the cell has a flag in some vintage.
  private let isFlagged: [Bool]
  /// By reading: the id of the cell of each of its observations.
  private let spoken: [Int: [Int32]]

  private enum Part: Sendable {
    case cells(Range<Int>)
    case flags
    case reading(Int)
  }

  private enum Found: Sendable {
    case cells([CellKey?])
    case flags([Int])
    case reading(Int, [Int32])
  }

  /// - Parameter readings: ids of those that the vintage rests on.
  /// - Complexity: linear in cells and observations, of which only the keys are read.
  package init(
    in path: String, readings: [Int], structure: Structure, jobs: Int
  ) throws(WarehouseError) {
    self.path = path
    let last = try WarehouseReader(path: path).read {
      try Int.fetchOne($0, sql: "SELECT max(id) FROM cell") ?? 0
    }
    let parts =
      (1..<last + 1).cut(every: last / (2 * jobs) + 1).map(Part.cells) + [.flags]
      + readings.map(Part.reading)
    let groups = parts.indices.cut(every: max(1, parts.count / (4 * jobs)))
    let found = groups.parallelMap(jobs: jobs) { group in
      Result { () throws(WarehouseError) in
        try WarehouseReader(path: path).read { database in
          try group.map { try Self.read(parts[$0], structure, in: database) }
        }
      }
    }
    var keysByID: [CellKey?] = [nil]
    var flagged: [Int] = []
    var spoken: [Int: [Int32]] = [:]
    for group in found {
      for part in try group.get() {
        switch part {
        case .cells(let keys): keysByID += keys
        case .flags(let ids): flagged = ids
        case .reading(let id, let cells): spoken[id] = cells
        }
      }
    }
    var isFlagged = [Bool](repeating: false, count: keysByID.count)
    for id in flagged where isFlagged.indices.contains(id) { isFlagged[id] = true }
    self.keysByID = keysByID
    let written = keysByID.indices.filter { keysByID[$0] != nil }
    cells = CellPositions(of: written.compactMap { keysByID[$0] })
    ids = written.map(Int64.init)
    self.isFlagged = isFlagged
    self.spoken = spoken
  }

  private static func read(
    _ part: Part, _ structure: Structure, in database: Database
  ) throws -> Found {
    switch part {
    case .cells(let ids): .cells(try keys(of: ids, structure, in: database))
    case .flags:
      .flags(try numbers("SELECT DISTINCT cell_id FROM flag", in: database).map(Int.init))
    case .reading(let id):
      .reading(
        id,
        try numbers("SELECT cell_id FROM observation WHERE staging_id = \(id)", in: database)
          .map { Int32(truncatingIfNeeded: $0) })
    }
  }

  private static func keys(
    of ids: Range<Int>, _ structure: Structure, in database: Database
  ) throws -> [CellKey?] {
    var keys = [CellKey?](repeating: nil, count: ids.count)
    var rows = RowReading(
      try database.makeStatement(
        sql: """
          SELECT id, key FROM cell_text
          WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1)
          """))
    var row = StoredValues()
    var reader = CellTextReader(structure)
    while try rows.next(&row) {
      guard let id = row.integer(0), let key = row.text(1) else {
        throw WarehouseError.damaged(table: "cell", column: "key")
      }
      keys[Int(id) - ids.lowerBound] = reader.key(canonical: key)
    }
    return keys
  }

  private static func numbers(_ query: String, in database: Database) throws -> [Int64] {
    var rows = RowReading(try database.makeStatement(sql: query))
    var row = StoredValues()
    var numbers: [Int64] = []
    while try rows.next(&row) { numbers.append(row.integer(0) ?? 0) }
    return numbers
  }

  /// The cells that had a flag in some vintage.
  package var flaggedCells: CellPositions {
    CellPositions(of: zip(keysByID, isFlagged).compactMap { $1 ? $0 : nil })
  }

  /// The cell of each observation of a reading; nil for one that the structure cannot write.
  package func cells(of reading: Int) -> [CellKey?] {
    (spoken[reading] ?? []).map { keysByID.indices.contains(Int($0)) ? keysByID[Int($0)] : nil }
  }

  /// How many observations a reading has.
  package func count(of reading: Int) -> Int { spoken[reading]?.count ?? 0 }

  /// What readings say of some cells.
  ///
  /// - Parameters:
  ///   - readings: ids, each with what `SourceObservation.delivery` is to be.
  ///   - isWanted: asked of each cell once.
  /// - Complexity: linear in the cells, and in the observations that are wanted.
  package func observations(
    of readings: [(id: Int, position: Int)], jobs: Int,
    where isWanted: @Sendable (CellKey) -> Bool
  ) throws(WarehouseError) -> [[SourceObservation]] {
    let keys = keysByID
    let wanted = keys.indices.cut(every: keys.count / (4 * jobs) + 1).parallelMap(jobs: jobs) {
      keys[$0].map { key in key.map(isWanted) ?? false }
    }.flatMap(\.self)
    let groups = readings.indices.cut(every: max(1, readings.count / (4 * jobs)))
    let found = groups.parallelMap(jobs: jobs) { group in
      Result { () throws(WarehouseError) in
        try WarehouseReader(path: path).read { database in
          try group.map { index in
            let ids = (spoken[readings[index].id] ?? []).filter { wanted[Int($0)] }
            return try self.read(readings[index], of: ids, in: database)
          }
        }
      }
    }
    var observations: [[SourceObservation]] = []
    for group in found { observations += try group.get() }
    return observations
  }

  /// Cells are asked for by number, some hundred at a time.
  private static let stretch = 500

  private func read(
    _ reading: (id: Int, position: Int), of ids: [Int32], in database: Database
  ) throws -> [SourceObservation] {
    var list = ObservationList(cells: keysByID, delivery: reading.position)
    for stretch in ids.indices.cut(every: Self.stretch) {
      // Several observations of one cell stand together: each cell is named once.
      let numbers = Set(ids[stretch]).sorted().map(String.init).joined(separator: ",")
      var rows = RowReading(
        try database.makeStatement(
          sql: """
            SELECT * FROM observation WHERE staging_id = \(reading.id) AND cell_id IN (\(numbers))
            ORDER BY cell_id, position
            """))
      var row = StoredValues()
      while try rows.next(&row) { list.add(row) }
    }
    guard let observations = list.finished() else {
      throw WarehouseError.damaged(table: "observation", column: "value")
    }
    return observations
  }

  /// Where the checksums of a reading's records are; without their places.
  package func records(of reading: Int) throws(WarehouseError) -> RecordIndex {
    try WarehouseReader(path: path).read { database in
      var rows = RowReading(
        try database.makeStatement(
          sql: """
            SELECT first_ordinal, count, checksums FROM record_block
            WHERE staging_id = \(reading) ORDER BY first_ordinal
            """))
      var row = StoredValues()
      var records = RecordIndex()
      while try rows.next(&row) {
        guard let first = row.integer(0), let count = row.integer(1) else {
          throw WarehouseError.damaged(table: "record_block", column: "count")
        }
        records.append(
          RecordBlock(
            firstOrdinal: Int(first), count: Int(count), packing: .frames, locators: [],
            checksums: row.blob(2).map { Array($0) } ?? []))
      }
      return records
    }
  }

  /// What became of the records of a reading.
  package func ledger(of input: InputRow) throws(WarehouseError) -> Ledger {
    try WarehouseReader(path: path).read { database in
      var ledger = Ledger()
      ledger.read = input.ledger.read
      ledger.loaded = input.ledger.loaded
      ledger.quarantined = try database.quarantine(of: input.stagingID, count: -1)
      ledger.ignored = try database.rows(
        of: .ignored,
        "SELECT * FROM ignored WHERE staging_id = \(input.stagingID) ORDER BY position"
      ) {
        IgnoredRecords(
          rule: try $0.text("rule"), first: try $0.number("first"), last: try $0.number("last"))
      }
      return ledger
    }
  }
}
