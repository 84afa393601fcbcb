package import Warehousing

/// Which of a vintage's cubes is written.
package enum ExportedCube: Sendable {
  case figures(FigureCube)
  case sources(SourceCube)

  package var cube: Cube {
    switch self {
    case .figures(let figures): figures.cube
    case .sources(let sources): sources.cube
    }
  }

  /// Hands on the observations, by cell.
  func forEachRow(
    _ reader: WarehouseReader, vintage: Int, in span: CellSpan = .all,
    _ body: (CubeRow) throws -> Void
  ) throws {
    switch self {
    case .figures(let figures):
      try reader.eachMarkedFigure(vintage: vintage, in: span) { try body(figures.row(of: $0)) }
    case .sources(var sources):
      try reader.eachStatement(vintage: vintage, in: span) { try body(sources.row(of: $0)) }
    }
  }
}

/// How the observations of a cube are written.
package enum CubeFormat: Sendable {
  case csv(SDMXCSV)
  case ml(SDMXMLData)

  func begin(_ bytes: inout [UInt8]) {
    switch self {
    case .csv(let format): format.begin(&bytes)
    case .ml(let format): format.begin(&bytes)
    }
  }

  func add(_ row: CubeRow, to bytes: inout [UInt8]) {
    switch self {
    case .csv(let format): format.add(row, to: &bytes)
    case .ml(let format): format.add(row, to: &bytes)
    }
  }

  /// Adds the observations of one series.
  func add(series rows: [CubeRow], to bytes: inout [UInt8]) {
    if case .ml(let format) = self { return format.add(series: rows, to: &bytes) }
    for row in rows { add(row, to: &bytes) }
  }

  func end(_ bytes: inout [UInt8]) {
    if case .ml(let format) = self { format.end(&bytes) }
  }
}

extension ExportedCube {
  /// Hands the text on in pieces.
  package func write(
    as format: CubeFormat, from reader: WarehouseReader, vintage: Int,
    to write: ([UInt8]) throws -> Void
  ) throws {
    var pieces = Pieces()
    pieces.add { format.begin(&$0) }
    try forEachRow(reader, vintage: vintage) { row in
      pieces.add { format.add(row, to: &$0) }
      try pieces.writeIfFull(to: write)
    }
    pieces.add { format.end(&$0) }
    try pieces.end(to: write)
  }
}
