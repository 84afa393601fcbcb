import Extraction
import StatisticalModel
import TestSupport

/// What reading one file gave.
struct Reading {
  var header: [String] = []
  var records: [[String?]] = []
  var locators: [RecordLocator] = []
  var file: ExtractedFile?
  var error: ExtractionError?

  /// Writes the bytes to a file named `in.csv` or `in.xml` and reads it.
  init(_ bytes: some Sequence<UInt8>, _ layout: FileLayout) throws {
    let workdir = try Workdir()
    let path = try workdir.write(bytes, to: "in")
    let name = if case .csv = layout { "in.csv" } else { "in.xml" }
    do {
      file = try Extractor(path: path, displayName: name, layout: layout).read(
        header: { header = $0 },
        batch: { batch in
          for record in 0..<batch.count {
            records.append((0..<batch.fieldCount(of: record)).map { batch.string($0, of: record) })
          }
          locators += batch.locators
        })
    } catch let error as ExtractionError {
      self.error = error
    }
  }

  /// Reads CSV without a header.
  init(csv text: String, delimiter: Character = ",", quote: Character = "\"") throws {
    try self.init(
      text.utf8,
      .csv(
        CSVLayout(
          delimiter: delimiter.asciiValue ?? 0, quote: quote.asciiValue ?? 0, headerRows: 0)))
  }

  /// The bytes of each record, by its locator.
  func slices(of bytes: [UInt8]) -> [String] {
    locators.map { String(decoding: bytes[$0.offset..<$0.offset + $0.length], as: UTF8.self) }
  }
}
