import Reporting
import SDMXVocabulary

/// SDMX-CSV (RFC 4180: comma, CRLF): a header, then one line per observation.
package struct SDMXCSV: Sendable {
  package enum Version: Sendable {
    /// `DATAFLOW,…`; one value per component.
    case v1
    /// `STRUCTURE,STRUCTURE_ID,ACTION,…`; several values are joined by `;`.
    case v2
  }

  private let cube: Cube
  private let version: Version

  package init(_ cube: Cube, _ version: Version) {
    self.cube = cube
    self.version = version
  }

  /// Appends the header.
  package func begin(_ bytes: inout [UInt8]) {
    let ids = cube.components.map { component in
      component.id + (version == .v2 && component.hasSeveral ? "[]" : "")
    }
    let first =
      switch version {
      case .v1: [SDMXCSVTerm.dataflow]
      // The guide asks for the bracket wherever a component may have several values.
      case .v2: [SDMXCSVTerm.structure + "[;]", SDMXCSVTerm.structureID, SDMXCSVTerm.action]
      }
    line(first + ids, &bytes)
  }

  /// Appends an observation.
  package func add(_ row: CubeRow, to bytes: inout [UInt8]) {
    let first: [String?] =
      switch version {
      case .v1: [cube.reference.description]
      case .v2: ["dataflow", cube.reference.description, SDMXAction.replace.rawValue]
      }
    let values = row.map { values -> String? in
      guard values.count > 1 else { return values.first }
      return version == .v1 ? values[0] : values.joined(separator: ";")
    }
    line(first + values, &bytes)
  }

  private func line(_ fields: [String?], _ bytes: inout [UInt8]) {
    CSVText.append(fields, to: &bytes)
    bytes.append(contentsOf: [0x0D, 0x0A])
  }
}
