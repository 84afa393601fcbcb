import SDMXVocabulary

extension SDMXStructures {
  /// Takes one artefact of a structure message.
  mutating func take(_ element: XMLElement) throws(SDMXFault) {
    switch element.name {
    case "DataStructure": dataStructures.append(try dataStructure(element))
    case "Dataflow":
      dataflows.append(
        Dataflow(
          reference: try element.maintained, names: element.names,
          structure: element.child("Structure")?.reference))
    case "Codelist": codelists.append(try scheme(element, of: "Code"))
    case "ValueList": codelists.append(try scheme(element, of: "ValueItem"))
    case "ConceptScheme": conceptSchemes.append(try scheme(element, of: "Concept"))
    case "ContentConstraint", "DataConstraint": constraints.append(try constraint(element))
    case "HierarchicalCodelist":
      for hierarchy in element.children(named: "Hierarchy") {
        let id = try hierarchy.requiredID
        var reference = try element.maintained
        reference.id += ".\(id)"
        hierarchies.append(self.hierarchy(hierarchy, reference, in: element))
      }
    case "Hierarchy":
      hierarchies.append(hierarchy(element, try element.maintained, in: element))
    default: break
    }
  }

  private func scheme(_ element: XMLElement, of item: String) throws(SDMXFault) -> Scheme {
    var items: [Item] = []
    for child in element.children(named: item) {
      items.append(
        Item(
          id: try child.requiredID, parent: child.child("Parent")?.localReference,
          names: child.names,
          codelist: child.child("CoreRepresentation")?.child("Enumeration")?.reference))
    }
    return Scheme(
      reference: try element.maintained, names: element.names, items: items,
      extensions: try element.children(named: "CodelistExtension").map(Self.extending),
      isComplete: element.attribute("isExternalReference") != "true")
  }

  private static func extending(
    _ element: XMLElement
  ) throws(SDMXFault) -> SDMXCodelistExtension {
    guard let list = element.child("Codelist")?.reference else {
      throw .malformedStructure("a “CodelistExtension” does not say of which list")
    }
    let inclusive = element.child("InclusiveCodeSelection")
    let selection = inclusive ?? element.child("ExclusiveCodeSelection")
    return SDMXCodelistExtension(
      codelist: list, prefix: element.attribute("prefix") ?? "",
      selection: selection?.children(named: "MemberValue").map(Self.selection),
      isInclusive: inclusive != nil)
  }

  private static func selection(_ element: XMLElement) -> SDMXCodeSelection {
    let cascade: SDMXCodeSelection.Cascade =
      switch element.attribute("cascadeValues") {
      case "true", "1": .withRoot
      case "excluderoot": .withoutRoot
      default: .none
      }
    return SDMXCodeSelection(code: element.text.trimmingBlanks, cascade: cascade)
  }

  private func dataStructure(_ element: XMLElement) throws(SDMXFault) -> SDMXDataStructure {
    let parts = element.child("DataStructureComponents")
    var components: [SDMXDataStructure.Component] = []
    let dimensions = parts?.child("DimensionList")?.children ?? []
    for dimension in Self.inOrder(dimensions)
    where ["Dimension", "MeasureDimension", "TimeDimension"].contains(dimension.name) {
      var component = try self.component(dimension, .dimension)
      component.isTime = dimension.name == "TimeDimension"
      component.isOfMeasures = dimension.name == "MeasureDimension"
      components.append(component)
    }
    for measure in parts?.child("MeasureList")?.children ?? []
    where ["PrimaryMeasure", "Measure"].contains(measure.name) {
      components.append(try component(measure, .measure))
    }
    for attribute in parts?.child("AttributeList")?.children ?? []
    where ["Attribute", "ReportingYearStartDay"].contains(attribute.name) {
      var component = try self.component(attribute, .attribute)
      component.attachment = Self.attachment(attribute.child("AttributeRelationship"))
      components.append(component)
    }
    var groups: [String: [String]] = [:]
    for group in parts?.children(named: "Group") ?? [] {
      groups[try group.requiredID] = group.children(named: "GroupDimension").compactMap {
        $0.child("DimensionReference")?.localReference
      }
    }
    return SDMXDataStructure(
      reference: try element.maintained, names: element.names, parts: components, groups: groups)
  }

  /// By `position` where every dimension has one; the time dimension, which may have none, last.
  private static func inOrder(_ dimensions: [XMLElement]) -> [XMLElement] {
    dimensions.enumerated().sorted { left, right in
      let places = [left, right].map { place in
        place.element.attribute("position").flatMap(Int.init)
          ?? (place.element.name == "TimeDimension" ? Int.max : 0)
      }
      return (places[0], left.offset) < (places[1], right.offset)
    }.map(\.element)
  }

  private func component(
    _ element: XMLElement, _ role: SDMXRole
  ) throws(SDMXFault) -> SDMXDataStructure.Component {
    let identity = element.child("ConceptIdentity")
    guard
      let id = element.attribute("id") ?? Self.fixedIDs[element.name] ?? identity?.localReference
    else {
      throw .malformedStructure("a component of a data structure has neither id nor concept")
    }
    var component = SDMXDataStructure.Component(id: id, role: role)
    component.concept = identity?.localReference
    component.scheme = identity?.parentReference
    component.codelist = element.child("LocalRepresentation")?.child("Enumeration")?.reference
    let status = element.attribute("usage") ?? element.attribute("assignmentStatus") ?? ""
    component.isMandatory = status.lowercased() == "mandatory"
    return component
  }

  /// Ids of the components that 2.1 lets go without one, whatever their concepts are called
  /// (SDMXStructureDataStructure.xsd).
  private static let fixedIDs = [
    "PrimaryMeasure": SDMXConcept.observationValue, "TimeDimension": SDMXConcept.timePeriod,
    "ReportingYearStartDay": SDMXConcept.reportingYearStart,
  ]

  private static func attachment(_ relation: XMLElement?) -> SDMXDataStructure.Attachment? {
    guard let relation else { return nil }
    if let group = relation.child("Group")?.localReference { return .group(group) }
    let dimensions = relation.children(named: "Dimension").compactMap(\.localReference)
    if !dimensions.isEmpty { return .dimensions(dimensions) }
    let isOfObservation = ["PrimaryMeasure", "Observation"].contains { relation.child($0) != nil }
    return isOfObservation ? .observation : .dataSet
  }

  private func constraint(_ element: XMLElement) throws(SDMXFault) -> Constraint {
    let attachments = element.child("ConstraintAttachment")?.children ?? []
    let regions = element.children(named: "CubeRegion").map { region in
      Constraint.Region(
        isIncluded: region.attribute("include") != "false",
        values: region.children.compactMap { values in
          guard ["KeyValue", "Attribute", "Component"].contains(values.name),
            let component = values.attribute("id")
          else { return nil }
          return Constraint.Values(
            component: component, isIncluded: values.attribute("include") != "false",
            codes: values.children(named: "Value").map(Self.selection))
        })
    }
    // 2.1: SDMXStructureConstraint.xsd has a default; 3.1 has no other kind.
    let kind =
      element.attribute("type") ?? element.attribute("role")
      ?? (element.name == "ContentConstraint" ? "Actual" : "Allowed")
    return Constraint(
      reference: try element.maintained, names: element.names,
      attachments: attachments.compactMap(\.reference), isRule: kind == "Allowed",
      regions: regions)
  }

  private func hierarchy(
    _ element: XMLElement, _ reference: SDMXReference, in list: XMLElement
  ) -> Hierarchy {
    var aliases: [String: SDMXReference] = [:]
    for included in list.children(named: "IncludedCodelist") {
      if let alias = included.attribute("alias") { aliases[alias] = included.reference }
    }
    return Hierarchy(
      reference: reference, names: element.names,
      levels: element.children(named: "HierarchicalCode").compactMap { Self.level($0, aliases) })
  }

  private static func level(_ element: XMLElement, _ aliases: [String: SDMXReference]) -> Level? {
    let code = element.child("Code")
    guard let text = (code ?? element.child("CodeID"))?.localReference else { return nil }
    let alias = element.child("CodelistAliasRef")?.text.trimmingBlanks
    return Level(
      id: element.attribute("id") ?? text, code: text,
      codelist: code?.parentReference ?? alias.flatMap { aliases[$0] },
      children: element.children(named: "HierarchicalCode").compactMap { level($0, aliases) })
  }
}

extension XMLElement {
  fileprivate func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  fileprivate func children(named name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }

  fileprivate func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  fileprivate var requiredID: String {
    get throws(SDMXFault) {
      guard let id = attribute("id"), !id.isEmpty else {
        throw .malformedStructure("a “\(name)” has no id")
      }
      return id
    }
  }

  /// The name of a maintained artefact; 2.1 lets the version out for 1.0.
  fileprivate var maintained: SDMXReference {
    get throws(SDMXFault) {
      guard let agency = attribute("agencyID") else {
        throw .malformedStructure("the “\(name)” has no agencyID")
      }
      return SDMXReference(agency: agency, id: try requiredID, version: attribute("version"))
    }
  }

  /// Names by language; `en` where a name says none (the default of the schema).
  fileprivate var names: [String: String] {
    var names: [String: String] = [:]
    for name in children(named: "Name") {
      names[name.attribute("xml:lang") ?? "en"] = name.text.trimmingBlanks
    }
    return names
  }

  /// The text of a URN: an own text (3.x), or that of `URN` (2.1).
  private var urn: String? {
    let text = (child("URN")?.text ?? text).trimmingBlanks
    return text.hasPrefix("urn:") ? text : nil
  }

  /// The maintained artefact that is referred to.
  fileprivate var reference: SDMXReference? {
    if let urn { return SDMXReference(urn: urn) }
    guard let ref = child("Ref"), let agency = ref.attribute("agencyID"),
      let id = ref.attribute("id")
    else { return nil }
    return SDMXReference(agency: agency, id: id, version: ref.attribute("version"))
  }

  /// The scheme or list that holds the item that is referred to.
  fileprivate var parentReference: SDMXReference? {
    if let urn { return SDMXReference(urn: urn) }
    guard let ref = child("Ref"), let agency = ref.attribute("agencyID"),
      let id = ref.attribute("maintainableParentID")
    else { return nil }
    return SDMXReference(
      agency: agency, id: id, version: ref.attribute("maintainableParentVersion"))
  }

  /// The id of the item that is referred to: of a `Ref`, behind a URN, or an own text.
  fileprivate var localReference: String? {
    if let ref = child("Ref") { return ref.attribute("id") }
    if let urn {
      let item = urn[(urn.lastIndex(of: ")") ?? urn.startIndex)...].dropFirst()
      return item.hasPrefix(".") ? String(item.dropFirst()) : nil
    }
    let own = text.trimmingBlanks
    return own.isEmpty ? nil : own
  }
}
