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
  private func forEachRow(
    _ reader: WarehouseReader, vintage: Int, _ body: (CubeRow) throws -> Void
  ) throws {
    switch self {
    case .figures(let figures):
      try reader.eachMarkedFigure(vintage: vintage) { try body(figures.row(of: $0)) }
    case .sources(var sources):
      try reader.eachStatement(vintage: vintage) { try body(sources.row(of: $0)) }
    }
  }
}

/// How the observations of a cube are written.
package enum CubeFormat: Sendable {
  case csv(SDMXCSV)
  case ml(SDMXMLData)

  fileprivate func begin(_ bytes: inout [UInt8]) {
    switch self {
    case .csv(let format): format.begin(&bytes)
    case .ml(let format): format.begin(&bytes)
    }
  }

  fileprivate func add(_ row: CubeRow, to bytes: inout [UInt8]) {
    switch self {
    case .csv(let format): format.add(row, to: &bytes)
    case .ml(let format): format.add(row, to: &bytes)
    }
  }

  fileprivate func end(_ bytes: inout [UInt8]) {
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
