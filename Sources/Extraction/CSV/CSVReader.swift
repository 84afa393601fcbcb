import Files
import LibCSV
package import StatisticalModel

/// Reads the records of a CSV file as they stand, without giving the first ones a meaning.
package struct CSVReader {
  package var path: String
  /// What messages name.
  package var displayName: String
  package var layout: CSVLayout

  package init(path: String, displayName: String, layout: CSVLayout) {
    self.path = path
    self.displayName = displayName
    self.layout = layout
  }

  /// Hands on the first `leading` records together, fewer when there are no more, then the rest
  /// in batches.
  ///
  /// Good records before a fault are handed on before it is thrown. Ragged records are handed on
  /// as they stand; a blank line is a record without fields.
  /// - Throws: ``ExtractionError``, `FileFailure`, or what the closures throw.
  package func read(
    leading: Int, first: ([[String?]], [RecordLocator]) throws -> Void,
    batch: (RecordBatch) throws -> Void
  ) throws -> ExtractedFile {
    var records = try CSVRecords(path: path, displayName: displayName, layout: layout)
    var rows: [[String?]] = []
    var locators: [RecordLocator] = []
    while rows.count < leading, try records.next(upTo: 1) {
      let row = records.batch
      rows.append((0..<row.fieldCount(of: 0)).map { row.string($0, of: 0) })
      locators.append(row.locators[0])
    }
    try first(rows, locators)
    records.countFromOne()
    while try records.next(upTo: .max) { try batch(records.batch) }
    return try records.summary(header: locators)
  }
}

/// The records of one file: libcsv cuts the fields, a scanner finds where records stand, and each
/// checks the other.
private struct CSVRecords: ~Copyable {
  private(set) var batch = RecordBatch()

  private let displayName: String
  private var file: DecodedFile
  /// Decoded and not yet handed on; begins with a record, or inside a terminator.
  private var text: [UInt8] = []
  private var fault: ExtractionError.Reason?
  private var scanner: CSVScanner
  private var parser: CSVParser
  private var rows = CSVRows()

  init(path: String, displayName: String, layout: CSVLayout) throws {
    var file = try DecodedFile(
      path: path, displayName: displayName, encoding: layout.encoding)
    fault = try file.read(into: &text)
    let mark = file.markWidth
    self.file = file
    self.displayName = displayName
    scanner = CSVScanner(
      delimiter: layout.delimiter, quote: layout.quote, width: OriginalWidth(layout.encoding),
      offset: mark)
    parser = CSVParser(delimiter: layout.delimiter, quote: layout.quote)
  }

  mutating func countFromOne() { scanner.ordinal = 1 }

  func summary(header: [RecordLocator]) throws -> ExtractedFile {
    try file.summary(records: scanner.ordinal - 1, header: header)
  }

  /// Fills ``batch`` with the next records; false at the end of the file.
  mutating func next(upTo limit: Int) throws -> Bool {
    scanner.scan(text, records: limit)
    while scanner.locators.isEmpty {
      if let fault = scanner.fault { throw error(fault.reason, (fault.line, fault.column)) }
      if let fault { throw error(fault, scanner.place(of: text.count, in: text)) }
      if file.isAtEnd { return try finish() }
      fault = try file.read(into: &text)
      scanner.scan(text, records: limit)
    }
    try cut(endsText: false)
    return true
  }

  private mutating func finish() throws -> Bool {
    scanner.finish(text)
    if let fault = scanner.fault { throw error(fault.reason, (fault.line, fault.column)) }
    guard !scanner.locators.isEmpty else { return false }
    try cut(endsText: true)
    return true
  }

  /// Has libcsv cut the records the scanner completed, and compares.
  private mutating func cut(endsText: Bool) throws {
    rows.removeAll()
    do throws(CSVParser.Fault) {
      try parser.parse(
        text, count: scanner.completed, fields: scanner.expectations.reduce(0) { $0 + $1.fields },
        endsText: endsText, into: &rows)
    } catch {
      throw self.error(.readersDisagree, (scanner.locators[0].line, 1))
    }
    if let record = firstDisagreement() {
      let known = min(record, scanner.locators.count - 1)
      throw error(.readersDisagree, (scanner.locators[known].line, 1))
    }
    fillBatch()
    text.removeSubrange(..<scanner.completed)
    scanner.discardCompleted()
  }

  /// The first record of which the two readers think differently.
  private func firstDisagreement() -> Int? {
    let expected = scanner.expectations
    guard rows.count == expected.count else { return min(rows.count, expected.count) }
    var start = 0
    for record in expected.indices {
      let fields = rows.firstField[record]..<rows.firstField[record + 1]
      let end = fields.isEmpty ? start : rows.ends[fields.upperBound - 1]
      if fields.count != expected[record].fields || end - start != expected[record].textBytes {
        return record
      }
      start = end
    }
    return nil
  }

  /// Exchanges the arrays, so that neither side copies nor allocates.
  private mutating func fillBatch() {
    batch.locators.removeAll(keepingCapacity: true)
    batch.locators.append(contentsOf: scanner.locators)
    swap(&batch.text, &rows.text)
    swap(&batch.ends, &rows.ends)
    swap(&batch.isNull, &rows.isNull)
    swap(&batch.firstField, &rows.firstField)
  }

  private func error(
    _ reason: ExtractionError.Reason, _ place: (line: Int, column: Int)
  ) -> ExtractionError {
    ExtractionError(file: displayName, line: place.line, column: place.column, reason: reason)
  }
}
