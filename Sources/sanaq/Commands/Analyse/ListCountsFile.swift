import Extraction
import Foundation
import StatisticalMethods
import StatisticalModel

/// A CSV file of patterns: one column of 0 and 1 per list, and `count`.
struct ListCountsFile {
  private static let countColumn = "count"

  let path: String

  /// The counts by pattern.
  ///
  /// - Throws: ``AnalysisInputError``, `ExtractionError`, `FileFailure`.
  func overlap() throws -> ListOverlap {
    var columns: [String] = []
    var lines: [Int: Int] = [:]
    var counts: [Int: Int] = [:]
    _ = try Extractor(path: path, displayName: path, layout: .csv(CSVLayout())).read(
      header: {
        columns = $0
        try check(columns)
      },
      batch: { batch in
        for record in 0..<batch.count {
          let row = try Row(batch, record, columns: columns, in: self)
          let line = batch.locators[record].line
          if let first = lines.updateValue(line, forKey: row.mask) {
            throw refusal(
              line, 1, "this pattern is on line \(first) already. Add the two counts up.")
          }
          counts[row.mask] = row.count
        }
      })
    guard counts.values.contains(where: { $0 > 0 }) else {
      throw refusal(1, 1, "nobody is on any list. Give at least one count above 0.")
    }
    return try ListOverlap(lists: columns.filter { $0 != Self.countColumn }, counts: counts)
  }

  private func check(_ columns: [String]) throws {
    guard columns.contains(Self.countColumn) else {
      throw refusal(1, 1, "no column 'count'. Name the column of counts so.")
    }
    let lists = columns.count - 1
    guard ListOverlap.listCounts.contains(lists) else {
      throw refusal(
        1, 1, "\(lists) list\(lists == 1 ? "" : "s") beside 'count'. Two to six are needed.")
    }
    if let empty = columns.firstIndex(of: "") {
      throw refusal(1, 1, "column \(empty + 1) has no name. Name it for its list.")
    }
    // A name reaches the terminal; it must not write there.
    let isUnprintable = { (name: String) in
      name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    if let column = columns.firstIndex(where: isUnprintable) {
      throw refusal(
        1, 1, "the name of column \(column + 1) has a control character. Name it in plain text.")
    }
  }

  private func refusal(_ line: Int, _ column: Int, _ reason: String) -> AnalysisInputError {
    AnalysisInputError(file: path, line: line, column: column, reason: reason)
  }

  /// A refusal of one field; the record is cut again to find where the field stands.
  private func refusal(_ locator: RecordLocator, field: Int, _ reason: String) -> AnalysisInputError
  {
    let end = locator.offset + locator.length
    let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    let record =
      end <= bytes.count ? String(decoding: bytes[locator.offset..<end], as: UTF8.self) : ""
    var (column, passed, isQuoted) = (1, 0, false)
    for character in record {
      if passed == field { break }
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { passed += 1 }
      column += 1
    }
    return refusal(locator.line, column, reason)
  }
}

extension ListCountsFile {
  /// One pattern with its count.
  private struct Row {
    var mask = 0
    var count = 0

    init(_ batch: RecordBatch, _ record: Int, columns: [String], in file: ListCountsFile) throws {
      let locator = batch.locators[record]
      guard batch.fieldCount(of: record) == columns.count else {
        throw file.refusal(
          locator.line, 1,
          "\(batch.fieldCount(of: record)) fields where the header has \(columns.count). "
            + "Give every column a value.")
      }
      var list = 0
      for (field, column) in columns.enumerated() {
        let text = batch.string(field, of: record) ?? ""
        if column == ListCountsFile.countColumn {
          count = try file.count(text, locator, field)
        } else {
          guard text == "0" || text == "1" else {
            throw file.refusal(
              locator, field: field,
              "list '\(column)' is neither 0 nor 1. Write 1 for people on the list, else 0.")
          }
          if text == "1" { mask |= 1 << list }
          list += 1
        }
      }
      if mask == 0 {
        throw file.refusal(
          locator.line, 1,
          "nobody can be counted on no list; that number is what is estimated. Remove the line.")
      }
    }
  }

  private func count(_ text: String, _ locator: RecordLocator, _ field: Int) throws -> Int {
    guard let number = ExactDecimal(parsing: text) else {
      throw refusal(
        locator, field: field, "the count is not a whole number. Write digits only.")
    }
    let advice = "A count is a whole number from 0 to \(ListOverlap.largestCount)."
    if number.isNegative {
      throw refusal(locator, field: field, "the count is negative. \(advice)")
    }
    // The spelling matters: 12.0 is a measurement, not a count.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw refusal(locator, field: field, "the count has decimals. \(advice)")
    }
    guard let count = Int(text), count <= ListOverlap.largestCount else {
      throw refusal(locator, field: field, "the count is too large. \(advice)")
    }
    return count
  }
}
