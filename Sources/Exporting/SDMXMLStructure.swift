package import SDMXVocabulary
import StatisticalModel

/// The structure message of a cube (SDMX-ML 2.1 and 3.0): code lists with names and parents, a
/// concept scheme, the data structure, the dataflow.
package struct SDMXMLStructure: Sendable {
  private let cube: Cube
  private let version: SDMXVersion
  private let header: SDMXMLHeader
  private let agency: String
  private let scheme: SDMXReference

  package init(_ cube: Cube, _ version: SDMXVersion, _ header: SDMXMLHeader) {
    self.cube = cube
    self.version = version
    self.header = header
    agency = cube.reference.agency
    scheme = SDMXReference(agency: agency, id: "CS_\(cube.reference.id)", version: Cube.version)
  }

  /// The whole message, as UTF-8.
  package var bytes: [UInt8] {
    var writer = XMLWriter()
    writer.element(
      "mes:Structure",
      [
        "xmlns:mes": version.namespace(.message), "xmlns:com": version.namespace(.common),
        "xmlns:str": version.namespace(.structure),
      ]
    ) { writer in
      header.write(to: &writer)
      writer.element("mes:Structures") { writer in
        // The schemas fix the order, and not the same one.
        if version == .version21 { dataflows(&writer) }
        codelists(&writer)
        concepts(&writer)
        if version != .version21 { dataflows(&writer) }
        dataStructures(&writer)
      }
    }
    return writer.take()
  }

  private func codelists(_ writer: inout XMLWriter) {
    writer.element("str:Codelists") { writer in
      for list in cube.lists {
        writer.element("str:Codelist", maintained(list.id)) { writer in
          writer.names(list.names)
          for code in list.codes {
            writer.element("str:Code", ["id": code.id]) { writer in
              writer.names(code.names)
              parent(of: code, &writer)
            }
          }
        }
      }
    }
  }

  /// The schema of 3.0 admits no parent that does not begin with a letter, as `_T` does not, though
  /// it admits such codes: that parent is only in the message of 2.1.
  private func parent(of code: Cube.List.Code, _ writer: inout XMLWriter) {
    guard let parent = code.parent else { return }
    if version == .version21 {
      writer.element("str:Parent") { $0.element("Ref", ["id": parent]) }
    } else if SDMXIdentifier.name.admits(parent) {
      writer.element("str:Parent", [:], parent)
    }
  }

  private func concepts(_ writer: inout XMLWriter) {
    writer.element(version == .version21 ? "str:Concepts" : "str:ConceptSchemes") { writer in
      writer.element("str:ConceptScheme", maintained(scheme.id)) { writer in
        writer.names(["en": "Concepts"])
        for component in cube.components {
          writer.element("str:Concept", ["id": component.id]) { $0.names(component.names) }
        }
      }
    }
  }

  private func dataflows(_ writer: inout XMLWriter) {
    writer.element("str:Dataflows") { writer in
      writer.element("str:Dataflow", maintained(cube.reference.id)) { writer in
        writer.names(cube.names)
        refer(.dataStructure, cube.reference, in: "str:Structure", &writer)
      }
    }
  }

  private func dataStructures(_ writer: inout XMLWriter) {
    writer.element("str:DataStructures") { writer in
      writer.element("str:DataStructure", maintained(cube.reference.id)) { writer in
        writer.names(cube.names)
        writer.element("str:DataStructureComponents") { components(&$0) }
      }
    }
  }

  private func components(_ writer: inout XMLWriter) {
    func all(_ roles: Cube.Role...) -> [Cube.Component] {
      cube.components.filter { roles.contains($0.role) }
    }
    writer.element("str:DimensionList", ["id": "DimensionDescriptor"]) { writer in
      for (position, dimension) in all(.dimension, .time).enumerated() {
        if dimension.role == .time {
          component(dimension, "str:TimeDimension", ["id": dimension.id], &writer)
        } else {
          component(
            dimension, "str:Dimension", ["id": dimension.id, "position": "\(position + 1)"],
            &writer)
        }
      }
    }
    writer.element("str:AttributeList", ["id": "AttributeDescriptor"]) { writer in
      for attribute in all(.attribute) {
        if version == .version21 {
          component(
            attribute, "str:Attribute", ["id": attribute.id, "assignmentStatus": "Conditional"],
            &writer
          ) { writer in
            writer.element("str:AttributeRelationship") { writer in
              writer.element("str:PrimaryMeasure") {
                $0.element("Ref", ["id": SDMXConcept.observationValue])
              }
            }
          }
        } else {
          component(
            attribute, "str:Attribute", ["id": attribute.id, "usage": "optional"], &writer
          ) { $0.element("str:AttributeRelationship") { $0.element("str:Observation") } }
        }
      }
    }
    writer.element("str:MeasureList", ["id": "MeasureDescriptor"]) { writer in
      for measure in all(.measure) {
        if version == .version21 {
          component(measure, "str:PrimaryMeasure", ["id": measure.id], &writer)
        } else {
          component(measure, "str:Measure", ["id": measure.id, "usage": "optional"], &writer)
        }
      }
    }
  }

  /// A component with its concept and representation, and what its kind has behind them.
  private func component(
    _ component: Cube.Component, _ name: String, _ attributes: XMLWriter.Attributes,
    _ writer: inout XMLWriter, more: (inout XMLWriter) -> Void = { _ in }
  ) {
    writer.element(name, attributes) { writer in
      identity(of: component, &writer)
      // Several values: as many as there are.
      let occurrences: XMLWriter.Attributes =
        component.hasSeveral && version != .version21
        ? ["minOccurs": "0", "maxOccurs": "unbounded"] : [:]
      writer.element("str:LocalRepresentation", occurrences) { writer in
        representation(component, &writer)
      }
      more(&writer)
    }
  }

  private func identity(of component: Cube.Component, _ writer: inout XMLWriter) {
    let name = "str:ConceptIdentity"
    guard version == .version21 else {
      writer.element(
        name, [:], version.urn("conceptscheme.Concept", scheme, item: component.id))
      return
    }
    writer.element(name) { writer in
      writer.element(
        "Ref",
        [
          "maintainableParentID": scheme.id, "maintainableParentVersion": Cube.version,
          "agencyID": agency, "id": component.id, "package": "conceptscheme", "class": "Concept",
        ])
    }
  }

  private func representation(_ component: Cube.Component, _ writer: inout XMLWriter) {
    if case .codes(let list) = component.representation {
      let reference = SDMXReference(agency: agency, id: list, version: Cube.version)
      refer(.codelist, reference, in: "str:Enumeration", &writer)
      return
    }
    let type =
      switch component.representation {
      case .text, .codes: "String"
      case .number: "Decimal"
      case .wholeNumber: "Integer"
      case .time: "ObservationalTimePeriod"
      case .monthDay: "MonthDay"
      }
    if component.representation == .text && version != .version21 {
      // Texts in several languages would be elements, not attributes.
      writer.element("str:TextFormat", ["textType": type, "isMultiLingual": "false"])
    } else {
      writer.element("str:TextFormat", ["textType": type])
    }
  }

  private func refer(
    _ kind: SDMXArtefact, _ reference: SDMXReference, in name: String, _ writer: inout XMLWriter
  ) {
    if version == .version21 {
      writer.element(name) { $0.reference(kind, reference) }
    } else {
      writer.element(name, [:], version.urn("\(kind.package).\(kind.rawValue)", reference))
    }
  }

  private func maintained(_ id: String) -> XMLWriter.Attributes {
    version == .version21
      ? ["id": id, "agencyID": agency, "version": Cube.version, "isFinal": "false"]
      : ["id": id, "agencyID": agency, "version": Cube.version]
  }
}

/// Classes of artefacts that messages refer to.
enum SDMXArtefact: String {
  case dataStructure = "DataStructure"
  case codelist = "Codelist"

  var package: String {
    switch self {
    case .dataStructure: "datastructure"
    case .codelist: "codelist"
    }
  }
}

extension XMLWriter {
  /// A reference as 2.1 writes it.
  mutating func reference(_ kind: SDMXArtefact, _ reference: SDMXReference) {
    element(
      "Ref",
      [
        "agencyID": reference.agency, "id": reference.id, "version": reference.version ?? "",
        "package": kind.package, "class": kind.rawValue,
      ])
  }

  /// A name in each language, English first.
  fileprivate mutating func names(_ names: LocalizedText) {
    let languages = names.keys.sorted { ($0 != "en" ? $0 : "") < ($1 != "en" ? $1 : "") }
    for language in languages {
      element("com:Name", ["xml:lang": language], names[language])
    }
  }
}
