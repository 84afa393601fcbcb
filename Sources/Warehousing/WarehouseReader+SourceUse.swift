internal import GRDB
internal import StatisticalModel

/// How often a source's numbers became figures.
package struct SourceUse: Hashable, Sendable {
  package var source: String
  /// Figures taken from it.
  package var used: Int
  /// Figures for which it gave a value and another was taken, or none.
  package var lost: Int
}

extension WarehouseReader {
  /// What became of each source's values in a vintage, by source; one without values is left out.
  ///
  /// - Complexity: reads every value that a figure rests on.
  package func sourceUses(vintage: Int? = nil) throws(WarehouseError) -> [SourceUse] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .figureInput,
        """
        SELECT s.source, sum(v.role = 'used') AS used, sum(v.role = 'lost') AS lost
        FROM figure_input AS v JOIN file AS s ON s.id = v.file_id
        WHERE \(Database.holds("v", in: vintage)) GROUP BY 1 ORDER BY 1
        """
      ) { row in
        SourceUse(
          source: try row.text("source"), used: try row.number("used"),
          lost: try row.number("lost"))
      }
    }
  }

  /// How many reasons a reading's quarantine has.
  package func quarantineCount(of stagingID: Int) throws(WarehouseError) -> Int {
    try read { database in
      try database.count("SELECT count(*) FROM quarantine WHERE staging_id = \(stagingID)")
    }
  }
}
