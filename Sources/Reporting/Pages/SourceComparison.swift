package import StatisticalModel
package import Warehousing

/// The sources of the cells that differ from one cell in the area alone, or in the period alone.
package struct SourceComparison: Sendable {
  private let structure: Structure
  private let rowDimension: String
  private let subject: [DimensionCode]
  private var cells: [ComparedCell] = []

  /// Areas where several can be compared, else periods.
  package init(
    around codes: [DimensionCode], reading reader: WarehouseReader, structure: Structure,
    vintage: Int? = nil
  ) throws(WarehouseError) {
    self.structure = structure
    var row = Structure.areaDimension
    var cells = try reader.comparedCells(like: codes, except: row, vintage: vintage)
    if cells.count < 2 {
      row = structure.dimensions[structure.time].id
      cells = try reader.comparedCells(like: codes, except: row, vintage: vintage)
    }
    rowDimension = row
    subject = codes.filter { $0.dimension != row }
    self.cells = cells
  }

  private static let shownRows = 30

  /// Rows of the picture, drawn or not.
  package var rowCount: Int { cells.count }

  /// Nil where there is nothing to compare.
  package func picture(in words: Words, of definition: PipelineDefinition) -> Picture? {
    guard !cells.isEmpty else { return nil }
    let ordered = cells.map { (cell: $0, order: order(of: $0)) }.sorted { $0.order < $1.order }
    let sources = Set(cells.flatMap(\.sources)).sorted()
    let rows = ordered.prefix(Self.shownRows).map { cell, _ in
      Dumbbell.Row(
        label: label(of: cell, words),
        values: sources.map { source in
          cell.sources.firstIndex(of: source).map { cell.values[$0] }
        }, figure: cell.value)
    }
    let titles = sources.map { id in
      words.name(definition.sources.first { $0.id == id }?.title, code: id)
    }
    var picture = Dumbbell(
      subject: CellText(subject, in: structure).names(in: words),
      rowTitle: words.dimension(rowDimension), sources: titles, rows: Array(rows)
    ).picture(in: words)
    let leftOut = cells.count - rows.count
    if leftOut > 0 { picture.table.note = Markup(words(.leftOutRows, leftOut)) }
    return picture
  }

  private func code(of cell: ComparedCell) -> String {
    cell.codes.first { $0.dimension == rowDimension }?.code ?? ""
  }

  private func order(of cell: ComparedCell) -> UInt32 {
    guard let position = structure.position(of: rowDimension) else { return 0 }
    return structure.number(at: position, text: code(of: cell)) ?? .max
  }

  private func label(of cell: ComparedCell, _ words: Words) -> String {
    let code = code(of: cell)
    return words.name(structure.names(of: code, in: rowDimension), code: code)
  }
}

extension WarehouseReader {
  fileprivate func comparedCells(
    like codes: [DimensionCode], except dimension: String, vintage: Int?
  ) throws(WarehouseError) -> [ComparedCell] {
    let kept = codes.filter { $0.dimension != dimension }.map { ($0.dimension, $0.code) }
    var cells: [ComparedCell] = []
    try eachComparedCell(
      WarehouseFilter(codes: Dictionary(kept) { first, _ in first }), vintage: vintage
    ) { cells.append($0) }
    return cells
  }
}
