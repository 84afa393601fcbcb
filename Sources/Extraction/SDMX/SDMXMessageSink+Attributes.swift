import LibXML2
import SDMXVocabulary

/// What attributes and texts say.
extension SDMXMessageSink {
  mutating func attribute(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal) {
    switch contexts.last {
    case .observation?, .series?, .group?:
      if !message.isGeneric { try give(name, in: names, text, range) }
    case .dataSet?, .component?, .text?, .headerStructure?, .reference?:
      try take(names[name], text[range])
    default: break
    }
  }

  /// Takes an attribute of an element there are few of.
  mutating func take(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal) {
    switch contexts.last {
    case .dataSet?:
      if try !takeOfDataSet(name, value) {
        // Which structure they are of is known once all attributes are.
        ownAttributes.append((name.local, Array(value)))
      }
    case .component?:
      if name.namespace == nil { component.take(name.local, value) }
    case .text?:
      // `xml:lang`.
      if name.local == "lang" { component.take(language: value) }
    case .headerStructure?:
      if name.namespace == nil {
        header.take(usage: name.local, String(decoding: value, as: UTF8.self))
      }
    case .reference?: header.take(reference: name.local, String(decoding: value, as: UTF8.self))
    default: break
    }
  }

  /// What the standard says of a data set, in whatever namespace: its schema qualifies the names
  /// in structure-specific data, which some writers leave out.
  private static let ofDataSets: Set<String> = [
    "structureRef", "setID", "action", "reportingBeginDate", "reportingEndDate", "validFromDate",
    "validToDate", "publicationYear", "publicationPeriod", "dataScope",
  ]

  /// Takes an attribute that the standard defines for data sets; false for any other.
  mutating func takeOfDataSet(
    _ name: XMLName, _ value: ArraySlice<UInt8>
  ) throws(XMLRefusal) -> Bool {
    guard name.namespace != nil || Self.ofDataSets.contains(name.local) else { return false }
    let text = String(decoding: value, as: UTF8.self)
    if name.local == "structureRef" { structureID = text }
    if name.local == "action" {
      guard let action = SDMXAction(word: text) else { throw fault(.unknownAction(text)) }
      self.action = action
    }
    return true
  }

  /// Gives the component an attribute of a structure-specific message stands for its value.
  mutating func give(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal) {
    let position: Int
    if let known = positions.position(of: name, on: level) {
      position = known
    } else {
      position = try look(up: names[name])
      positions.set(position, of: name, on: level)
    }
    let value = isMeasure(names[name]) ? Self.local(text, range) : range
    if position >= 0, !set(position, text, value) {
      // A measure may be said twice, by the type and by the dimension.
      let isSame = records.own[position]?.elementsEqual(text[value]) ?? false
      guard hasExplicitMeasures, level == .observationOfSeries, isSame else {
        throw fault(.repeatedComponent(id: names[name].local))
      }
    }
  }

  /// Whether an attribute of an observation is its measure: `xsi:type`, where measures are explicit.
  ///
  /// SDMX 2.1, SDMXDataStructureSpecificBase.xsd, ObsType: "there will be types derived for each
  /// measure defined by the measure dimension", which must be the one at the observation; of the
  /// type a namespace is the structure's own, the name that of the measure's concept.
  private func isMeasure(_ name: XMLName) -> Bool {
    hasExplicitMeasures && level == .observationOfSeries && name.local == "type"
      && name.namespace == "http://www.w3.org/2001/XMLSchema-instance"
  }

  /// A qualified name without its prefix.
  private static func local(_ text: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let colon = text[range].lastIndex(of: UInt8(ascii: ":"))
    return (colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound
  }

  mutating func set(_ position: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
    switch level {
    case .dataSet: dataSetValues.set(position, text, range)
    case .group: groupValues.set(position, text, range)
    case .series: seriesValues.set(position, text, range)
    case .observationOfSeries, .observation: records.own.set(position, text, range)
    }
  }

  mutating func look(up name: XMLName) throws(XMLRefusal) -> Int {
    if isMeasure(name), let id = dimensionAtObservation {
      return try position(of: id, as: .dimension)
    }
    if name.namespace != nil { return -1 }
    // Says of which kind a group or observation is; no component unless a structure has one.
    if name.local == "type", records.components.position(of: name.local) == nil { return -1 }
    return try position(of: name.local, as: role(of: name.local))
  }

  /// What a component of a structure-specific message is, told by where it stands and by its id.
  func role(of id: String) -> SDMXRole? {
    if id == SDMXConcept.timePeriod || id == dimensionAtObservation { return .dimension }
    if id == SDMXConcept.observationValue { return .measure }
    if SDMXConcept.attributes.contains(id) { return .attribute }
    switch level {
    case .series, .observation: return .dimension
    case .observationOfSeries, .dataSet: return .attribute
    case .group: return nil
    }
  }

  mutating func position(of id: String, as role: SDMXRole?) throws(XMLRefusal) -> Int {
    do throws(SDMXFault) {
      return try records.components.position(of: id, as: role)
    } catch {
      throw fault(error)
    }
  }

  mutating func text(_ bytes: [UInt8], _ range: Range<Int>) {
    switch contexts.last {
    case .headerAction?, .reference?, .urn?: text.append(contentsOf: bytes[range])
    case .item?, .text?: component.append(bytes[range])
    default: break
    }
  }
}
