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

/// Reads the bytes as observations; the settings choose what is expected of them.
func takeObservations(_ bytes: [UInt8], _ settings: UInt8, isXML: Bool) {
  let expected = SDMXExpectation.components([
    SDMXComponent(id: SDMXLayout.actionColumn, role: .action),
    SDMXComponent(id: "AREA", role: .dimension),
    SDMXComponent(id: "TIME_PERIOD", role: .dimension),
    SDMXComponent(id: "OBS_VALUE", role: .measure),
    SDMXComponent(id: "OBS_STATUS", role: .attribute),
  ])
  var records: [RecordLocator] = []
  read(bytes) { path in
    let reader = SDMXReader(
      path: path, displayName: "input", expecting: settings & 1 == 0 ? .any : expected)
    func take(_ batch: SDMXBatch) {
      for index in 0..<batch.records.count {
        for field in batch.components.indices { _ = batch.records.string(field, of: index) }
        records.append(batch.records.locators[index])
      }
    }
    let file = try isXML ? reader.readML(batch: take) : reader.readCSV(batch: take)
    precondition(file.size == bytes.count && file.records == records.count)
  }
  for (number, record) in records.enumerated() {
    precondition(record.ordinal == number + 1)
    precondition(record.offset >= 0 && record.length > 0)
    precondition(record.offset + record.length <= bytes.count)
  }
}

func takeStructures(_ bytes: [UInt8]) {
  read(bytes) { path in _ = try SDMXStructureReader(path: path, displayName: "input").read() }
}

private func take(_ bytes: [UInt8], as layout: FileLayout) {
  var records: [RecordLocator] = []
  read(bytes) { path in
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

/// Has the bytes read from a file; what refuses them must say why, and where.
private func read(_ bytes: [UInt8], _ reading: (_ path: String) throws -> Void) {
  let path = "/dev/shm/sanaq-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try reading(path)
  } catch let error as ExtractionError {
    precondition(error.reason != .readersDisagree, "the readers disagree: \(error)")
    precondition(error.line >= 1 && error.reason.words.contains("."))
  } catch {
    preconditionFailure("\(error)")
  }
}
