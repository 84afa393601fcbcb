import Extraction
import Files
import Reporting
import SDMXVocabulary
import StatisticalModel

/// Shows the observations of an SDMX message.
struct ObservationView {
  private let isJSON: Bool
  /// Number of the data set whose heading was shown last.
  private var shown = 0

  init(isJSON: Bool) { self.isJSON = isJSON }

  mutating func show(_ batch: SDMXBatch, on output: inout StandardOutput) throws {
    if !isJSON, batch.dataSet.number != shown {
      shown = batch.dataSet.number
      try output.write(line: Self.heading(batch.dataSet))
    }
    for record in 0..<batch.records.count {
      let observation = Observation(record, of: batch)
      try output.write(line: isJSON ? observation.json.text : observation.line)
    }
  }

  private static func heading(_ dataSet: SDMXDataSet) -> String {
    "data set \(dataSet.number): \(dataSet.structure?.description ?? "no structure named"), "
      + dataSet.action.word.lowercased()
  }
}

/// One observation, with its components by what they are.
private struct Observation {
  private let batch: SDMXBatch
  private let record: Int

  init(_ record: Int, of batch: SDMXBatch) {
    self.record = record
    self.batch = batch
  }

  private func members(_ role: SDMXRole) -> [JSONValue.Member] {
    batch.components.indices.compactMap { position in
      guard batch.components[position].role == role,
        let field = batch.records.field(position, of: record)
      else { return nil }
      return JSONValue.Member(
        name: batch.components[position].id,
        value: role == .measure && SDMXBatch.isMissing(field) ? .null : Self.value(of: field))
    }
  }

  /// A text, or an array where there are several values.
  private static func value(of field: ArraySlice<UInt8>) -> JSONValue {
    let parts = field.split(
      separator: SDMXBatch.valueSeparator, omittingEmptySubsequences: false
    ).map { JSONValue.string(String(decoding: $0, as: UTF8.self)) }
    return parts.count == 1 ? parts[0] : .array(parts)
  }

  var json: JSONValue {
    let locator = batch.records.locators[record]
    let measures = members(.measure)
    let primary = measures.first { $0.name == SDMXConcept.observationValue } ?? measures.first
    var members: [JSONValue.Member] = [
      .init(name: "dataset", value: .integer(batch.dataSet.number)),
      .init(name: "structure", value: JSONValue(batch.dataSet.structure?.description)),
      .init(name: "action", value: .string(batch.dataSet.action.rawValue)),
      .init(name: "key", value: .object(self.members(.dimension))),
      .init(name: "value", value: primary?.value ?? .null),
      .init(name: "attributes", value: .object(self.members(.attribute))),
      .init(name: "offset", value: .integer(locator.offset)),
      .init(name: "length", value: .integer(locator.length)),
    ]
    if measures.count > 1 {
      members.insert(.init(name: "measures", value: .object(measures)), at: 5)
    }
    return .object(members)
  }

  /// The observation on one line: `FREQ=A,TIME_PERIOD=2019  12.5  OBS_STATUS=A  line 4`.
  var line: String {
    func pairs(_ members: [JSONValue.Member]) -> String {
      members.map { member in
        let text = if case .string(let text) = member.value { text } else { member.value.text }
        return "\(member.name)=\(text)"
      }.joined(separator: ",")
    }
    let measures = members(.measure)
    let value: String =
      measures.count == 1 && measures[0].name == SDMXConcept.observationValue
      ? String(pairs(measures).dropFirst(SDMXConcept.observationValue.count + 1)) : pairs(measures)
    let attributes = pairs(members(.attribute))
    return TextTable.printable(
      "  " + pairs(members(.dimension)) + "  " + (value.isEmpty ? "null" : value)
        + (attributes.isEmpty ? "" : "  " + attributes)
        + "  line \(batch.records.locators[record].line)")
  }
}
