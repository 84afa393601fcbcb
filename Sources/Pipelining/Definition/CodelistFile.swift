import StatisticalModel

/// `codelists/<id>.csv`: the codes of a dimension.
struct CodelistFile {
  private static let languages = ["en", "ru", "kk"]
  private static let indicatorColumns = ["unit", "measure", "additive"]

  /// Dimensions along which something can add up; nil unless the list is that of the indicators.
  let addends: [String]?

  /// - Returns: nil when the file is no table of codes; `problems` then says why. Also notes every
  ///   code that cannot be used as it stands.
  func codelist(id: String, from path: String, _ problems: ProblemList) -> (
    Codelist, sha256: String
  )? {
    let ofIndicators = addends == nil ? [] : Self.indicatorColumns
    guard
      let table = DefinitionTable(
        path: path, required: ["code", "name_en"] + ofIndicators,
        optional: [
          "parent", "name_ru", "name_kk", "valid_from", "valid_to", "from", "to", "tile_column",
          "tile_row",
        ],
        problems)
    else { return nil }
    var lines: [String: [TableRow]] = [:]
    var order: [String] = []
    for row in table.rows {
      guard let code = row.required("code") else { continue }
      if !Self.isCode(code) {
        row.add("'\(code)' is not a code", in: "code", suggestion: "Leave out \(Self.refused).")
      }
      if lines[code] == nil { order.append(code) }
      lines[code, default: []].append(row)
    }
    let codes = order.compactMap { code in lines[code].map { self.code(code, $0) } }
    checkParents(codes, lines)
    return (Codelist(id: id, codes: codes), table.sha256)
  }

  private static let refused = "blanks and , = * [ ] ( )"

  /// Whether a text can be written as a code in a cell and in an expression.
  private static func isCode(_ text: String) -> Bool {
    !text.contains { $0.isWhitespace || ",=*[]()".contains($0) }
  }

  private func code(_ id: String, _ rows: [TableRow]) -> Code {
    let first = rows[0]
    checkRepetitions(rows)
    let validity = rows.map { ($0.validity(), $0) }
    for (later, (stretch, row)) in validity.enumerated() {
      guard let earlier = validity[..<later].first(where: { $0.0.overlaps(stretch) }) else {
        continue
      }
      row.add(
        stretch.from == earlier.0.from
          ? "the code '\(id)' with this valid_from stands already on line \(earlier.1.line)"
          : "the validity of '\(id)' overlaps that on line \(earlier.1.line)",
        in: "valid_from", suggestion: "Give each line a stretch of its own.")
    }
    _ = first.required("name_en")
    // The newest stretch names the code; what it leaves empty is as it was before.
    let oldestFirst = validity.sorted { ($0.0.from ?? .min) < ($1.0.from ?? .min) }
    var names: [String: String] = [:]
    for (_, row) in oldestFirst {
      for language in Self.languages {
        names[language] = row["name_\(language)"] ?? names[language]
      }
    }
    return Code(
      id: id, parent: first["parent"], names: names, validity: oldestFirst.map(\.0),
      range: range(first), indicator: indicator(first), tile: tile(oldestFirst.map(\.1)))
  }

  /// Of the newest line that gives one: a map shows the areas of today.
  private func tile(_ rows: [TableRow]) -> GridPlace? {
    rows.reduce(nil) { place, row in
      let column = row.optional("tile_column", as: .wholeNumber(in: 0...99))
      let line = row.optional("tile_row", as: .wholeNumber(in: 0...99))
      if (row["tile_column"] == nil) != (row["tile_row"] == nil) {
        row.add("'tile_column' and 'tile_row' are given together or not at all", in: "tile_row")
      }
      guard let column, let line else { return place }
      return GridPlace(column: column, row: line)
    }
  }

  /// Later lines of a code leave what does not change empty or repeat it.
  private func checkRepetitions(_ rows: [TableRow]) {
    for row in rows.dropFirst() {
      for column in ["parent", "from", "to"] + Self.indicatorColumns {
        guard let text = row[column], text != rows[0][column] else { continue }
        row.add(
          "'\(column)' differs from the code's first line, \(rows[0].line)", in: column,
          suggestion: "Leave it empty here.")
      }
    }
  }

  private func range(_ row: TableRow) -> ClosedRange<Int>? {
    let from = row.optional("from", as: .wholeNumber(in: 0...9999))
    let to = row.optional("to", as: .wholeNumber(in: 0...9999))
    if (row["from"] == nil) != (row["to"] == nil) {
      row.add("'from' and 'to' are given together or not at all", in: "to")
    }
    guard let from, let to else { return nil }
    guard from <= to else {
      row.add("'to' is below 'from'", in: "to")
      return nil
    }
    return from...to
  }

  private func indicator(_ row: TableRow) -> IndicatorProperties? {
    guard let addends else { return nil }
    let unit = row.required("unit")
    let measure =
      row.required("measure") == nil ? nil : row.optional("measure", as: Reading<Measure>.choice)
    let additive = (row["additive"] ?? "").split(separator: " ").map(String.init)
    for (position, dimension) in additive.enumerated() {
      if !addends.contains(dimension) {
        row.addUnknown("dimension", dimension, among: addends, in: "additive")
      } else if additive[..<position].contains(dimension) {
        row.add("the dimension '\(dimension)' stands twice", in: "additive")
      }
    }
    guard let unit, let measure else { return nil }
    return IndicatorProperties(unit: unit, measure: measure, additive: Set(additive))
  }

  private func checkParents(_ codes: [Code], _ lines: [String: [TableRow]]) {
    let parents = Dictionary(uniqueKeysWithValues: codes.map { ($0.id, $0.parent) })
    var cleared: Set<String> = []
    for code in codes {
      var path: [String] = []
      var next: String? = code.id
      while let id = next, !cleared.contains(id), !path.contains(id) {
        path.append(id)
        next = parents[id] ?? nil
        if let next, parents[next] == nil {
          lines[id]?[0].addUnknown("parent", next, among: parents.keys, in: "parent")
        }
      }
      if let repeated = next, let start = path.firstIndex(of: repeated) {
        let cycle = path[start...] + [repeated]
        lines[repeated]?[0].add(
          "the parents go in a circle: \(cycle.joined(separator: " → "))", in: "parent")
      }
      cleared.formUnion(path)
    }
  }
}
