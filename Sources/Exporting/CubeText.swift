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
  package func forEachRow(
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

/// A cube as text, written in pieces.
package enum CubeText {
  package static func write(
    _ source: ExportedCube, as format: SDMXCSV, from reader: WarehouseReader, vintage: Int,
    to write: ([UInt8]) throws -> Void
  ) throws {
    var pieces = Pieces()
    pieces.add { format.begin(&$0) }
    try source.forEachRow(reader, vintage: vintage) { row in
      pieces.add { format.add(row, to: &$0) }
      try pieces.writeIfFull(to: write)
    }
    try pieces.end(to: write)
  }
}
