import StatisticalModel

/// Where the text of one dimension comes from, with columns resolved to positions.
struct DimensionSource {
  private enum Origin {
    case constant(ArraySlice<UInt8>)
    case column(Int)
    case section(Int)
    /// Only value columns give it.
    case values
  }

  private let dimension: String
  private let column: String
  private let origin: Origin

  init(_ dimension: Dimension, at position: Int, of source: SourceDefinition, places: ColumnPlaces)
    throws(StagingError)
  {
    self.dimension = dimension.id
    let mapping = source.dimensions.first { $0.dimension == dimension.id }
    var column = ""
    switch mapping?.origin {
    case .constant(let code): origin = .constant(TargetCode.marked(code))
    case .column(let name):
      column = name
      origin = .column(try places.position(of: name))
    case .section:
      origin = .section(position)
    case .header: origin = .values
    case nil: origin = dimension.total.map { .constant(TargetCode.marked($0)) } ?? .values
    }
    self.column = column
  }

  /// The text that is the same for every row; nil where it is not.
  var constant: ArraySlice<UInt8>? {
    if case .constant(let code) = origin { code } else { nil }
  }

  /// The position of the column a row gives it in; nil where no column does.
  var sourceColumn: Int? {
    if case .column(let column) = origin { column } else { nil }
  }

  /// The text a row gives; nil when it gives none.
  func text(in row: Row, sections: [Int: ArraySlice<UInt8>]) -> ArraySlice<UInt8>? {
    switch origin {
    case .constant(let code): return code
    case .column(let column):
      let field = row.field(column)
      return field?.isEmpty ?? true ? nil : field
    case .section(let position): return sections[position]
    case .values: return nil
    }
  }

  /// The text a value column gives, whatever the row; nil when the row decides.
  func text(setBy column: ValueColumn) -> ArraySlice<UInt8>? {
    if let code = column.codes[dimension] { return TargetCode.marked(code) }
    return column.headerDimension == dimension ? ArraySlice(column.column.utf8) : nil
  }

  /// Whether a delete may leave the dimension out, so that it means every code: nothing else than a
  /// column of the row gives it.
  var mayBeOpen: Bool { sourceColumn != nil }

  /// Why a row without a text for this dimension cannot be loaded.
  var absence: (column: String, reason: QuarantineReason) {
    if case .section = origin { return (column, .noSectionAbove(dimension: dimension)) }
    return (column, .emptyKey(dimension: dimension))
  }
}
