internal import GRDB
package import StatisticalModel

/// Cells of one kind in a vintage; the entries of series are not cells.
package struct CellCount: Hashable, Sendable {
  /// The code in the dimension that was counted by; empty when none was.
  package var code: String
  package var outcome: Outcome
  package var status: Figure.Status
  package var cells: Int
}

/// Flags that quote a source.
package struct SourceFlagCount: Hashable, Sendable {
  package var source: String
  package var severity: Severity
  package var flags: Int
}

/// What a vintage changed against the one before it.
package struct VintageChanges: Hashable, Sendable {
  /// Cells whose result was written for the first time.
  package var newCells: Int
  /// Cells whose result is another than before.
  package var changedCells: Int
  package var newFlags: Int
  package var goneFlags: Int
}

extension WarehouseReader {
  /// How many cells of a vintage agree, disagree or cannot be judged, in all or by the code they
  /// have in a dimension; by code, outcome and status.
  ///
  /// - Complexity: a pass over the cells.
  package func cellCounts(
    by dimension: String? = nil, vintage: Int? = nil
  ) throws(WarehouseError) -> [CellCount] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let code: SQL = dimension.map { .code(of: $0) } ?? "''"
      return try database.rows(
        of: .figure,
        """
        SELECT \(code) AS code, f.outcome, f.status, count(*) AS cells
        FROM figure AS f JOIN cell_text AS c ON c.id = f.cell_id
        WHERE f.status <> 'series' AND \(Database.holds("f", in: vintage))
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """
      ) { row in
        CellCount(
          code: row.optionalText("code") ?? "", outcome: try row.choice("outcome"),
          status: try row.choice("status"), cells: try row.number("cells"))
      }
    }
  }

  /// How many flags of a vintage quote which source; a flag counts once for each it quotes.
  package func sourceFlagCounts(
    vintage: Int? = nil
  ) throws(WarehouseError) -> [SourceFlagCount] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .flagValue,
        """
        SELECT source, severity, count(*) AS flags FROM (
          SELECT DISTINCT g.cell_id, g.position, g.severity, s.source FROM flag AS g
          JOIN flag_value AS v
            ON v.cell_id = g.cell_id AND v.vintage = g.vintage AND v.flag = g.position
          JOIN file AS s ON s.id = v.file_id
          WHERE \(Database.holds("g", in: vintage)))
        GROUP BY 1, 2 ORDER BY 1, 2
        """
      ) { row in
        SourceFlagCount(
          source: try row.text("source"), severity: try row.choice("severity"),
          flags: try row.number("flags"))
      }
    }
  }

  /// Nil for the first vintage, which has nothing before it.
  package func changes(in vintage: Int? = nil) throws(WarehouseError) -> VintageChanges? {
    try read { database in
      let vintage = try existing(vintage, in: database)
      guard vintage > 1 else { return nil }
      let flagsBefore: SQL = """
        FROM flag AS p WHERE p.vintage = (SELECT max(n.vintage) FROM figure AS n
          WHERE n.cell_id = f.cell_id AND n.vintage < \(vintage)) AND p.cell_id = f.cell_id
        """
      let flagsNow: SQL = """
        FROM flag AS g WHERE g.cell_id = f.cell_id AND g.vintage = f.vintage
        """
      return try database.rows(
        of: .figure,
        """
        SELECT coalesce(sum(NOT known), 0) AS new_cells, coalesce(sum(known), 0) AS changed_cells,
          coalesce(sum(new_flags), 0) AS new_flags, coalesce(sum(gone_flags), 0) AS gone_flags
        FROM (SELECT
            EXISTS (SELECT * FROM figure AS n
              WHERE n.cell_id = f.cell_id AND n.vintage < \(vintage)) AS known,
            (SELECT count(*) \(flagsNow) AND g.id NOT IN (SELECT p.id \(flagsBefore))) AS new_flags,
            (SELECT count(*) \(flagsBefore) AND p.id NOT IN (SELECT g.id \(flagsNow))) AS gone_flags
          FROM figure AS f WHERE f.vintage = \(vintage))
        """
      ) { row in
        VintageChanges(
          newCells: try row.number("new_cells"), changedCells: try row.number("changed_cells"),
          newFlags: try row.number("new_flags"), goneFlags: try row.number("gone_flags"))
      }.first
    }
  }
}

extension SQL {
  /// The code that the cell `c` has in a dimension, cut out of its key; null where it has none.
  static func code(of dimension: String) -> SQL {
    let mark = ",\(dimension)="
    let start: SQL = "instr(',' || c.key, \(mark)) + length(\(mark))"
    let rest: SQL = "substr(',' || c.key || ',', \(start))"
    return """
      CASE WHEN instr(',' || c.key, \(mark)) > 0 THEN substr(\(rest), 1, instr(\(rest), ',') - 1) END
      """
  }
}
