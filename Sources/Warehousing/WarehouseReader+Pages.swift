internal import GRDB
package import StatisticalModel

extension Database {
  /// The rows of a query for all columns of `figure` and the `key` of its cell.
  fileprivate func figureRows(_ query: SQL) throws -> [FigureRow] {
    try rows(of: .figure, query) { try $0.figure() }
  }

  func count(_ query: SQL) throws -> Int {
    let (sql, arguments) = try query.build(self)
    return try Int.fetchOne(self, sql: sql, arguments: arguments) ?? 0
  }
}

/// In which order flags are listed.
package enum FlagOrder: String, CaseIterable, Sendable {
  /// Errors first, then by the size of the difference.
  case severity
  /// By the size of the difference, whatever its sign.
  case difference
  /// By the size of the relative difference.
  case relative
  case cell
}

/// A place in a list, to go on from: of the row behind this text (a cell, a file) and position.
package struct ListPlace: Hashable, Sendable {
  var text: String
  var position: Int

  /// Before the first.
  package static let start = ListPlace(text: "", position: -1)
}

/// A record that was not loaded, of the delivery with this path.
package struct QuarantineRow: Sendable {
  package var path: String
  package var record: QuarantinedRecord
}

extension WarehouseReader {
  package func flagCount(
    _ filter: WarehouseFilter = WarehouseFilter(), vintage: Int? = nil
  ) throws(WarehouseError) -> Int {
    try read { database in
      let condition = filter.flagListCondition(
        vintage: try existing(vintage, in: database))
      return try database.count(
        "SELECT count(*) FROM flag AS g JOIN cell_text AS c ON c.id = g.cell_id WHERE \(condition)")
    }
  }

  /// Some of the flags of a vintage in an order of their own; equal ones are in that of cells.
  ///
  /// - Complexity: reads every flag of the vintage, keeps `count`.
  package func flags(
    _ filter: WarehouseFilter = WarehouseFilter(), by order: FlagOrder, from first: Int,
    count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [FlagRow] {
    try read { database in
      let condition = filter.flagListCondition(
        vintage: try existing(vintage, in: database))
      // The places first: sorting whole rows would carry their evidence along.
      let places = try database.rows(
        of: .flag,
        """
        SELECT g.cell_id, g.vintage, g.position
        FROM flag AS g JOIN cell_text AS c ON c.id = g.cell_id WHERE \(condition)
        ORDER BY \(order.terms) c.key, g.position LIMIT \(count) OFFSET \(first)
        """
      ) { row -> (cell: Int64, vintage: Int, position: Int) in
        (try row.require("cell_id"), try row.number("vintage"), try row.number("position"))
      }
      return try places.flatMap { place in
        try database.flags(
          where: "g.cell_id = \(place.cell) AND g.position = \(place.position)",
          vintage: place.vintage)
      }
    }
  }

  /// The flags after a place, by cell: a long list in pieces, each of which is a question of its
  /// own.
  ///
  /// - Returns: at most `count`, and the place to go on from, nil when there are no more.
  package func flags(
    _ filter: WarehouseFilter, after place: ListPlace, count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> (rows: [FlagRow], next: ListPlace?) {
    try read { database in
      let condition = filter.flagListCondition(
        vintage: try existing(vintage, in: database))
      let found = try database.rows(
        of: .flag,
        """
        SELECT g.cell_id, g.vintage, g.position, c.key
        FROM cell_list AS c CROSS JOIN flag AS g ON g.cell_id = c.id
        WHERE c.head >= \(CellParts(place.text).head)
          AND (c.key, g.position) > (\(place.text), \(place.position)) AND \(condition)
        ORDER BY c.head, c.tail, g.position LIMIT \(count)
        """
      ) { row -> (cell: Int64, vintage: Int, place: ListPlace) in
        (
          try row.require("cell_id"), try row.number("vintage"),
          ListPlace(text: try row.text("key"), position: try row.number("position"))
        )
      }
      let rows = try found.flatMap { found in
        try database.flags(
          where: "g.cell_id = \(found.cell) AND g.position = \(found.place.position)",
          vintage: found.vintage)
      }
      return (rows, found.count == count ? found.last?.place : nil)
    }
  }

  /// The figures after a place, by cell.
  ///
  /// - Returns: at most `count`, and the place to go on from, nil when there are no more.
  package func figures(
    _ filter: WarehouseFilter, after place: ListPlace, count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> (rows: [FigureRow], next: ListPlace?) {
    try read { database in
      let holds = Database.holds("f", in: try existing(vintage, in: database))
      let rows = try database.figureRows(
        """
        SELECT f.*, c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE \(SQL.cellFollows(place.text)) AND \(holds) AND \(filter.figureListCondition)
        ORDER BY c.head, c.tail LIMIT \(count)
        """)
      let next = rows.count == count ? rows.last.map { ListPlace(text: $0.cell, position: 0) } : nil
      return (rows, next)
    }
  }

  /// Some of the figures of a vintage, by cell.
  package func figures(
    _ filter: WarehouseFilter, from first: Int, count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [FigureRow] {
    try read { database in
      let holds = Database.holds("f", in: try existing(vintage, in: database))
      return try database.figureRows(
        """
        SELECT f.*, c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE \(holds) AND \(filter.figureListCondition)
        ORDER BY c.head, c.tail LIMIT \(count) OFFSET \(first)
        """)
    }
  }

  package func figureCount(
    _ filter: WarehouseFilter = WarehouseFilter(), vintage: Int? = nil
  ) throws(WarehouseError) -> Int {
    try read { database in
      let holds = Database.holds("f", in: try existing(vintage, in: database))
      return try database.count(
        """
        SELECT count(*) FROM figure AS f JOIN cell_text AS c ON c.id = f.cell_id
        WHERE \(holds) AND \(filter.figureListCondition)
        """)
    }
  }

  /// The records that a vintage could not load after a place, by file.
  ///
  /// - Returns: at most `count`, and the place to go on from, nil when there are no more.
  package func quarantine(
    after place: ListPlace, count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> (rows: [QuarantineRow], next: ListPlace?) {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let found = try database.rows(
        of: .quarantine,
        """
        SELECT q.*, s.path FROM vintage_input AS i JOIN delivery AS d ON d.id = i.delivery_id
        JOIN file AS s ON s.id = d.file_id JOIN quarantine AS q ON q.staging_id = i.staging_id
        WHERE i.vintage = \(vintage) AND (s.path, q.position) > (\(place.text), \(place.position))
        ORDER BY s.path, q.position LIMIT \(count)
        """
      ) { row -> (row: QuarantineRow, place: ListPlace) in
        let path = try row.text("path")
        return (
          QuarantineRow(path: path, record: try row.quarantined()),
          ListPlace(text: path, position: try row.number("position"))
        )
      }
      return (found.map(\.row), found.count == count ? found.last?.place : nil)
    }
  }

  /// The codes that cells have in a dimension, those no vintage has any more included.
  ///
  /// - Complexity: reads every cell's text.
  package func codes(in dimension: String) throws(WarehouseError) -> [String] {
    try read { database in
      try database.rows(
        of: .cell, "SELECT DISTINCT \(SQL.code(of: dimension)) AS code FROM cell_text AS c"
      ) { $0.optionalText("code") }.compactMap(\.self)
    }
  }

  /// The flags of these cells or series, by cell.
  package func flags(
    of keys: [String], vintage: Int? = nil
  ) throws(WarehouseError) -> [FlagRow] {
    guard !keys.isEmpty else { return [] }
    return try read { database in
      try database.flags(
        where: SQL.isCell(among: keys), vintage: existing(vintage, in: database))
    }
  }

  /// The figures of the cells whose text begins and ends so, by cell: those that differ in one
  /// dimension.
  ///
  /// - Complexity: reads the cells that begin so.
  package func figures(
    from prefix: String, to suffix: String, count: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [FigureRow] {
    try read { database in
      let between: SQL = """
        \(SQL.cellBegins(prefix))
        AND substr(c.key, -\(suffix.unicodeScalars.count + 1) + 1) = \(suffix)
        AND instr(substr(c.key, \(prefix.unicodeScalars.count + 1),
          length(c.key) - \(prefix.unicodeScalars.count + suffix.unicodeScalars.count)), ',') = 0
        """
      return try database.figureRows(
        """
        SELECT f.*, c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE \(between) AND f.status <> 'series'
          AND \(Database.holds("f", in: try existing(vintage, in: database)))
        ORDER BY c.head, c.tail LIMIT \(count)
        """)
    }
  }
}

extension WarehouseFilter {
  /// A condition on `g`, a flag, and `c`, its cell: those of a vintage that are asked for.
  func flagListCondition(vintage: Int) -> SQL {
    var conditions = [Database.holds("g", in: vintage), flagCondition, cellCondition]
    if let source {
      conditions.append(
        """
        EXISTS (SELECT * FROM flag_value AS v JOIN file AS s ON s.id = v.file_id
          WHERE v.cell_id = g.cell_id AND v.vintage = g.vintage AND v.flag = g.position
            AND s.source = \(source))
        """)
    }
    return conditions.joined(separator: " AND ")
  }

  /// A condition on `f`, a figure, and `c`, its cell; the entries of series are not among them.
  var figureListCondition: SQL {
    var conditions: [SQL] = ["f.status <> 'series'", cellCondition]
    if asksForFlags {
      conditions.append(
        """
        EXISTS (SELECT * FROM flag AS g WHERE g.cell_id = f.cell_id AND g.vintage = f.vintage
          AND \(flagCondition))
        """)
    }
    if let source {
      conditions.append(
        """
        EXISTS (SELECT * FROM figure_input AS v JOIN file AS s ON s.id = v.file_id
          WHERE v.cell_id = f.cell_id AND v.vintage = f.vintage AND s.source = \(source))
        """)
    }
    return conditions.joined(separator: " AND ")
  }
}

extension FlagOrder {
  /// Terms of ORDER BY, each with a comma behind it.
  ///
  /// The size of exact text is compared as binary numbers: the order of two that differ in the
  /// sixteenth digit is the order of their cells.
  fileprivate var terms: SQL {
    switch self {
    case .severity:
      """
      CASE g.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
      abs(CAST(g.difference AS REAL)) DESC,
      """
    case .difference: "abs(CAST(g.difference AS REAL)) DESC,"
    case .relative: "abs(CAST(g.relative AS REAL)) DESC,"
    case .cell: ""
    }
  }
}
