import StatisticalModel

/// The names of the columns of a CSV file.
enum CSVHeader {
  /// Joins the rows of a header: a blank cell of an upper row takes the one to its left, because
  /// that is what is left of a merged cell; the cells of a column are joined by " / ".
  static func merge(_ rows: [[String?]]) -> [String] {
    let width = rows.map(\.count).max() ?? 0
    var names = [[String]](repeating: [], count: width)
    for (number, row) in rows.enumerated() {
      let isUpper = number < rows.count - 1
      var left = ""
      for column in 0..<width {
        var cell = column < row.count ? row[column] ?? "" : ""
        if cell.isEmpty, isUpper { cell = left }
        left = cell
        if !cell.isEmpty { names[column].append(cell) }
      }
    }
    return names.map { $0.joined(separator: " / ") }
  }

  /// Two columns of one name could not be told apart.
  ///
  /// Columns without a name may be several.
  static func duplicate(in names: [String]) -> ExtractionError.Reason? {
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      if let first = seen[name] {
        return .duplicateColumn(name: name, first: first + 1, second: index + 1)
      }
      seen[name] = index
    }
    return nil
  }

  /// The required names must be there in their order; others may stand between them.
  static func shortfall(
    of names: [String], from required: [String]
  ) -> ExtractionError.Reason? {
    var last = -1
    for name in required {
      guard let index = names.firstIndex(of: name) else {
        let free = names.filter { !$0.isEmpty && !required.contains($0) }
        return .missingColumn(name: name, nearest: nearestName(to: name, among: free))
      }
      if index < last { return .columnOutOfOrder(name: name, after: names[last]) }
      last = index
    }
    return nil
  }
}
