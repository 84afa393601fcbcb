import Reporting

/// A table as RFC 4180 CSV in UTF-8 with a header.
package enum TableCSV {
  /// Hands the text on in pieces.
  package static func write(
    _ table: ExportedTable, to write: ([UInt8]) throws -> Void
  ) throws {
    var pieces = Pieces()
    pieces.add { line(table.columns.map(\.name), &$0) }
    try table.forEachRow { row in
      pieces.add { line(row, &$0) }
      try pieces.writeIfFull(to: write)
    }
    try pieces.end(to: write)
  }

  private static func line(_ fields: [String?], _ bytes: inout [UInt8]) {
    CSVText.append(fields, to: &bytes)
    bytes.append(contentsOf: [0x0D, 0x0A])
  }
}
