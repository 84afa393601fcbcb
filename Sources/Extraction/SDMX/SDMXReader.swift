import Files
import SDMXVocabulary
package import StatisticalModel

/// Reads the observations of an SDMX message, with what its data sets, groups and series say of
/// them.
///
/// Memory does not grow with the message but with its groups, and by eight to sixteen bytes for
/// each series, or for each observation that stands in none: two values for one key are refused.
package struct SDMXReader {
  private let path: String
  private let displayName: String
  private let expectation: SDMXExpectation

  /// - Parameter displayName: what messages name.
  package init(path: String, displayName: String, expecting expectation: SDMXExpectation) {
    self.path = path
    self.displayName = displayName
    self.expectation = expectation
  }

  /// Reads SDMX-ML 2.1 or 3.x; where groups stand behind observations, twice.
  ///
  /// Good observations before a fault are handed on before it is thrown.
  /// - Throws: ``ExtractionError``, `FileFailure`, or what the closure throws.
  package func readML(batch: (SDMXBatch) throws -> Void) throws -> ExtractedFile {
    var reader = try XMLReader(path: path, displayName: displayName, encoding: .utf8)
    let count = try read(&reader, batch: batch)
    return try reader.summary(records: count)
  }

  /// Reads as ``readML(batch:)`` does, without hashing the file.
  ///
  /// - Returns: how many observations there are.
  package func observationsOfML(batch: (SDMXBatch) throws -> Void) throws -> Int {
    var reader = try XMLReader(
      path: path, displayName: displayName, encoding: .utf8, hashing: .none)
    let count = try read(&reader, batch: batch)
    try reader.finish()
    return count
  }

  private func read(
    _ reader: inout XMLReader, batch: (SDMXBatch) throws -> Void
  ) throws -> Int {
    try withoutActuallyEscaping(batch) { batch in
      var sink = try sink(batch: batch)
      try reader.read(into: &sink)
      return sink.records.count
    }
  }

  private func sink(batch: @escaping (SDMXBatch) throws -> Void) throws -> SDMXMessageSink {
    let late = try SDMXLateGroups(path: path, displayName: displayName, expecting: expectation)
    return SDMXMessageSink(
      expecting: expectation, groups: late.map { .known($0) } ?? .inPlace, batch: batch)
  }

  /// The attributes of some observations of SDMX-ML, by ordinal, each with the level that says so.
  ///
  /// - Throws: ``ExtractionError``, `FileFailure`.
  /// - Complexity: reads the whole message.
  package func attributesOfML(_ ordinals: Set<Int>) throws -> [Int: [StatedAttribute]] {
    var sink = try sink { _ in }
    sink.records.note(ordinals)
    var reader = try XMLReader(
      path: path, displayName: displayName, encoding: .utf8, hashing: .none)
    try reader.read(into: &sink)
    return sink.records.notes?.attributes ?? [:]
  }

  /// As ``attributesOfML(_:)``, of SDMX-CSV: a row says them itself, or one with a part of its key.
  package func attributesOfCSV(
    _ ordinals: Set<Int>, encoding: TextEncoding
  ) throws -> [Int: [StatedAttribute]] {
    var rows = try rows(encoding: encoding)
    rows.records.note(ordinals)
    _ = try read(into: &rows, encoding: encoding) { _ in }
    return rows.records.notes?.attributes ?? [:]
  }

  /// Reads SDMX-CSV 1.0 or 2.x; where fields are empty, twice: attributes of a partial key may
  /// stand behind the observations it fits.
  ///
  /// Good observations before a fault are handed on before it is thrown.
  /// - Throws: ``ExtractionError``, `FileFailure`, or what the closure throws.
  package func readCSV(
    encoding: TextEncoding = .utf8, batch: (SDMXBatch) throws -> Void
  ) throws -> ExtractedFile {
    var rows = try rows(encoding: encoding)
    return try read(into: &rows, encoding: encoding, batch: batch)
  }

  /// What takes the rows of SDMX-CSV, with the attributes of all partial keys.
  private func rows(encoding: TextEncoding) throws -> SDMXCSVRows {
    guard try SDMXPartialKeys.mayOccur(in: path) else { return SDMXCSVRows(expectation) }
    var rows = SDMXCSVRows(expectation, groups: .collected)
    do {
      // What is wrong with the file is left to the second reading.
      _ = try read(into: &rows, encoding: encoding) { _ in }
    } catch is ExtractionError {}
    let late = SDMXLateGroups(
      groups: rows.collectedGroups, components: rows.records.components)
    return SDMXCSVRows(expectation, groups: .known(late))
  }

  private func read(
    into rows: inout SDMXCSVRows, encoding: TextEncoding, batch: (SDMXBatch) throws -> Void
  ) throws -> ExtractedFile {
    let start = try firstBytes(of: path, upTo: 1024)
    guard let delimiter = SDMXCSVHeader.delimiter(of: start) else {
      throw fault(.notSDMXCSV, line: 1)
    }
    let reader = CSVReader(
      path: path, displayName: displayName,
      layout: CSVLayout(encoding: encoding, delimiter: delimiter))
    do {
      let file = try reader.read(
        leading: 1,
        first: { header, _ in
          do throws(SDMXFault) {
            try rows.begin(header.first ?? [])
          } catch {
            throw fault(error, line: 1)
          }
        },
        batch: { records in
          do throws(SDMXCSVRows.RowFault) {
            try rows.take(records)
          } catch {
            throw fault(error.fault, line: error.line)
          }
          try rows.records.handOn(to: batch)
        })
      return ExtractedFile(
        sha256: file.sha256, size: file.size, records: rows.records.count, header: file.header)
    } catch {
      try rows.records.handOn(to: batch)
      throw error
    }
  }

  private func fault(_ fault: SDMXFault, line: Int) -> ExtractionError {
    ExtractionError(file: displayName, line: line, column: 1, reason: .sdmx(fault))
  }
}
