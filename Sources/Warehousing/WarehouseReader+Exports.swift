internal import GRDB
package import StatisticalModel

/// A figure with what is to be known about it at a glance.
package struct MarkedFigure: Hashable, Sendable {
  package var figure: FigureRow
  /// Causes of the cell's flags, the first to be tried first, each once.
  package var causes: [Cause]
  /// The worst of the cell's flags; nil where there are none.
  package var severity: Severity?
  /// What the sources give for the cell where nobody gives a number, each once.
  package var absences: [ValueState]
  /// Whether the value it was taken from is only about right.
  package var isApproximate: Bool
}

/// What a delivery of a vintage says about a cell.
package struct StatementRow: Hashable, Sendable {
  package var cell: String
  package var source: String
  package var path: String
  package var edition: Int
  package var status: Delivery.Status
  /// Of the delivered file, in hexadecimal.
  package var sha256: String
  /// From 0: several where one file says several things about the cell.
  package var position: Int
  package var value: ObservedValue
  package var asOf: String?
  package var certainty: Crosswalk.Certainty
  /// Whether a flag of severity error quotes it.
  package var isInError: Bool
}

extension WarehouseReader {
  /// Hands on the figures of a vintage, or of some of its cells, one by one, by cell.
  ///
  /// The entries of series are not among them. What `body` throws ends it.
  ///
  /// - Complexity: O(figures) time, O(1) memory.
  package func eachMarkedFigure(
    vintage: Int? = nil, in span: CellSpan = .all, _ body: (MarkedFigure) throws -> Void
  ) throws {
    try stream { database in
      let vintage = try existing(vintage, in: database)
      // The order of joins is forced: cells come by key without being sorted.
      try database.each(
        of: .figure,
        """
        SELECT f.*, c.key,
          (SELECT group_concat(DISTINCT g.cause) FROM flag AS g
            WHERE g.cell_id = f.cell_id AND g.vintage = f.vintage) AS causes,
          (SELECT group_concat(DISTINCT g.severity) FROM flag AS g
            WHERE g.cell_id = f.cell_id AND g.vintage = f.vintage) AS severities,
          (SELECT group_concat(DISTINCT v.state) FROM figure_input AS v
            WHERE v.cell_id = f.cell_id AND v.vintage = f.vintage) AS states,
          EXISTS (SELECT * FROM figure_input AS v WHERE v.cell_id = f.cell_id
            AND v.vintage = f.vintage AND v.role = 'used' AND v.qualifier = 'approximate') AS about
        FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE \(Database.holds("f", in: vintage)) AND f.status <> 'series' AND \(span.condition)
        ORDER BY c.head, c.tail
        """
      ) { row in
        let figure = try row.figure()
        let states: [ValueState] = try row.choices("states")
        let severities: [Severity] = try row.choices("severities")
        try body(
          MarkedFigure(
            figure: figure, causes: try row.choices("causes").sorted(), severity: severities.max(),
            absences: figure.status == .absent
              ? states.sorted { String.byBytes($0.rawValue, $1.rawValue) } : [],
            isApproximate: try row.number("about") != 0))
      }
    }
  }

  /// Hands on what the deliveries of a vintage say, all or about some cells, superseded editions included: by cell, then
  /// source, the newest edition first, then path and position.
  ///
  /// - Complexity: O(n log n) time for the sorting, which SQLite does on disk; O(1) memory beside
  ///   the values that flags of severity error quote.
  package func eachStatement(
    vintage: Int? = nil, in span: CellSpan = .all, _ body: (StatementRow) throws -> Void
  ) throws {
    try stream { database in
      let vintage = try existing(vintage, in: database)
      // As a list of cells, each of which is looked up in every reading: a join would be begun with
      // all that a reading says.
      let cells: SQL = "(SELECT c.id FROM cell_text AS c WHERE \(span.condition))"
      let quoted: SQL = span.isAll ? "TRUE" : "v.quoted_cell_id IN \(cells)"
      let said: SQL = span.isAll ? "TRUE" : "o.cell_id IN \(cells)"
      try database.each(
        of: .observation,
        """
        WITH wrong AS MATERIALIZED (
          SELECT DISTINCT v.quoted_cell_id, v.file_id
          FROM flag AS g JOIN flag_value AS v
            ON v.cell_id = g.cell_id AND v.vintage = g.vintage AND v.flag = g.position
          WHERE g.severity = 'error' AND \(Database.holds("g", in: vintage)) AND \(quoted))
        SELECT c.key, s.source, s.path, d.edition, d.status, d.sha256, o.position, o.state, o.value,
          o.qualifier, o.rounding_unit, o.as_of, o.certainty, w.file_id IS NOT NULL AS wrong
        FROM vintage_input AS i
        JOIN delivery AS d ON d.id = i.delivery_id
        JOIN file AS s ON s.id = d.file_id
        JOIN observation AS o ON o.staging_id = i.staging_id
        JOIN cell_text AS c ON c.id = o.cell_id
        LEFT JOIN wrong AS w ON w.quoted_cell_id = o.cell_id AND w.file_id = d.file_id
        WHERE i.vintage = \(vintage) AND \(said)
        ORDER BY c.key, s.source, d.edition DESC, s.path, o.position
        """
      ) { row in
        try body(
          StatementRow(
            cell: try row.text("key"), source: try row.text("source"), path: try row.text("path"),
            edition: try row.number("edition"), status: try row.choice("status"),
            sha256: try row.text("sha256"), position: try row.number("position"),
            value: try row.observedValue(), asOf: row.optionalText("as_of"),
            certainty: try row.choice("certainty"), isInError: try row.number("wrong") != 0))
      }
    }
  }

  /// Hands on the cells that have a figure in a vintage, in no order; entries of series are not
  /// among them.
  package func eachCellWithFigure(
    vintage: Int? = nil, in span: CellSpan = .all, _ body: (String) throws -> Void
  ) throws {
    try stream { database in
      let vintage = try existing(vintage, in: database)
      try database.each(
        of: .figure,
        """
        SELECT c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE \(Database.holds("f", in: vintage)) AND f.status <> 'series' AND \(span.condition)
        """
      ) { try body($0.text("key")) }
    }
  }

  /// Hands on how often each source says something about each cell in a vintage, in no order.
  package func eachCellWithStatements(
    vintage: Int? = nil, in span: CellSpan = .all,
    _ body: (_ cell: String, _ source: String, _ count: Int) throws -> Void
  ) throws {
    try stream { database in
      let vintage = try existing(vintage, in: database)
      let said: SQL =
        span.isAll
        ? "TRUE" : "o.cell_id IN (SELECT c.id FROM cell_text AS c WHERE \(span.condition))"
      try database.each(
        of: .observation,
        """
        SELECT c.key, s.source, count(*) AS statements
        FROM vintage_input AS i
        JOIN delivery AS d ON d.id = i.delivery_id
        JOIN file AS s ON s.id = d.file_id
        JOIN observation AS o ON o.staging_id = i.staging_id
        JOIN cell_text AS c ON c.id = o.cell_id
        WHERE i.vintage = \(vintage) AND \(said)
        GROUP BY o.cell_id, s.source
        """
      ) { try body($0.text("key"), $0.text("source"), $0.number("statements")) }
    }
  }

  /// Rows of the longest list that a vintage can give: of figures, of statements or of flags.
  package func longestList(vintage: Int? = nil) throws(WarehouseError) -> Int {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try Int.fetchOne(
        database,
        sql: """
          SELECT max(
            (SELECT count(*) FROM cell), (SELECT count(*) FROM flag),
            (SELECT count(*) FROM vintage_input AS i
              JOIN observation AS o ON o.staging_id = i.staging_id WHERE i.vintage = ?))
          """, arguments: [vintage]) ?? 0
    }
  }

  /// As ``read(_:)``, for bodies that write: their errors stay as they are.
  private func stream(_ body: (Database) throws -> Void) throws {
    do {
      try queue.read(body)
    } catch let error as DatabaseError {
      throw WarehouseError(path: path, error)
    }
  }
}

extension StoredRow {
  /// What `group_concat` joined.
  fileprivate func choices<Choice: RawRepresentable<String>>(
    _ column: String
  ) throws -> [Choice] {
    try (optionalText(column) ?? "").split(separator: ",").map { text in
      guard let choice = Choice(rawValue: String(text)) else { throw damaged(column) }
      return choice
    }
  }
}
