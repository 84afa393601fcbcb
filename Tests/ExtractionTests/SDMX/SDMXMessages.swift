import Extraction
import SDMXVocabulary
import StatisticalModel
import TestSupport

/// What reading one SDMX message gave, written so that a test can say it in a line.
struct SDMXReading {
  var observations: [String] = []
  /// The bytes each observation's place names.
  var slices: [String] = []
  var error: ExtractionError?

  init(_ text: String, expecting expectation: SDMXExpectation = .any) throws {
    let workdir = try Workdir()
    let isXML = text.hasPrefix("<")
    let path = try workdir.write(Array(text.utf8), to: "in")
    let reader = SDMXReader(
      path: path, displayName: isXML ? "in.xml" : "in.csv", expecting: expectation)
    let bytes = Array(text.utf8)
    func take(_ batch: SDMXBatch) {
      for record in 0..<batch.records.count {
        observations.append(Self.line(record, of: batch))
        let place = batch.records.locators[record]
        slices.append(
          String(decoding: bytes[place.offset..<place.offset + place.length], as: UTF8.self))
      }
    }
    do {
      _ = try isXML ? reader.readML(batch: take) : reader.readCSV(batch: take)
    } catch let error as ExtractionError {
      self.error = error
    }
  }

  /// `1 BNS:SEN(1.0) I | FREQ=A TIME_PERIOD=2019 | OBS_VALUE=5 | OBS_STATUS=A`, components of each
  /// part by id.
  private static func line(_ record: Int, of batch: SDMXBatch) -> String {
    func part(_ role: SDMXRole) -> String {
      batch.components.indices.compactMap { position in
        guard batch.components[position].role == role,
          let text = batch.records.string(position, of: record)
        else { return nil }
        return batch.components[position].id + "="
          + text.replacing("\u{1F}", with: "+")
      }.sorted().joined(separator: " ")
    }
    let dataSet = batch.dataSet
    return "\(dataSet.number) \(dataSet.structure?.description ?? "-") \(dataSet.action.rawValue)"
      + " | \(part(.dimension)) | \(part(.measure)) | \(part(.attribute))"
  }
}

/// Messages of the forms of the standard, around what a test is about.
enum SDMXMessages {
  static let schemas = "http://www.sdmx.org/resources/sdmxml/schemas"

  /// `GenericData` of 2.1, or the variant for time series.
  static func generic(
    _ dataSets: String, dimension: String = "TIME_PERIOD", root: String = "GenericData"
  ) -> String {
    """
    <m:\(root) xmlns:m="\(schemas)/v2_1/message" xmlns:c="\(schemas)/v2_1/common" \
    xmlns:g="\(schemas)/v2_1/data/generic"><m:Header><m:ID>X</m:ID>\
    <m:Structure structureID="S" dimensionAtObservation="\(dimension)"><c:Structure>\
    <Ref agencyID="BNS" id="SEN" version="1.0" class="DataStructure"/></c:Structure></m:Structure>\
    </m:Header>
    \(dataSets)
    </m:\(root)>
    """
  }

  /// `StructureSpecificData` of a version, or the variant of 2.1 for time series.
  static func specific(
    _ dataSets: String, version: String = "3_0", dimension: String = "TIME_PERIOD",
    root: String = "StructureSpecificData"
  ) -> String {
    let reference =
      version == "2_1"
      ? "<Ref agencyID=\"BNS\" id=\"SEN\" version=\"1.0\" class=\"DataStructure\"/>"
      : "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=BNS:SEN(1.0)"
    return """
      <m:\(root) xmlns:m="\(schemas)/v\(version)/message" xmlns:c="\(schemas)/v\(version)/common" \
      xmlns:s="\(schemas)/v\(version)/data/structurespecific" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:ID>X</m:ID>\
      <m:Structure structureID="S" dimensionAtObservation="\(dimension)"><c:Structure>\(reference)\
      </c:Structure></m:Structure></m:Header>
      \(dataSets)
      </m:\(root)>
      """
  }
}
