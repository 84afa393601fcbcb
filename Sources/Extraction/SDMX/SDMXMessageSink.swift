import LibXML2
import SDMXVocabulary
import StatisticalModel

/// Takes the elements of an SDMX-ML data message and makes records of its observations.
struct SDMXMessageSink: XMLEventSink {
  /// Where in the message the parser is.
  private enum Context {
    case message, header, headerAction, headerStructure, reference, urn
    case dataSet, group, series, observation
    /// Generic: holds `Value` elements of a key or of attributes.
    case values(SDMXRole)
    /// One component, in an element of its own.
    case component(SDMXRole?)
    case item, text
    case ignored
  }

  /// Who the values at hand belong to.
  private enum Level: Int, CaseIterable {
    case dataSet, group, series, observationOfSeries, observation

    var isObservation: Bool { self == .observation || self == .observationOfSeries }
  }

  private let batch: (SDMXBatch) throws -> Void
  private(set) var records: SDMXRecords
  private var header = SDMXHeader()
  private var message = SDMXMessage.genericData
  private var version = SDMXVersion.version21
  private var contexts: [Context] = []
  /// By number of the name.
  private var elements: [SDMXElement] = []
  /// Position of the component an attribute stands for, by level and number of the name; -1 for an
  /// attribute that is none, -2 for one that was not looked up.
  private var positions: [[Int]] = Level.allCases.map { _ in [] }

  // The data set at hand.
  private var structureID: String?
  private var action: SDMXAction?
  private var dimensionAtObservation: String?
  private var ownAttributes: [(id: String, value: [UInt8])] = []
  private var isDataSetBegun = false
  private var hasContent = false
  private var groups = SDMXGroups()
  private var values: [SDMXValues] = Level.allCases.map { _ in SDMXValues() }
  private var places: [TextPlace] = Level.allCases.map { _ in TextPlace(offset: 0) }
  private var level = Level.dataSet
  private var isSeriesBegun = false
  private var groupsNeedObservation = false

  // The component at hand, where it has an element of its own.
  private var componentID = ""
  private var componentValue: [UInt8]?
  private var items: [[UInt8]] = []
  /// Whether the item at hand has texts in several languages, which are items themselves.
  private var hasTexts = false
  private var text: [UInt8] = []
  private var place = TextPlace(offset: 0)

  init(expecting expectation: SDMXExpectation, batch: @escaping (SDMXBatch) throws -> Void) {
    records = SDMXRecords(expectation)
    self.batch = batch
  }

  mutating func pause() throws { try records.handOn(to: batch) }

  // MARK: Starts

  mutating func start(_ name: Int, in names: [XMLName], at place: TextPlace) throws(XMLRefusal) {
    self.place = place
    guard let context = contexts.last else {
      try begin(names[name])
      contexts.append(.message)
      return
    }
    while elements.count < names.count {
      elements.append(SDMXElement(names[elements.count], in: message))
    }
    contexts.append(try enter(elements[name], names[name], from: context))
  }

  private mutating func begin(_ name: XMLName) throws(XMLRefusal) {
    guard let (message, version) = SDMXElement.message(name) else {
      throw fault(.notAMessage(element: name.local, namespace: name.namespace))
    }
    guard message.isData else { throw fault(.otherMessage(message, wantsData: true)) }
    self.message = message
    self.version = version
  }

  private mutating func enter(
    _ element: SDMXElement, _ name: XMLName, from context: Context
  ) throws(XMLRefusal) -> Context {
    switch (context, element) {
    case (.dataSet, .specific(.observation)), (.series, .specific(.observation)),
      (.dataSet, .generic(.observation)), (.series, .generic(.observation)):
      return try beginObservation()
    case (.dataSet, .specific(.series)), (.dataSet, .generic(.series)):
      return try beginSeries()
    case (.dataSet, .specific(.group)), (.dataSet, .specific(.attributes)),
      (.dataSet, .generic(.group)):
      return try beginGroup()
    case (.group, .generic(.groupKey)), (.series, .generic(.seriesKey)),
      (.observation, .generic(.observationKey)):
      return .values(.dimension)
    case (.group, .generic(.attributes)), (.series, .generic(.attributes)),
      (.observation, .generic(.attributes)), (.dataSet, .generic(.attributes)):
      if case .dataSet = context { try beginDataSet() }
      return .values(.attribute)
    case (.values(let role), .generic(.value)): return beginComponent(role, id: "")
    case (.observation, .generic(.observationDimension)):
      return beginComponent(.dimension, id: dimensionAtObservation ?? SDMXConcept.timePeriod)
    case (.observation, .generic(.observationValue)):
      return beginComponent(.measure, id: SDMXConcept.observationValue)
    case (.group, .specific(.component)), (.series, .specific(.component)),
      (.observation, .specific(.component)):
      return beginComponent(nil, id: "")
    case (.component, .specific(.value)):
      hasTexts = false
      return beginText(.item)
    case (.component, .text), (.item, .text):
      hasTexts = true
      return beginText(.text)
    case (.ignored, _): return .ignored
    default: return try enterOutside(element, name, from: context)
    }
  }

  /// Elements outside of the observations, and what may not stand here.
  private mutating func enterOutside(
    _ element: SDMXElement, _ name: XMLName, from context: Context
  ) throws(XMLRefusal) -> Context {
    switch (context, element) {
    case (.message, .header): return .header
    case (.header, .headerAction): return beginText(.headerAction)
    case (.header, .headerStructure):
      header.current = ""
      return .headerStructure
    case (.headerStructure, .reference): return beginText(.reference)
    case (.reference, _): return name.local == "URN" ? beginText(.urn) : .reference
    case (.message, .dataSet):
      openDataSet()
      return .dataSet
    case (.message, .other) where name.local == "DataSet":
      // A data set may be in the namespace of its structure's schema.
      guard header.usages.values.contains(where: { $0.namespace == name.namespace }) else {
        throw fault(misplaced(name, in: version.namespace(.message)))
      }
      openDataSet()
      return .dataSet
    default:
      let isData =
        SDMXElement.Generic(rawValue: name.local) != nil
        || SDMXElement.Specific(rawValue: name.local) != nil || name.local == "DataSet"
      guard isData, !isHeader(context) else { return .ignored }
      throw fault(
        misplaced(name, in: message.isGeneric ? version.namespace(.generic) : nil))
    }
  }

  private func isHeader(_ context: Context) -> Bool {
    switch context {
    case .header, .headerAction, .headerStructure, .reference, .urn, .text, .item: true
    default: false
    }
  }

  private func misplaced(_ name: XMLName, in expected: String?) -> SDMXFault {
    name.namespace == expected
      ? .misplaced(element: name.qualified)
      : .otherNamespace(element: name.qualified, found: name.namespace, expected: expected)
  }

  private mutating func beginText(_ context: Context) -> Context {
    text.removeAll(keepingCapacity: true)
    return context
  }

  private mutating func beginComponent(_ role: SDMXRole?, id: String) -> Context {
    componentID = id
    componentValue = nil
    items.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    return .component(role)
  }

  private mutating func openDataSet() {
    structureID = nil
    action = header.action
    ownAttributes.removeAll()
    isDataSetBegun = false
    hasContent = false
    groups.removeAll()
    select(.dataSet)
  }

  /// Begins the data set once its attributes are known.
  private mutating func beginDataSet() throws(XMLRefusal) {
    guard !isDataSetBegun else { return }
    isDataSetBegun = true
    let usage = structureID.flatMap { header.usages[$0] }
    if let structureID, usage == nil { throw fault(.unknownStructure(structureID)) }
    dimensionAtObservation = (usage ?? header.usages[""])?.dimensionAtObservation
    do throws(SDMXFault) {
      _ = try records.begin(structure: usage?.reference, action: action ?? .information)
    } catch {
      throw fault(error)
    }
    positions = positions.map { _ in [] }
    for (id, value) in ownAttributes {
      let position = try position(of: id, as: role(of: id))
      if position >= 0, !values[Level.dataSet.rawValue].set(position, value[...]) {
        throw fault(.repeatedComponent(id: id))
      }
    }
  }

  private mutating func beginGroup() throws(XMLRefusal) -> Context {
    try beginDataSet()
    guard records.countOfDataSet == 0 else { throw fault(.lateGroup) }
    hasContent = true
    select(.group)
    return .group
  }

  private mutating func beginSeries() throws(XMLRefusal) -> Context {
    try beginDataSet()
    hasContent = true
    isSeriesBegun = false
    select(.series)
    return .series
  }

  private mutating func beginObservation() throws(XMLRefusal) -> Context {
    if case .series = contexts.last {
      try completeSeries()
      select(.observationOfSeries)
    } else {
      try beginDataSet()
      if !hasContent || level != .observation { takeOverDataSet() }
      hasContent = true
      select(.observation)
    }
    return .observation
  }

  private mutating func takeOverDataSet() {
    records.inherited.removeAll()
    records.inherited.inherit(values[Level.dataSet.rawValue])
    groupsNeedObservation = !groups.isEmpty
  }

  private mutating func select(_ level: Level) {
    self.level = level
    if level.isObservation {
      records.own.removeAll()
    } else {
      values[level.rawValue].removeAll()
    }
    places[level.rawValue] = place
  }

  /// Works out what all observations of the series have in common, before the first of them.
  private mutating func completeSeries() throws(XMLRefusal) {
    guard !isSeriesBegun else { return }
    isSeriesBegun = true
    do throws(SDMXFault) {
      try records.beginSeries(values[Level.series.rawValue])
    } catch {
      throw XMLRefusal(.sdmx(error), at: places[Level.series.rawValue])
    }
    records.inherited.removeAll()
    records.inherited.inherit(values[Level.series.rawValue])
    var above = records.inherited
    groupsNeedObservation = groups.complete(&above, below: SDMXValues(), records.components)
    records.inherited = above
    records.inherited.inherit(values[Level.dataSet.rawValue])
  }

  // MARK: Attributes and text

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
  private mutating func take(_ name: XMLName, _ value: ArraySlice<UInt8>) throws(XMLRefusal) {
    switch contexts.last {
    case .dataSet?:
      if try !takeOfDataSet(name, value) {
        // Which structure they are of is known once all attributes are.
        ownAttributes.append((name.local, Array(value)))
      }
    case .component?:
      if name.namespace != nil { return }
      if name.local == "id" { componentID = String(decoding: value, as: UTF8.self) }
      if name.local == "value" { componentValue = Array(value) }
    case .text?:
      // `xml:lang`, as SDMX-CSV writes it before a text.
      if name.local == "lang" { text = Array(value) + [UInt8(ascii: ":")] }
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
  private mutating func takeOfDataSet(
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
  private mutating func give(
    _ name: Int, in names: [XMLName], _ text: [UInt8], _ range: Range<Int>
  ) throws(XMLRefusal) {
    if name >= positions[level.rawValue].count {
      let missing = names.count - positions[level.rawValue].count
      positions[level.rawValue].append(contentsOf: repeatElement(-2, count: missing))
    }
    var position = positions[level.rawValue][name]
    if position == -2 {
      position = try look(up: names[name])
      positions[level.rawValue][name] = position
    }
    if position >= 0, !set(position, text, range) {
      throw fault(.repeatedComponent(id: names[name].local))
    }
  }

  private mutating func set(_ position: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
    level.isObservation
      ? records.own.set(position, text, range) : values[level.rawValue].set(position, text, range)
  }

  private mutating func look(up name: XMLName) throws(XMLRefusal) -> Int {
    if name.namespace != nil { return -1 }
    // Says of which kind a group or observation is; no component unless a structure has one.
    if name.local == "type", records.components.position(of: name.local) == nil { return -1 }
    return try position(of: name.local, as: role(of: name.local))
  }

  /// What a component of a structure-specific message is, told by where it stands and by its id.
  private func role(of id: String) -> SDMXRole? {
    if id == SDMXConcept.timePeriod || id == dimensionAtObservation { return .dimension }
    if id == SDMXConcept.observationValue { return .measure }
    if SDMXConcept.attributes.contains(id) { return .attribute }
    switch level {
    case .series, .observation: return .dimension
    case .observationOfSeries, .dataSet: return .attribute
    case .group: return nil
    }
  }

  private mutating func position(of id: String, as role: SDMXRole?) throws(XMLRefusal) -> Int {
    do throws(SDMXFault) {
      return try records.components.position(of: id, as: role)
    } catch {
      throw fault(error)
    }
  }

  mutating func text(_ bytes: [UInt8], _ range: Range<Int>) {
    switch contexts.last {
    case .headerAction?, .reference?, .urn?, .item?, .text?:
      text.append(contentsOf: bytes[range])
    default: break
    }
  }

  // MARK: Ends

  mutating func end(at offset: Int) throws(XMLRefusal) {
    guard let context = contexts.popLast() else { return }
    switch context {
    case .observation: try endObservation(at: offset)
    case .series: try endSeries(at: offset)
    case .group:
      groups.add(values[Level.group.rawValue])
      level = .dataSet
    case .dataSet: try endDataSet(at: offset)
    case .component(let role): try endComponent(role)
    case .text: endItem()
    case .item:
      if !hasTexts { endItem() }
    case .headerAction:
      let word = String(decoding: text, as: UTF8.self).trimmingBlanks
      guard let action = SDMXAction(word: word) else { throw fault(.unknownAction(word)) }
      header.action = action
    case .reference, .urn:
      header.take(urn: text)
      text.removeAll()
    default: break
    }
  }

  private mutating func endItem() {
    items.append(text)
    text.removeAll(keepingCapacity: true)
  }

  private mutating func endComponent(_ role: SDMXRole?) throws(XMLRefusal) {
    // What has an element of its own in a structure-specific message is no part of a key.
    let isValue = componentID == SDMXConcept.observationValue
    let own = role ?? (isValue ? .measure : .attribute)
    let position = try position(of: componentID, as: own)
    let value =
      componentValue ?? Array(items.joined(separator: [SDMXBatch.valueSeparator]))
    guard position < 0 || set(position, value, value.indices) else {
      throw fault(.repeatedComponent(id: componentID))
    }
  }

  private mutating func endObservation(at offset: Int) throws(XMLRefusal) {
    if groupsNeedObservation {
      var own = records.own
      _ = groups.complete(&own, below: records.inherited, records.components)
      records.own = own
    }
    try append(at: places[level.rawValue], end: offset)
    if level == .observationOfSeries { level = .series }
  }

  private mutating func endSeries(at offset: Int) throws(XMLRefusal) {
    if !isSeriesBegun, records.dataSet.action == .delete {
      takeOverDataSet()
      records.own = values[Level.series.rawValue]
      try append(at: places[Level.series.rawValue], end: offset)
    }
    records.endSeries()
    level = .dataSet
  }

  private mutating func endDataSet(at offset: Int) throws(XMLRefusal) {
    try beginDataSet()
    // A delete without any key deletes everything.
    if !hasContent, records.dataSet.action == .delete {
      takeOverDataSet()
      records.own.removeAll()
      try append(at: places[Level.dataSet.rawValue], end: offset)
    }
  }

  private mutating func append(at place: TextPlace, end: Int) throws(XMLRefusal) {
    do throws(SDMXFault) {
      try records.append(offset: place.offset, end: end, line: place.line)
    } catch {
      throw XMLRefusal(.sdmx(error), at: place)
    }
  }

  private func fault(_ fault: SDMXFault) -> XMLRefusal { XMLRefusal(.sdmx(fault), at: place) }
}
