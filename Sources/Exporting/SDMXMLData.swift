package import SDMXVocabulary

/// SDMX-ML, structure-specific data (2.1 and 3.0): one data set that replaces what was there.
package struct SDMXMLData: Sendable {
  package enum Layout: Sendable {
    /// Each observation with its whole key.
    case flat
    /// Observations by time in series, or series without observations where the cube has no time.
    case series
  }

  private let cube: Cube
  private let version: SDMXVersion
  private let header: SDMXMLHeader
  private let layout: Layout

  package init(
    _ cube: Cube, _ version: SDMXVersion, _ header: SDMXMLHeader, _ layout: Layout = .flat
  ) {
    self.cube = cube
    self.version = version
    self.header = header
    self.layout = layout
  }

  private static let structureURN = "datastructure.DataStructure"

  package func begin(_ bytes: inout [UInt8]) {
    var writer = XMLWriter()
    let urn = version.urn(Self.structureURN, cube.reference)
    let level = layout == .flat ? SDMXConcept.allDimensions : SDMXConcept.timePeriod
    writer.begin(
      "mes:StructureSpecificData",
      [
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xmlns:mes": version.namespace(.message), "xmlns:com": version.namespace(.common),
        "xmlns:ss": version.namespace(.structureSpecific),
        "xmlns:ns1": "\(urn):ObsLevelDim:\(level)",
      ])
    header.write(to: &writer) { writer in
      writer.element(
        "mes:Structure",
        [
          "structureID": cube.reference.id, "namespace": urn,
          "dimensionAtObservation": level,
        ]
      ) { writer in
        if version == .version21 {
          writer.element("com:Structure") { $0.reference(.dataStructure, cube.reference) }
        } else {
          writer.element("com:Structure", [:], urn)
        }
      }
    }
    let action = SDMXAction.replace.word
    if version == .version21 {
      writer.begin(
        "mes:DataSet",
        [
          "ss:structureRef": cube.reference.id, "xsi:type": "ns1:DataSetType",
          "ss:dataScope": "DataStructure", "action": action,
        ])
    } else {
      writer.begin(
        "mes:DataSet",
        [
          "ss:structureRef": cube.reference.id, "xsi:type": "ns1:DataSetType",
          "ss:action": action,
        ])
    }
    bytes.append(contentsOf: writer.take())
  }

  /// A component that may have several values is an element of its own in 3.0; what is not there
  /// is left out.
  package func add(_ row: CubeRow, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "    <Obs".utf8)
    var isOpen = false
    for (component, values) in zip(cube.components, row) where !values.isEmpty {
      if layout == .series && component.role == .dimension { continue }
      if component.hasSeveral && version != .version21 { continue }
      XMLText.append(attribute: component.id, values[0], to: &bytes)
    }
    for (component, values) in zip(cube.components, row)
    where component.hasSeveral && version != .version21 && !values.isEmpty {
      if !isOpen { bytes.append(UInt8(ascii: ">")) }
      isOpen = true
      bytes.append(contentsOf: "<Comp".utf8)
      XMLText.append(attribute: "id", component.id, to: &bytes)
      XMLText.append(attribute: "xsi:type", "ns1:\(component.id)", to: &bytes)
      bytes.append(UInt8(ascii: ">"))
      for value in values {
        bytes.append(contentsOf: "<Value>".utf8)
        XMLText.append(value, to: &bytes)
        bytes.append(contentsOf: "</Value>".utf8)
      }
      bytes.append(contentsOf: "</Comp>".utf8)
    }
    bytes.append(contentsOf: (isOpen ? "</Obs>\n" : "/>\n").utf8)
  }

  /// The observations of one series, as the layout has them.
  package func add(series rows: [CubeRow], to bytes: inout [UInt8]) {
    guard layout == .series, let first = rows.first else {
      for row in rows { add(row, to: &bytes) }
      return
    }
    bytes.append(contentsOf: "    <Series".utf8)
    for (component, values) in zip(cube.components, first) where component.role == .dimension {
      XMLText.append(attribute: component.id, values.first ?? "", to: &bytes)
    }
    guard cube.hasTime else {
      bytes.append(contentsOf: "/>\n".utf8)
      return
    }
    bytes.append(contentsOf: ">\n".utf8)
    for row in rows { add(row, to: &bytes) }
    bytes.append(contentsOf: "    </Series>\n".utf8)
  }

  package func end(_ bytes: inout [UInt8]) {
    bytes.append(contentsOf: "  </mes:DataSet>\n</mes:StructureSpecificData>\n".utf8)
  }
}
