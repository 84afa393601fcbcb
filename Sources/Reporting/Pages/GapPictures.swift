package import StatisticalModel
package import Warehousing

/// The relative gaps of a vintage by area, and by two dimensions, in one grid.
package struct GapPictures: Sendable {
  private let structure: Structure
  private let rowDimension: String
  private let columnDimension: String
  private var gaps: [Place: ExactDecimal] = [:]
  private var areaGaps: [String: ExactDecimal] = [:]

  private struct Place: Hashable, Sendable {
    var row: String
    var column: String
  }

  /// The codes of the cell with the widest gap; nil where there is none.
  package private(set) var widestCell: [DimensionCode]?
  private var widestGap = ExactDecimal.zero

  /// Reads the vintage twice: for the codes there are, then for the gaps.
  ///
  /// Rows are areas, or periods where all cells are in one area. Columns are categories, or where
  /// there is one category the dimension with the most codes.
  package init(
    reading reader: WarehouseReader, structure: Structure, vintage: Int? = nil
  ) throws(WarehouseError) {
    self.structure = structure
    var codes: [String: Set<String>] = [:]
    try reader.eachComparedCell(vintage: vintage) { cell in
      for code in cell.codes where !structure.isTotal(code) {
        codes[code.dimension, default: []].insert(code.code)
      }
    }
    let period = structure.dimensions[structure.time].id
    rowDimension =
      codes[Structure.areaDimension, default: []].count > 1 ? Structure.areaDimension : period
    columnDimension = Self.columns(codes, in: structure, except: rowDimension)
    try reader.eachComparedCell(vintage: vintage) { cell in
      if let gap = RelativeGap.of(cell.values) { note(gap, at: cell.codes) }
    }
  }

  private static func columns(
    _ codes: [String: Set<String>], in structure: Structure, except row: String
  ) -> String {
    if codes["category", default: []].count > 1 { return "category" }
    let others = structure.dimensions.filter { dimension in
      dimension.codelist != nil && dimension.id != row && dimension.id != Structure.areaDimension
    }.map(\.id)
    let most = others.map { codes[$0, default: []].count }.max()
    return others.first { codes[$0, default: []].count == most } ?? Structure.indicatorDimension
  }

  private mutating func note(_ gap: ExactDecimal, at codes: [DimensionCode]) {
    func code(_ dimension: String) -> String {
      codes.first { $0.dimension == dimension }?.code ?? ""
    }
    if gap > widestGap { (widestGap, widestCell) = (gap, codes) }
    let place = Place(row: code(rowDimension), column: code(columnDimension))
    gaps[place] = max(gaps[place] ?? .zero, gap)
    let area = code(Structure.areaDimension)
    areaGaps[area] = max(areaGaps[area] ?? .zero, gap)
  }

  /// Rows and columns that a picture shows at most.
  private static let shown = (rows: 30, columns: 8)

  /// Nil where no two sources give a number for one cell.
  package func heatMap(in words: Words) -> Picture? {
    guard !gaps.isEmpty else { return nil }
    let rows = widest(Self.shown.rows, in: rowDimension, \.row)
    let columns = widest(Self.shown.columns, in: columnDimension, \.column)
    let map = HeatMap(
      rowTitle: words.dimension(rowDimension), columnTitle: words.dimension(columnDimension),
      rows: rows.shown.map { name(of: $0, in: rowDimension, words) },
      columns: columns.shown.map { name(of: $0, in: columnDimension, words) },
      gaps: rows.shown.map { row in
        columns.shown.map { gaps[Place(row: row, column: $0)] }
      })
    var picture = map.picture(in: words)
    if rows.leftOut + columns.leftOut > 0 {
      picture.table.note = Markup(
        words(
          .gridLeftOut,
          ["rows": words.number(rows.leftOut), "columns": words.number(columns.leftOut)]))
    }
    return picture
  }

  /// The codes with the widest gaps, in the order of the code list, and how many there are more.
  private func widest(
    _ limit: Int, in dimension: String, _ part: KeyPath<Place, String>
  ) -> (shown: [String], leftOut: Int) {
    var widest: [String: ExactDecimal] = [:]
    for (place, gap) in gaps {
      widest[place[keyPath: part]] = max(widest[place[keyPath: part]] ?? .zero, gap)
    }
    let shown = widest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
    return (
      shown.map(\.key).sorted { order(of: $0, in: dimension) < order(of: $1, in: dimension) },
      widest.count - shown.count
    )
  }

  private func order(of code: String, in dimension: String) -> Int {
    guard let position = structure.position(of: dimension) else { return .max }
    return structure.number(at: position, text: code).map(Int.init) ?? .max
  }

  private func name(of code: String, in dimension: String, _ words: Words) -> String {
    words.name(structure.names(of: code, in: dimension), code: code)
  }

  /// Squares of a map that can still be read.
  private static let shownTiles = 120

  /// Nil where no area has a place on the grid, or none of those that have one has a gap, or there
  /// are too many for a picture; the file of gaps has them all.
  package func tileMap(in words: Words) -> Picture? {
    guard let dimension = structure.dimensions.first(where: { $0.id == Structure.areaDimension }),
      let codes = dimension.codelist?.codes
    else { return nil }
    var tiles = codes.compactMap { code -> TileMap.Tile? in
      guard let place = code.tile else { return nil }
      let name = words.name(code.names, code: code.id)
      return TileMap.Tile(
        name: name, label: Self.label(name, without: dimension.genericWords), place: place,
        gap: areaGaps[code.id])
    }
    // A city and the region around it can differ in nothing else.
    let labels = tiles.map(\.label)
    for position in tiles.indices where labels.count(where: { $0 == labels[position] }) > 1 {
      tiles[position].label = tiles[position].name
    }
    guard tiles.count <= Self.shownTiles, tiles.contains(where: { $0.gap != nil }) else {
      return nil
    }
    return TileMap(tiles: tiles).picture(in: words)
  }

  private static func label(_ name: String, without generic: Set<String>) -> String {
    let words = name.split(separator: " ").filter { !generic.contains($0.lowercased()) }
    return words.isEmpty ? name : words.joined(separator: " ")
  }
}

/// `(max − min)/median` of what the sources give.
package enum RelativeGap {
  /// Six decimals; nil below two numbers, zero where all are, and nil where the median alone is.
  package static func of(_ numbers: [ExactDecimal]) -> ExactDecimal? {
    let sorted = numbers.sorted()
    guard sorted.count > 1, let least = sorted.first, let most = sorted.last else { return nil }
    if least == most { return .zero }
    let middle = sorted.count / 2
    // Twice the median, so that two numbers need no division.
    let median =
      sorted.count.isMultiple(of: 2)
      ? sorted[middle - 1] + sorted[middle] : sorted[middle] + sorted[middle]
    return ((most - least) * 2).quotient(by: median.magnitude, digits: 6)
  }
}
