import Extraction
import StatisticalModel

/// A small CSV file of a definition, in memory: UTF-8, comma, one header row.
struct DefinitionTable {
  let rows: [TableRow]
  /// SHA-256 of the bytes read, in hexadecimal.
  let sha256: String

  /// Reads a file whose columns may stand in any order.
  ///
  /// - Returns: nil when the file cannot be read as such a table; `problems` then says why. Rows
  ///   with too few or too many fields are left out, each with a problem noted.
  init?(
    path: String, required: [String], optional: [String], _ problems: ProblemList
  ) {
    var header: [String] = []
    var rows: [TableRow] = []
    do {
      let extractor = Extractor(
        path: path, displayName: problems.file, layout: .csv(CSVLayout()))
      let file = try extractor.read(
        header: { header = $0 },
        batch: { batch in
          for record in 0..<batch.count {
            let line = batch.locators[record].line
            let cells = (0..<batch.fieldCount(of: record)).map {
              batch.string($0, of: record) ?? ""
            }
            rows.append(TableRow(line: line, header: header, cells: cells, problems))
          }
        })
      sha256 = file.sha256
    } catch let error as ExtractionError {
      error.note(problems)
      return nil
    } catch {
      problems.add("the file cannot be read", suggestion: "Check the disk.", kind: .missing)
      return nil
    }
    guard Self.check(header, required: required, optional: optional, problems) else { return nil }
    if rows.isEmpty { problems.add("the table has no rows") }
    self.rows = rows.filter { $0.isWhole() }
  }

  private static func check(
    _ header: [String], required: [String], optional: [String], _ problems: ProblemList
  ) -> Bool {
    let count = problems.problems.count
    for (position, name) in header.enumerated() {
      let place = Place(line: 1, column: position + 1)
      if header[..<position].contains(name) {
        problems.add("the column '\(name)' stands twice", at: place)
      } else if !(required + optional).contains(name) {
        problems.addUnknown("column", name, among: required + optional, at: place)
      }
    }
    for name in required where !header.contains(name) {
      problems.add("the column '\(name)' is missing")
    }
    return problems.problems.count == count
  }
}

extension ExtractionError {
  /// Notes what the reader said of the file's content, without its place before it.
  fileprivate func note(_ problems: ProblemList) {
    let words = description.dropFirst("\(file):\(line):\(column): ".count)
    let end = words.firstRange(of: ". ")
    let reason = words[..<(end?.lowerBound ?? words.endIndex)]
    problems.add(
      String(reason.hasSuffix(".") ? reason.dropLast() : reason),
      at: Place(line: max(1, line), column: max(1, column)),
      suggestion: end.map { String(words[$0.upperBound...]) })
  }
}

/// A row of a definition's table, read column by column like a mapping.
struct TableRow {
  let line: Int
  private let header: [String]
  private let cells: [String]
  private let problems: ProblemList

  init(line: Int, header: [String], cells: [String], _ problems: ProblemList) {
    self.line = line
    self.header = header
    self.cells = cells
    self.problems = problems
  }

  /// Whether the row has a field for every column, none of them with blanks at its ends.
  fileprivate func isWhole() -> Bool {
    guard cells.count == header.count else {
      let place = Place(line: line, column: 1)
      problems.add("the row has \(cells.count) fields, the header \(header.count)", at: place)
      return false
    }
    for (name, cell) in zip(header, cells)
    where cell.first?.isWhitespace == true || cell.last?.isWhitespace == true {
      add("a blank at the beginning or end of a field", in: name, suggestion: "Remove it.")
    }
    return true
  }

  /// The text of a column; nil when it is empty or there is no such column.
  subscript(column: String) -> String? {
    guard let position = header.firstIndex(of: column), !cells[position].isEmpty else { return nil }
    return cells[position]
  }

  func required(_ column: String) -> String? {
    if self[column] == nil { add("'\(column)' is empty", in: column) }
    return self[column]
  }

  func optional<Value>(_ column: String, as reading: Reading<Value>) -> Value? {
    guard let text = self[column] else { return nil }
    let node = DefinitionNode(place: place(of: column), content: .text(text, .quoted))
    return reading.value(of: node, problems)
  }

  /// The days in `valid_from` and `valid_to`.
  func validity() -> Validity {
    let from = optional("valid_from", as: .day)?.firstDay
    let to = optional("valid_to", as: .day)?.firstDay
    if let from, let to, from > to { add("valid_to is before valid_from", in: "valid_to") }
    return Validity(from: from, to: to)
  }

  func add(_ reason: String, in column: String, suggestion: String? = nil) {
    problems.add(reason, at: place(of: column), suggestion: suggestion)
  }

  func addUnknown(
    _ what: String, _ name: String, among known: some Sequence<String>, in column: String
  ) {
    problems.addUnknown(what, name, among: known, at: place(of: column))
  }

  private func place(of column: String) -> Place {
    Place(line: line, column: 1 + (header.firstIndex(of: column) ?? 0))
  }
}

extension Validity {
  /// Whether some day is in both.
  func overlaps(_ other: Validity) -> Bool {
    (from ?? .min) <= (other.to ?? .max) && (other.from ?? .min) <= (to ?? .max)
  }
}
