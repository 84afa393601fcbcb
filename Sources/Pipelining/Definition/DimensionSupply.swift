import StatisticalModel

/// Whether every value column of a source gets each code of its cell from exactly one place.
struct DimensionSupply {
  private let mappings: [PlacedMapping]
  private let values: [PlacedValueColumn]
  private let rows: [PlacedRowRule]
  private let markers: [String: Marker]
  private let structure: Structure?

  init(
    mappings: [PlacedMapping], values: [PlacedValueColumn], rows: [PlacedRowRule],
    markers: [String: Marker], _ vocabulary: Vocabulary
  ) {
    self.mappings = mappings
    self.values = values
    self.rows = rows
    self.markers = markers
    structure = vocabulary.structure
  }

  /// The mappings as written, and one for each dimension that only headers speak of.
  var completeMappings: [DimensionMapping] {
    let mapped = Set(mappings.map(\.mapping.dimension))
    let headers = Set(values.compactMap(\.column.headerDimension)).subtracting(mapped)
    return mappings.map(\.mapping)
      + headers.sorted().map { DimensionMapping(dimension: $0, origin: .header) }
  }

  func check(asOf: String?, at asOfPlace: Place, _ problems: ProblemList) {
    checkColumns(asOf: asOf, at: asOfPlace, problems)
    checkSections(problems)
    checkHeaders(problems)
    for value in values {
      for dimension in structure?.dimensions ?? [] { check(dimension, of: value, problems) }
    }
  }

  /// A column means one thing, and two columns mean one cell only where marks leave one of them out.
  private func checkColumns(asOf: String?, at asOfPlace: Place, _ problems: ProblemList) {
    var lines: [String: Int] = [:]
    var cells: [[String: String]: String] = [:]
    for value in values {
      let column = value.column
      if let line = lines[column.column] {
        problems.add(
          "the column '\(column.column)' holds values already by line \(line)", at: value.place,
          suggestion: "Name each column once.")
        continue
      }
      lines[column.column] = value.place.line
      guard column.headerDimension == nil, !markers.values.contains(.skip) else { continue }
      if let other = cells[column.codes] {
        problems.add(
          "the columns '\(other)' and '\(column.column)' hold the same cell", at: value.place,
          suggestion: "Tell them apart with 'set' or 'header'.")
      }
      cells[column.codes] = column.column
    }
    for mapping in mappings {
      guard case .column(let column) = mapping.mapping.origin, lines[column] != nil else {
        continue
      }
      problems.add(
        "the column '\(column)' holds values and cannot give codes too", at: mapping.place)
    }
    if let asOf, lines[asOf] != nil {
      problems.add("the column '\(asOf)' holds values and cannot give dates too", at: asOfPlace)
    }
  }

  private func checkSections(_ problems: ProblemList) {
    var headed: Set<String> = []
    for row in rows {
      guard case .section(_, let dimension) = row.rule.effect else { continue }
      headed.insert(dimension)
      if !mappings.contains(where: { $0.isSection && $0.mapping.dimension == dimension }) {
        problems.add(
          "the section gives '\(dimension)' a code, but that dimension does not take it",
          at: row.place, suggestion: "Write '\(dimension): {section: true}' under 'dimensions'.")
      }
    }
    for mapping in mappings
    where mapping.isSection && !headed.contains(mapping.mapping.dimension) {
      problems.add(
        "no row rule gives '\(mapping.mapping.dimension)' its section", at: mapping.place,
        suggestion: "Add a rule with 'section: \(mapping.mapping.dimension)' under 'rows'.")
    }
  }

  private func checkHeaders(_ problems: ProblemList) {
    for mapping in mappings where mapping.isHeader {
      let dimension = mapping.mapping.dimension
      if !values.contains(where: { $0.column.headerDimension == dimension }) {
        problems.add(
          "no value column gives '\(dimension)' by its name", at: mapping.place,
          suggestion: "Add 'header: \(dimension)' to an entry of 'values'.")
      }
    }
  }

  private func check(
    _ dimension: Dimension, of value: PlacedValueColumn, _ problems: ProblemList
  ) {
    let column = value.column
    var suppliers: [String] = []
    if mappings.contains(where: { $0.mapping.dimension == dimension.id && !$0.isHeader }) {
      suppliers.append("'dimensions'")
    }
    if column.codes[dimension.id] != nil { suppliers.append("'set'") }
    if column.headerDimension == dimension.id { suppliers.append("'header'") }
    if suppliers.count > 1 {
      problems.add(
        "'\(dimension.id)' of '\(column.column)' comes from \(suppliers.joined(separator: " and "))",
        at: value.place, suggestion: "Keep one.")
    } else if suppliers.isEmpty, dimension.total == nil {
      problems.add(
        "nothing gives '\(dimension.id)' of '\(column.column)' a code, and it has no total",
        at: value.place,
        suggestion: "Name it under 'dimensions', or in 'set' or 'header' of the value column.")
    }
  }
}

extension PlacedMapping {
  fileprivate var isSection: Bool {
    if case .section = mapping.origin { true } else { false }
  }

  fileprivate var isHeader: Bool {
    if case .header = mapping.origin { true } else { false }
  }
}
