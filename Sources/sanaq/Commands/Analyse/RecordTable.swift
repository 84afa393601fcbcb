import Extraction
import Files
import StatisticalMethods
import StatisticalModel

/// A CSV file of records: a first column that names them, and columns of numbers.
struct RecordTable {
  struct Record {
    var id: String
    /// Where it stands in the file, from 1.
    var line: Int
    /// By column; an empty field is a missing value and has no entry.
    var values: [String: Rational]
  }

  /// By id, in canonical order.
  let records: [Record]

  /// Reads the numbers of the columns named; others may hold anything.
  ///
  /// - Parameters:
  ///   - path: Of the file, as messages name it.
  ///   - key: The name of the first column, whose values are distinct.
  ///   - columns: Those that hold numbers; none may be absent.
  /// - Throws: ``AnalysisInputError``, `ExtractionError`, `FileFailure`.
  init(path: String, key: String, columns: [String]) throws {
    var reading = Reading(path: path, key: key, columns: columns)
    _ = try Extractor(path: path, displayName: path, layout: .csv(CSVLayout())).read(
      header: { try reading.take(header: $0) }, batch: { try reading.take($0) })
    records = reading.records.sorted { NameOrder.precedes($0.id, $1.id) }
  }
}

private struct Reading {
  let path: String
  let key: String
  let columns: [String]
  var records: [RecordTable.Record] = []
  private var places: [(column: String, field: Int)] = []
  private var width = 0
  private var lines: [String: Int] = [:]

  init(path: String, key: String, columns: [String]) {
    self.path = path
    self.key = key
    self.columns = columns
  }

  mutating func take(header: [String]) throws {
    guard header.first == key else {
      throw refusal(1, 1, "the first column must be '\(key)'. Name it so, and put it first.")
    }
    width = header.count
    let fields = Dictionary(zip(header, 0...)) { first, _ in first }
    places = try columns.map { column in
      guard let field = fields[column] else {
        throw refusal(
          1, 1,
          "there is no column '\(column)', which a rule is about. "
            + "Add it, or correct the name in the rules.")
      }
      return (column, field)
    }
  }

  mutating func take(_ batch: RecordBatch) throws {
    for record in 0..<batch.count {
      let locator = batch.locators[record]
      guard batch.fieldCount(of: record) == width else {
        throw refusal(
          locator.line, 1,
          "the record has \(batch.fieldCount(of: record)) fields, the header \(width). "
            + "Give it as many.")
      }
      guard let id = batch.string(0, of: record), !id.isEmpty else {
        throw refusal(locator.line, 1, "the record has no \(key). Give it one.")
      }
      if let earlier = lines.updateValue(locator.line, forKey: id) {
        throw refusal(
          locator.line, 1, "the \(key) stands already on line \(earlier). Give each its own.")
      }
      records.append(
        RecordTable.Record(
          id: id, line: locator.line, values: try values(of: record, in: batch)))
    }
  }

  private func values(of record: Int, in batch: RecordBatch) throws -> [String: Rational] {
    var values: [String: Rational] = [:]
    for (column, field) in places {
      guard let text = batch.string(field, of: record), !text.isEmpty else { continue }
      guard let value = Rational(text) else {
        let place = try FieldPlace(of: field, at: batch.locators[record], in: path)
        throw refusal(
          place.line, place.column,
          "column '\(column)' does not hold a number. "
            + "Write it as 1234, -1.25 or 3/7, or leave the field empty if it is missing.")
      }
      values[column] = value
    }
    return values
  }

  private func refusal(_ line: Int, _ column: Int, _ reason: String) -> AnalysisInputError {
    AnalysisInputError(file: path, line: line, column: column, reason: reason)
  }
}

/// Where a field of a CSV record begins.
struct FieldPlace {
  var line: Int
  var column = 1

  /// Reads the record again: what is refused is refused once.
  init(of field: Int, at locator: RecordLocator, in path: String) throws {
    line = locator.line
    var field = field
    var isQuoted = false
    let bytes = try slice(of: path, offset: locator.offset, length: locator.length)
    for character in String(decoding: bytes, as: UTF8.self) where field > 0 {
      column += 1
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: field -= 1
      case let other where other.isNewline: (line, column) = (line + 1, 1)
      default: break
      }
    }
  }
}
