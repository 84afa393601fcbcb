import LibXLSXWriter
import StatisticalModel
package import Warehousing

/// A vintage as a workbook for people, laid out as the UK Analysis Function asks: a cover, a list of
/// contents, notes, then one table to a worksheet, with a column of shorthand beside the value, so
/// that numbers stay numbers, and without merged cells.
package struct WorkbookExport {
  private let tables: VintageTables
  private let run: RunRow

  /// Larger workbooks are written in constant memory, in which the library marks no tables.
  private static let largestMarked = 50_000
  /// Title and explanation of a worksheet, then its headings.
  private static let headingRow = 3
  /// Spreadsheets keep no more digits of a number.
  private static let digits = 15

  package init(_ tables: VintageTables, run: RunRow) {
    self.tables = tables
    self.run = run
  }

  private var title: String { tables.definition.title["en"] ?? tables.definition.id }

  /// Writes the file at a path, which nobody reads before this returns.
  ///
  /// - Parameter rows: of the largest table.
  /// - Throws: ``ExportError``.
  package func write(to path: String, largestTable rows: Int) throws {
    guard rows < XLSXWorkbook.rowLimit - Self.headingRow else {
      throw ExportError.tooManyRows(rows)
    }
    do {
      let isLarge = rows > Self.largestMarked
      var book = try XLSXWorkbook(
        path: path, title: title, created: run.finished, inConstantMemory: isLarge)
      try addCover(to: &book)
      try add("Contents", contents, to: &book, isMarked: !isLarge)
      try add("Notes", notes(isMarked: !isLarge), to: &book, isMarked: !isLarge)
      for table in tables.all { try add(table, to: &book, isMarked: !isLarge) }
      try book.close()
    } catch let fault as XLSXWorkbook.Fault {
      throw ExportError.workbook(fault.reason)
    }
  }

  private func addCover(to book: inout XLSXWorkbook) throws(XLSXWorkbook.Fault) {
    try book.addSheet("Cover")
    try book.setWidth(100, columns: 0...0)
    try book.write(title, row: 0, column: 0, isHeading: true)
    let lines = [
      "Vintage \(run.vintage), made on \(run.finished) by sanaq \(run.programVersion).",
      "SHA-256 of the manifest: \(run.manifestHash)",
      "The worksheet Contents lists the tables, the worksheet Notes explains the shorthand.",
    ]
    for (row, line) in lines.enumerated() { try book.write(line, row: row + 1, column: 0) }
  }

  /// Two columns of text.
  private struct TextSheet {
    var title: String
    var headings: [String]
    var rows: [[String]]
  }

  private var contents: TextSheet {
    TextSheet(
      title: "Contents", headings: ["Worksheet", "What it has"],
      rows: [["Notes", "Shorthand, and what the columns mean"]]
        + tables.all.map { [$0.name, $0.title] })
  }

  private func notes(isMarked: Bool) -> TextSheet {
    let general = [
      ["empty cell", "There is nothing to say; beside an empty value stands why"],
      ["long numbers", "A number of more than \(Self.digits) digits is text: spreadsheets round"],
    ]
    let unmarked = [["tables", "Too long to be marked as tables; each begins at its headings"]]
    return TextSheet(
      title: "Notes", headings: ["Term", "Meaning"],
      rows: Shorthand.allCases.map { [$0.rawValue, $0.meaning] } + general
        + (isMarked ? [] : unmarked)
        + tables.all.flatMap { table in
          table.columns.map { ["\(table.name): \($0.name)", $0.meaning] }
        })
  }

  private func add(
    _ name: String, _ sheet: TextSheet, to book: inout XLSXWorkbook, isMarked: Bool
  ) throws(XLSXWorkbook.Fault) {
    try begin(name, sheet.title, headings: sheet.headings, in: &book)
    try book.setWidth(40, columns: 0...0)
    try book.setWidth(90, columns: 1...1)
    for (position, row) in sheet.rows.enumerated() {
      for (column, text) in row.enumerated() {
        try book.write(text, row: Self.headingRow + 1 + position, column: column)
      }
    }
    guard isMarked else { return }
    try book.markTable(
      name, headings: sheet.headings, firstRow: Self.headingRow,
      lastRow: Self.headingRow + sheet.rows.count)
  }

  private func add(
    _ table: ExportedTable, to book: inout XLSXWorkbook, isMarked: Bool
  ) throws {
    let headings = table.columns.map(\.name)
    try begin(table.name, table.title, headings: headings, in: &book)
    try book.setWidth(16, columns: 0...(headings.count - 1))
    var last = Self.headingRow
    // The workbook has one owner, which a closure that escapes nowhere may use.
    try write(table, to: book, last: &last)
    guard isMarked else { return }
    // A table has a row below its headings, be it empty.
    try book.markTable(
      table.name, headings: headings, firstRow: Self.headingRow,
      lastRow: max(last, Self.headingRow + 1))
  }

  private func write(
    _ table: ExportedTable, to book: borrowing XLSXWorkbook, last: inout Int
  ) throws {
    try table.forEachRow { row in
      last += 1
      for (column, text) in row.enumerated() {
        guard let text else { continue }
        let isNumber =
          table.columns[column].kind == .number || table.columns[column].kind == .wholeNumber
        let digits = text.utf8.count { (48...57).contains($0) }
        if isNumber, digits <= Self.digits, let number = Double(text) {
          try book.write(number, row: last, column: column)
        } else {
          try book.write(text, row: last, column: column)
        }
      }
    }
  }

  private func begin(
    _ name: String, _ title: String, headings: [String], in book: inout XLSXWorkbook
  ) throws(XLSXWorkbook.Fault) {
    try book.addSheet(name)
    try book.write("\(title): \(self.title)", row: 0, column: 0, isHeading: true)
    try book.write(
      "This worksheet has one table. Notes explains shorthand and columns.", row: 1, column: 0)
    for (column, heading) in headings.enumerated() {
      try book.write(heading, row: Self.headingRow, column: column, isHeading: true)
    }
  }
}

/// Shorthand of the UK Analysis Function for what a number cannot say.
enum Shorthand: String, CaseIterable {
  case confidential = "[c]"
  case estimated = "[e]"
  case low = "[low]"
  case notAvailable = "[x]"
  case notApplicable = "[z]"

  var meaning: String {
    switch self {
    case .confidential: "Confidential: suppressed by its source"
    case .estimated: "Estimated: balanced, or only about right"
    case .low: "Rounds to zero, and is not zero"
    case .notAvailable: "Not available"
    case .notApplicable: "Not applicable: there can be no such number"
    }
  }

  /// What is to stand beside a value of these statuses; nil where the number says all.
  init?(_ statuses: Set<ObservationStatus>) {
    if statuses.contains(.suppressed) {
      self = .confidential
    } else if statuses.contains(.cannotExist) {
      self = .notApplicable
    } else if statuses.contains(.notSignificant) {
      self = .low
    } else if !statuses.isDisjoint(with: [.missing, .existsNotCollected, .includedElsewhere]) {
      self = .notAvailable
    } else if !statuses.isDisjoint(with: [.imputed, .estimated]) {
      self = .estimated
    } else {
      return nil
    }
  }
}
