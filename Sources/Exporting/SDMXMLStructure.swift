package import SDMXVocabulary
import StatisticalModel

/// Structure messages (SDMX-ML 2.1 and 3.0): code lists with names and parents, concept schemes, data
/// structures, dataflows.
package struct SDMXMLStructure: Sendable {
  private let artefacts: SDMXArtefacts
  private let version: SDMXVersion
  private let header: SDMXMLHeader

  /// All that there is about a cube.
  package init(_ cube: Cube, _ version: SDMXVersion, _ header: SDMXMLHeader) {
    self.init(SDMXArtefacts(of: cube), version, header)
  }

  package init(_ artefacts: SDMXArtefacts, _ version: SDMXVersion, _ header: SDMXMLHeader) {
    self.artefacts = artefacts
    self.version = version
    self.header = header
  }

  /// The whole message, as UTF-8.
  package var bytes: [UInt8] {
    Self.message(version, header) { writer in
      // The schemas fix the order, and not the same one.
      if version == .version21 { dataflows(&writer) }
      codelists(&writer)
      concepts(&writer)
      if version != .version21 { dataflows(&writer) }
      dataStructures(&writer)
    }
  }

  /// A message around some structures.
  static func message(
    _ version: SDMXVersion, _ header: SDMXMLHeader, holding body: (inout XMLWriter) -> Void
  ) -> [UInt8] {
    var writer = XMLWriter()
    writer.element(
      "mes:Structure",
      [
        "xmlns:mes": version.namespace(.message), "xmlns:com": version.namespace(.common),
        "xmlns:str": version.namespace(.structure),
      ]
    ) { writer in
      header.write(to: &writer)
      writer.element("mes:Structures", holding: body)
    }
    return writer.take()
  }

  private func codelists(_ writer: inout XMLWriter) {
    guard !artefacts.codelists.isEmpty else { return }
    writer.element("str:Codelists") { writer in
      for (reference, list) in artefacts.codelists {
        maintained(.codelist, reference, list.names, &writer) { writer in
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

  /// An artefact with its name, and what is in it unless only its name is asked for.
  private func maintained(
    _ kind: SDMXArtefact, _ reference: SDMXReference, _ names: LocalizedText,
    _ writer: inout XMLWriter, holding body: (inout XMLWriter) -> Void
  ) {
    let isStub = artefacts.stubs.contains(kind)
    var attributes = [
      ("id", reference.id), ("agencyID", reference.agency),
      ("version", reference.version ?? Cube.version),
    ]
    if version == .version21 { attributes.append(("isFinal", "false")) }
    if isStub {
      attributes += [
        ("isExternalReference", "true"),
        (
          "structureURL",
          "\(artefacts.address)/\(kind.path)/\(reference.agency)/\(reference.id)/\(Cube.version)"
        ),
      ]
    }
    writer.begin("str:\(kind.rawValue)", listed: attributes)
    writer.names(names)
    if !isStub { body(&writer) }
    writer.end()
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
    guard !artefacts.conceptSchemes.isEmpty else { return }
    writer.element(version == .version21 ? "str:Concepts" : "str:ConceptSchemes") { writer in
      for cube in artefacts.conceptSchemes {
        maintained(.conceptScheme, cube.conceptScheme, ["en": "Concepts"], &writer) { writer in
          for component in cube.components {
            writer.element("str:Concept", ["id": component.id]) { $0.names(component.names) }
          }
        }
      }
    }
  }

  private func dataflows(_ writer: inout XMLWriter) {
    guard !artefacts.dataflows.isEmpty else { return }
    writer.element("str:Dataflows") { writer in
      for cube in artefacts.dataflows {
        maintained(.dataflow, cube.reference, cube.names, &writer) { writer in
          refer(.dataStructure, cube.reference, in: "str:Structure", &writer)
        }
      }
    }
  }

  private func dataStructures(_ writer: inout XMLWriter) {
    guard !artefacts.dataStructures.isEmpty else { return }
    writer.element("str:DataStructures") { writer in
      for cube in artefacts.dataStructures {
        maintained(.dataStructure, cube.reference, cube.names, &writer) { writer in
          writer.element("str:DataStructureComponents") { components(of: cube, &$0) }
        }
      }
    }
  }

  private func components(of cube: Cube, _ writer: inout XMLWriter) {
    func component(
      _ component: Cube.Component, _ name: String, _ attributes: XMLWriter.Attributes,
      _ writer: inout XMLWriter, more: (inout XMLWriter) -> Void = { _ in }
    ) {
      self.component(component, of: cube, name, attributes, &writer, more: more)
    }
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
    _ component: Cube.Component, of cube: Cube, _ name: String, _ attributes: XMLWriter.Attributes,
    _ writer: inout XMLWriter, more: (inout XMLWriter) -> Void
  ) {
    writer.element(name, attributes) { writer in
      identity(of: component, in: cube.conceptScheme, &writer)
      // Several values: as many as there are.
      let occurrences: XMLWriter.Attributes =
        component.hasSeveral && version != .version21
        ? ["minOccurs": "0", "maxOccurs": "unbounded"] : [:]
      writer.element("str:LocalRepresentation", occurrences) { writer in
        representation(component, of: cube, &writer)
      }
      more(&writer)
    }
  }

  private func identity(
    of component: Cube.Component, in scheme: SDMXReference, _ writer: inout XMLWriter
  ) {
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
          "agencyID": scheme.agency, "id": component.id, "package": "conceptscheme",
          "class": "Concept",
        ])
    }
  }

  private func representation(
    _ component: Cube.Component, of cube: Cube, _ writer: inout XMLWriter
  ) {
    if case .codes(let list) = component.representation {
      refer(.codelist, cube.reference(ofList: list), in: "str:Enumeration", &writer)
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
      writer.element(name, [:], version.urn(kind.urnKind, reference))
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
