/// The SQL of this folder, embedded in the program.
package enum WarehouseSchema {
  /// Marks an SQLite file as a warehouse of ours (`PRAGMA application_id`): "Snaq".
  package static let applicationID = 0x536E_6171

  /// Number of migrations a file of this program has had (`PRAGMA user_version`).
  package static var version: Int { migrations.count }

  /// In the order in which they are applied; one that has been released is never edited.
  package static var migrations: [String] {
    [
      PackageResources.M0001_runs_sql,
      PackageResources.M0002_deliveries_sql,
      PackageResources.M0003_cells_sql,
      PackageResources.M0004_results_sql,
      PackageResources.M0005_proposals_sql,
      PackageResources.M0006_balancing_sql,
      PackageResources.M0007_decisions_sql,
      PackageResources.M0008_deletions_sql,
      PackageResources.M0009_packing_sql,
      PackageResources.M0010_cell_parts_sql,
      PackageResources.M0011_row_digests_sql,
    ].map { String(decoding: $0, as: UTF8.self) }
  }

  /// The statements that make the views, for cells of these dimensions.
  ///
  /// Views hold no data: every load makes them anew, so that they follow the structure.
  package static func views(dimensions: [String]) -> [(name: String, sql: String)] {
    let columns = dimensions.map { "c.\(quoted($0))," }
    let parts = dimensions.map { "\(part($0)) AS \(quoted($0))," }
    return templates.map { name, bytes in
      let sql = String(decoding: bytes, as: UTF8.self)
      let lines = sql.split(separator: "\n", omittingEmptySubsequences: false)
      let filled = lines.flatMap { line in
        switch line {
        case "  {{dimensions}}": columns.map { "  \($0)" }
        case "  {{dimensions from key}}": parts.map { "  \($0)" }
        default: [String(line)]
        }
      }
      return (name, filled.joined(separator: "\n"))
    }
  }

  /// `v_cells` comes first: the others read it.
  private static var templates: [(String, [UInt8])] {
    [
      ("v_cells", PackageResources.v_cells_sql),
      ("v_figures", PackageResources.v_figures_sql),
      ("v_sources", PackageResources.v_sources_sql),
      ("v_discrepancies", PackageResources.v_discrepancies_sql),
      ("v_quarantine", PackageResources.v_quarantine_sql),
      ("v_decisions", PackageResources.v_decisions_sql),
    ]
  }

  /// The code of a dimension, cut out of `,indicator=…,area=…,` (column `k`).
  private static func part(_ dimension: String) -> String {
    let mark = literal(",\(dimension)=")
    let start = "instr(k, \(mark)) + length(\(mark))"
    return """
      CASE WHEN instr(k, \(mark)) > 0
          THEN substr(k, \(start), instr(substr(k, \(start)), ',') - 1) END
      """
  }

  private static func quoted(_ name: String) -> String { "\"\(doubling("\"", in: name))\"" }

  private static func literal(_ text: String) -> String { "'\(doubling("'", in: text))'" }

  private static func doubling(_ mark: Character, in text: String) -> String {
    String(text.flatMap { $0 == mark ? [$0, $0] : [$0] })
  }
}
