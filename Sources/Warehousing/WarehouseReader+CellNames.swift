internal import GRDB

extension WarehouseReader {
  /// The canonical text of a cell by the number tables know it under; nil when there is none.
  package func cellText(id: Int64) throws(WarehouseError) -> String? {
    try read {
      try String.fetchOne($0, sql: "SELECT key FROM cell_text WHERE id = ?", arguments: [id])
    }
  }
}

extension Database {
  /// The number tables know a cell of this text under; nil when there is none.
  func cellID(of text: String) throws -> Int64? {
    try rows(of: .cell, "SELECT c.id FROM cell_text AS c WHERE \(SQL.isCell(text))") {
      try $0.require("id") as Int64
    }.first
  }
}

extension WarehouseDigest.Finding {
  /// The cell that the row belongs to, where its key names one.
  package var cellID: Int64? {
    row.split(separator: ",").first { $0.hasPrefix("cell_id=") }
      .flatMap { Int64($0.dropFirst("cell_id=".count)) }
  }
}
