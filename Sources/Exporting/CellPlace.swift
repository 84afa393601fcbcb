import SDMXVocabulary
import StatisticalModel
import Warehousing

/// The key of a cell as SDMX writes it, and what the key alone says of its observation.
struct CellPlace {
  /// Codes of the dimensions but time, in structure order.
  var codes: [String]
  var period: Period
  var indicator: String
  /// Whether a stretch of the area's code, an extent or a name, began in the year up to the
  /// period's end: numbers before and after are not of one series.
  var isBreak: Bool

  /// - Throws: ``ExportError`` where the definition no longer knows the cell.
  init(_ cell: String, in structure: Structure) throws(ExportError) {
    var found: [String: String] = [:]
    for code in DimensionCode.codes(of: cell) { found[code.dimension] = code.code }
    codes = []
    period = .calendarYear(0)
    indicator = ""
    var area: Code?
    for (position, dimension) in structure.dimensions.enumerated() {
      guard let text = found[dimension.id] ?? dimension.total else {
        throw .dimensionGone(dimension.id, cell: cell)
      }
      guard let list = dimension.codelist else {
        guard let read = Period(parsing: text) else {
          throw .codeGone(text, dimension: dimension.id)
        }
        period = read
        continue
      }
      guard let code = list[text] else { throw .codeGone(text, dimension: dimension.id) }
      if position == structure.indicator { indicator = text }
      if dimension.id == Structure.areaDimension { area = code }
      codes.append(text)
    }
    // `yyyymmdd` less a year.
    let year = (period.lastDay - 10_000 + 1)...period.lastDay
    isBreak = area?.validity.contains { $0.from.map(year.contains) ?? false } ?? false
  }
}
