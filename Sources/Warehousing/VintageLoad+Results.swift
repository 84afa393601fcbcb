internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes the results that say something new and the cells that vanished, in the order of cell
  /// ids.
  mutating func writeResults() throws {
    let entries = try entries()
    let (content, cells) = (content, cells)
    let rows = ResultRows(content, vintage: vintage, cells: cells, fileIDs: fileIDs)
    let stretches = entries.indices.cut(every: CellResults.stretch).map { entries[$0] }
    try write(stretches) { (stretch) throws(WarehouseError) in
      var rows = rows
      for entry in stretch {
        switch entry {
        case .result(let id, let key): try rows.write(content.results[key], cell: id)
        case .vanished(let id, let key, let status):
          rows.write(vanished: key, status: status, cell: id)
        }
      }
      return rows.batch
    }
  }

  private enum Entry: Sendable {
    case result(Int64, CellKey)
    case vanished(Int64, String, Figure.Status)

    var cell: Int64 {
      switch self {
      case .result(let id, _), .vanished(let id, _, _): id
      }
    }
  }

  private mutating func entries() throws -> [Entry] {
    let results = content.results.cells.map { Entry.result(cells.id(of: $0) ?? 0, $0) }
    let vanished = try change.vanished.map { cell in
      Entry.vanished(cell.id, cell.key, try statusOfVanished(cell.id))
    }
    return (results + vanished).sorted { $0.cell < $1.cell }
  }

  /// A series that is gone is still no cell.
  private mutating func statusOfVanished(_ cell: Int64) throws -> Figure.Status {
    let status = try String.fetchOne(
      database, sql: "SELECT status FROM figure WHERE cell_id = ? ORDER BY vintage DESC LIMIT 1",
      arguments: [cell])
    return status == Figure.Status.series.rawValue ? .series : .absent
  }
}
