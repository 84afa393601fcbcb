import Extraction
import Files
import StatisticalMethods
import StatisticalModel

/// A small CSV file with named columns, read for a method: every cell knows its place.
struct MethodTable {
  struct Row {
    fileprivate let table: String
    fileprivate let columns: [String: Int]
    fileprivate let cells: [String?]
    fileprivate let locator: RecordLocator
  }

  private(set) var rows: [Row] = []

  /// Refuses a file without a `required` column or with one that is neither required nor optional.
  init(path: String, required: [String], optional: [String] = []) throws {
    var columns: [String: Int] = [:]
    var pending: [([String?], RecordLocator)] = []
    let read = try Extractor(path: path, displayName: path, layout: .csv(CSVLayout())).read(
      header: { names in
        for (place, name) in names.enumerated() { columns[name] = place }
        try Self.check(names, path, required, optional)
      },
      batch: { batch in
        for record in 0..<batch.count {
          let cells = (0..<batch.fieldCount(of: record)).map { batch.string($0, of: record) }
          pending.append((cells, batch.locators[record]))
        }
      })
    guard read.records > 0 else {
      throw AnalysisInputError(
        file: path, line: 1, column: 1, reason: "the file has no rows; add one per value.")
    }
    for (cells, locator) in pending {
      guard cells.count == columns.count else {
        throw AnalysisInputError(
          file: path, line: locator.line, column: 1,
          reason:
            "the row has \(cells.count) fields, the header \(columns.count); give every column.")
      }
      rows.append(Row(table: path, columns: columns, cells: cells, locator: locator))
    }
  }

  private static func check(
    _ names: [String], _ path: String, _ required: [String], _ optional: [String]
  ) throws {
    if let missing = required.first(where: { !names.contains($0) }) {
      throw AnalysisInputError(
        file: path, line: 1, column: 1,
        reason:
          "there is no column '\(missing)'; the columns are \(required.joined(separator: ","))"
          + (optional.isEmpty ? "" : " and optionally \(optional.joined(separator: ","))") + ".")
    }
    let known = required + optional
    if let place = names.firstIndex(where: { !known.contains($0) }) {
      let column = names.prefix(place).reduce(1) { $0 + $1.count + 1 }
      throw AnalysisInputError(
        file: path, line: 1, column: column,
        reason:
          "no method reads this column; the columns are \(known.joined(separator: ",")).")
    }
  }
}

extension MethodTable.Row {
  /// The text of a cell; nil when it is empty or its column is not there.
  func text(_ column: String) -> String? {
    guard let cell = columns[column].flatMap({ cells[$0] }), !cell.isEmpty else { return nil }
    return cell
  }

  /// The text of a cell that must be filled.
  func filled(_ column: String) throws -> String {
    guard let text = text(column) else { throw refusal(column, "the cell is empty; fill it") }
    return text
  }

  /// The number of a cell; nil when it is empty.
  func number(_ column: String) throws -> Rational? {
    guard let text = text(column) else { return nil }
    guard let number = Rational(text) else {
      throw refusal(column, "this is not a number such as -12, 0.25 or 3/7; write it so")
    }
    return number
  }

  func filledNumber(_ column: String) throws -> Rational {
    guard let number = try number(column) else {
      throw refusal(column, "the cell is empty; fill it, a zero is written 0")
    }
    return number
  }

  /// Whether a cell says `yes` or `1`; an empty one says no.
  func flag(_ column: String) throws -> Bool {
    switch text(column) {
    case nil, "no", "0", "false": return false
    case "yes", "1", "true": return true
    default: throw refusal(column, "write yes or no")
    }
  }

  /// A refusal that names the place of a cell; it never repeats the cell.
  func refusal(_ column: String, _ reason: String) -> AnalysisInputError {
    let place = try? FieldPlace(of: columns[column] ?? 0, at: locator, in: table)
    return AnalysisInputError(
      file: table, line: place?.line ?? locator.line, column: place?.column ?? 1,
      reason: "column '\(column)': \(reason).")
  }
}
