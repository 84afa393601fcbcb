internal import GRDB
package import StatisticalModel

/// A cell that disagrees, with the size of its largest difference.
package struct WorstCell: Hashable, Sendable {
  package var cell: String
  /// Of the flag with the largest; of warnings and errors.
  package var difference: ExactDecimal
  package var relative: ExactDecimal?
  package var cause: Cause
  package var severity: Severity

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// A cell for which two or more sources give an exact number.
package struct ComparedCell: Hashable, Sendable {
  package var cell: String
  package var status: Figure.Status
  package var outcome: Outcome
  /// The reconciled value, where there is one.
  package var value: ExactDecimal?
  /// In the order in which the figure quotes them.
  package var sources: [String]
  /// Of ``sources``, one each.
  package var values: [ExactDecimal]

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

extension WarehouseReader {
  /// The figures of a vintage one by one, by cell; the entries of series are not among them.
  package func eachFigure(
    vintage: Int? = nil, _ body: (FigureRow) throws -> Void
  ) throws(WarehouseError) {
    try read { database in
      let vintage = try existing(vintage, in: database)
      try database.each(
        of: .figure,
        """
        SELECT f.*, c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
        WHERE f.status <> 'series' AND \(Database.holds("f", in: vintage))
        ORDER BY c.head, c.tail
        """
      ) { try body($0.figure()) }
    }
  }

  /// The flags of a vintage one by one, by cell and in the order in which they were raised.
  package func eachFlag(
    vintage: Int? = nil, _ body: (FlagRow) throws -> Void
  ) throws(WarehouseError) {
    try read { database in
      let vintage = try existing(vintage, in: database)
      try database.eachFlag(where: "TRUE", vintage: vintage, body)
    }
  }

  /// The cells with the largest difference among their warnings and errors.
  ///
  /// By the size of the difference: first those of the indicators named in `counted`, then the
  /// others, which have other units.
  /// - Complexity: a pass over the flags.
  package func worstCells(
    counted: [String], limit: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [WorstCell] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let indicators = counted.map { SQL("\($0)") }.joined(separator: ", ")
      return try database.rows(
        of: .flag,
        """
        WITH candidate AS (
          SELECT c.key, g.*, abs(CAST(g.difference AS REAL)) AS size,
            coalesce(abs(CAST(g.relative AS REAL)), 0) AS share,
            \(SQL.code(of: Structure.indicatorDimension)) IN (\(indicators)) AS is_counted
          FROM flag AS g JOIN cell_text AS c ON c.id = g.cell_id
          WHERE g.severity <> 'info' AND g.difference IS NOT NULL
            AND \(Database.holds("g", in: vintage))),
        ranked AS (
          SELECT *, row_number() OVER (
            PARTITION BY cell_id ORDER BY size DESC, share DESC, position) AS place
          FROM candidate)
        SELECT * FROM ranked WHERE place = 1
        ORDER BY is_counted DESC, size DESC, key
        LIMIT \(limit)
        """
      ) { row in
        WorstCell(
          cell: try row.text("key"), difference: try row.decimal("difference"),
          relative: try row.optionalDecimal("relative"), cause: try row.choice("cause"),
          severity: try row.choice("severity"))
      }
    }
  }

  /// How many cells ``worstCells(counted:limit:vintage:)`` would give without a limit.
  package func worstCellCount(vintage: Int? = nil) throws(WarehouseError) -> Int {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .flag,
        """
        SELECT count(DISTINCT g.cell_id) AS cells FROM flag AS g
        WHERE g.severity <> 'info' AND g.difference IS NOT NULL
          AND \(Database.holds("g", in: vintage))
        """
      ) { try $0.number("cells") }.first ?? 0
    }
  }

  /// The cells of a vintage for which two or more sources give an exact number, one by one.
  package func eachComparedCell(
    _ filter: WarehouseFilter = WarehouseFilter(), vintage: Int? = nil,
    _ body: (ComparedCell) throws -> Void
  ) throws(WarehouseError) {
    try read { database in
      let vintage = try existing(vintage, in: database)
      var open: ComparedCell?
      try database.each(
        of: .figureInput,
        """
        SELECT f.cell_id, f.status, f.outcome, f.value AS figure, c.key, s.source, i.value
        FROM figure AS f JOIN cell_text AS c ON c.id = f.cell_id
        JOIN figure_input AS i ON i.cell_id = f.cell_id AND i.vintage = f.vintage
        JOIN file AS s ON s.id = i.file_id
        WHERE \(Database.holds("f", in: vintage)) AND i.value IS NOT NULL
          AND i.qualifier = 'exact' AND \(filter.admits(cell: "f.cell_id"))
        ORDER BY f.cell_id, i.position
        """
      ) { row in
        let key = try row.text("key")
        if open?.cell != key {
          if let cell = open, cell.values.count > 1 { try body(cell) }
          open = ComparedCell(
            cell: key, status: try row.choice("status"), outcome: try row.choice("outcome"),
            value: try row.optionalDecimal("figure"), sources: [], values: [])
        }
        open?.sources.append(try row.text("source"))
        open?.values.append(try row.decimal("value"))
      }
      if let cell = open, cell.values.count > 1 { try body(cell) }
    }
  }

  /// The results that a cell has had up to a vintage, oldest first.
  package func history(
    of key: String, upTo vintage: Int? = nil
  ) throws(WarehouseError) -> [FigureRow] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .figure,
        """
        SELECT f.*, c.key FROM cell_text AS c JOIN figure AS f ON f.cell_id = c.id
        WHERE \(SQL.isCell(key)) AND f.vintage <= \(vintage) ORDER BY f.vintage
        """
      ) { try $0.figure() }
    }
  }
}
