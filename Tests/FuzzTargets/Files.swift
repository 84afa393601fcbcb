import Extraction
import Files
import Foundation
import StatisticalModel

/// Reads the bytes as a table; the settings choose encoding, delimiter and rows of the header.
func takeTable(_ bytes: [UInt8], _ settings: UInt8) {
  let layout = CSVLayout(
    encoding: TextEncoding.allCases[Int(settings & 3)],
    delimiter: settings & 4 == 0 ? UInt8(ascii: ",") : UInt8(ascii: ";"),
    titleRows: Int(settings >> 3 & 1), headerRows: Int(settings >> 4 & 3))
  take(bytes, as: .csv(layout))
}

func takeMessage(_ bytes: [UInt8], _ settings: UInt8) {
  let layout = XMLLayout(
    encoding: TextEncoding.allCases[Int(settings & 3)], record: "r",
    fields: [("a", "@a"), ("b", "b/@c"), ("d", "d"), ("text", ".")])
  take(bytes, as: .xml(layout))
}

private func take(_ bytes: [UInt8], as layout: FileLayout) {
  let path = "/dev/shm/sanaq-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  var records: [RecordLocator] = []
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let extractor = Extractor(path: path, displayName: "input", layout: layout)
    let file = try extractor.read(
      header: { _ in },
      batch: { batch in
        for index in 0..<batch.count {
          for field in 0..<batch.fieldCount(of: index) { _ = batch.string(field, of: index) }
          records.append(batch.locators[index])
        }
      })
    precondition(file.size == bytes.count && file.records == records.count)
  } catch let error as ExtractionError {
    precondition(error.reason != .readersDisagree, "the readers disagree: \(error)")
    precondition(error.line >= 1 && error.reason.words.contains("."))
  } catch {
    preconditionFailure("\(error)")
  }
  // Records stand in the file, one behind the other.
  var end = 0
  for (number, record) in records.enumerated() {
    precondition(record.ordinal == number + 1)
    // A blank line of a table is a record without bytes.
    precondition(record.offset >= end && record.length >= 0)
    if case .csv = layout { end = record.offset + record.length }
    precondition(record.offset + record.length <= bytes.count)
  }
}
