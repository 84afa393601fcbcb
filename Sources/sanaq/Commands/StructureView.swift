import Extraction
import Files
import Reporting
import SDMXVocabulary

/// Shows what a structure message defines, an artefact a line.
struct StructureView {
  private let structures: SDMXStructures

  init(_ structures: SDMXStructures) { self.structures = structures }

  func show(asJSON isJSON: Bool, on output: inout StandardOutput) throws {
    for artefact in artefacts { try output.write(line: isJSON ? artefact.json : artefact.line) }
  }

  private struct Artefact {
    var kind: String
    var reference: SDMXReference
    var names: [String: String]
    /// For people: what there is of it.
    var content: String
    var members: [JSONValue.Member]

    var json: String {
      JSONValue.object(
        [
          JSONValue.Member(name: "kind", value: .string(kind)),
          JSONValue.Member(name: "id", value: .string(reference.description)),
          JSONValue.Member(name: "names", value: JSONValue(names)),
        ] + members
      ).text
    }

    var line: String {
      let name = names["en"] ?? names.sorted { $0.key < $1.key }.first?.value ?? ""
      return TextTable.printable(
        "\(kind) \(reference)" + (name.isEmpty ? "" : " “\(name)”") + ": \(content)")
    }
  }

  private var artefacts: [Artefact] {
    structures.dataStructures.map(dataStructure)
      + structures.dataflows.map { flow in
        Artefact(
          kind: "dataflow", reference: flow.reference, names: flow.names,
          content: "of \(flow.structure?.description ?? "no structure named")",
          members: [
            .init(name: "structure", value: JSONValue(flow.structure?.description))
          ])
      } + structures.codelists.map { scheme($0, "codelist", "codes") }
      + structures.conceptSchemes.map { scheme($0, "conceptscheme", "concepts") }
      + structures.constraints.map(constraint) + structures.hierarchies.map(hierarchy)
  }

  private func dataStructure(_ structure: SDMXDataStructure) -> Artefact {
    func members(_ role: SDMXRole) -> JSONValue {
      .array(structure.parts.filter { $0.role == role }.map { component($0) })
    }
    let groups = structure.groups.sorted { $0.key < $1.key }.map { group in
      JSONValue.Member(name: group.key, value: .array(group.value.map { .string($0) }))
    }
    return Artefact(
      kind: "datastructure", reference: structure.reference, names: structure.names,
      content: structure.parts.map(\.id).joined(separator: ", "),
      members: [
        .init(name: "dimensions", value: members(.dimension)),
        .init(name: "measures", value: members(.measure)),
        .init(name: "attributes", value: members(.attribute)),
        .init(name: "groups", value: .object(groups)),
      ])
  }

  private func component(_ component: SDMXDataStructure.Component) -> JSONValue {
    var members: [JSONValue.Member] = [.init(name: "id", value: .string(component.id))]
    if component.isTime { members.append(.init(name: "time", value: true)) }
    members += [
      .init(name: "concept", value: JSONValue(component.concept)),
      .init(
        name: "codelist",
        value: JSONValue(
          (structures.codelist(of: component)?.reference ?? component.codelist)?.description)),
    ]
    if component.role != .dimension {
      members.append(.init(name: "mandatory", value: .bool(component.isMandatory)))
    }
    switch component.attachment {
    case .observation: members.append(.init(name: "attachment", value: "observation"))
    case .dataSet: members.append(.init(name: "attachment", value: "dataset"))
    case .group(let id): members.append(.init(name: "group", value: .string(id)))
    case .dimensions(let ids):
      members.append(.init(name: "dimensions", value: .array(ids.map { .string($0) })))
    case nil: break
    }
    return .object(members)
  }

  private func scheme(
    _ scheme: SDMXStructures.Scheme, _ kind: String, _ what: String
  ) -> Artefact {
    Artefact(
      kind: kind, reference: scheme.reference, names: scheme.names,
      content: "\(scheme.items.count) \(what)",
      members: [
        .init(
          name: what,
          value: .array(
            scheme.items.map { item in
              .object([
                "id": .string(item.id), "parent": JSONValue(item.parent),
                "names": JSONValue(item.names),
              ])
            }))
      ])
  }

  private func constraint(_ constraint: SDMXStructures.Constraint) -> Artefact {
    let regions = constraint.regions.map { region in
      JSONValue.object([
        "include": .bool(region.isIncluded),
        "values": .array(
          region.values.map { values in
            .object([
              "component": .string(values.component), "include": .bool(values.isIncluded),
              "codes": .array(values.codes.map { .string($0.code) }),
            ])
          }),
      ])
    }
    let attachments = constraint.attachments.map(\.description)
    return Artefact(
      kind: "constraint", reference: constraint.reference, names: constraint.names,
      content: "on \(attachments.joined(separator: ", "))",
      members: [
        .init(name: "rule", value: .bool(constraint.isRule)),
        .init(name: "on", value: .array(attachments.map { .string($0) })),
        .init(name: "regions", value: .array(regions)),
      ])
  }

  private func hierarchy(_ hierarchy: SDMXStructures.Hierarchy) -> Artefact {
    func value(_ level: SDMXStructures.Level) -> JSONValue {
      .object([
        "code": .string(level.code), "codelist": JSONValue(level.codelist?.description),
        "children": .array(level.children.map(value)),
      ])
    }
    return Artefact(
      kind: "hierarchy", reference: hierarchy.reference, names: hierarchy.names,
      content: "\(hierarchy.levels.count) codes at the top",
      members: [.init(name: "codes", value: .array(hierarchy.levels.map(value)))])
  }
}
