import LibXML2
import SDMXVocabulary
import StatisticalModel

/// Takes the elements of an SDMX-ML data message and makes records of its observations.
struct SDMXMessageSink: ~Copyable, XMLEventSink {
  /// Where in the message the parser is.
  enum Context {
    case message, header, headerAction, headerStructure, reference, urn
    case dataSet, group, series, observation
    /// Generic: holds `Value` elements of a key or of attributes.
    case values(SDMXRole)
    /// One component, in an element of its own.
    case component(SDMXRole?)
    case item, text
    case ignored
  }

  private let batch: (SDMXBatch) throws -> Void
  var records: SDMXRecords
  var header = SDMXHeader()
  var message = SDMXMessage.genericData
  var version = SDMXVersion.version21
  var contexts: [Context] = []
  /// By number of the name.
  var elements: [SDMXElement] = []
  var positions = SDMXAttributePositions()
  /// For observations with the attributes of the last one that was taken apart.
  var plan = SDMXObservationPlan()

  // The data set at hand.
  var structureID: String?
  var action: SDMXAction?
  var dimensionAtObservation: String?
  var hasExplicitMeasures = false
  var ownAttributes: [(id: String, value: [UInt8])] = []
  var isDataSetBegun = false
  var hasContent = false
  var groups = SDMXGroups()
  var dataSetValues = SDMXValues()
  var groupValues = SDMXValues()
  var seriesValues = SDMXValues()
  /// Where the element of each level began.
  var places = SDMXLevel.allCases.map { _ in TextPlace(offset: 0) }
  var level = SDMXLevel.dataSet
  var isSeriesBegun = false
  var groupsNeedObservation = false
  let groupReading: SDMXGroupReading
  /// By the number of the data set, where groups are collected.
  var collectedGroups: [Int: SDMXGroups] = [:]

  var component = SDMXComponentElement()
  /// Of an element of the header.
  var text: [UInt8] = []
  var place = TextPlace(offset: 0)

  init(
    expecting expectation: SDMXExpectation, groups: SDMXGroupReading = .inPlace,
    batch: @escaping (SDMXBatch) throws -> Void
  ) {
    records = SDMXRecords(expectation)
    if case .known(let late) = groups { records.components = late.components }
    groupReading = groups
    self.batch = batch
  }

  mutating func pause() throws { try records.handOn(to: batch) }

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

  mutating func begin(_ name: XMLName) throws(XMLRefusal) {
    guard let (message, version) = SDMXElement.message(name) else {
      throw fault(.notAMessage(element: name.local, namespace: name.namespace))
    }
    guard message.isData else { throw fault(.otherMessage(message, wantsData: true)) }
    self.message = message
    self.version = version
  }

  mutating func enter(
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
      component.beginItem()
      return .item
    case (.component, .text), (.item, .text):
      component.beginText()
      return .text
    case (.ignored, _): return .ignored
    default: return try enterOutside(element, name, from: context)
    }
  }

  /// Elements outside of the observations, and what may not stand here.
  mutating func enterOutside(
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

  func isHeader(_ context: Context) -> Bool {
    switch context {
    case .header, .headerAction, .headerStructure, .reference, .urn, .text, .item: true
    default: false
    }
  }

  func misplaced(_ name: XMLName, in expected: String?) -> SDMXFault {
    name.namespace == expected
      ? .misplaced(element: name.qualified)
      : .otherNamespace(element: name.qualified, found: name.namespace, expected: expected)
  }

  mutating func beginText(_ context: Context) -> Context {
    text.removeAll(keepingCapacity: true)
    return context
  }

  mutating func beginComponent(_ role: SDMXRole?, id: String) -> Context {
    component.begin(id: id)
    return .component(role)
  }

  func fault(_ fault: SDMXFault) -> XMLRefusal { XMLRefusal(.sdmx(fault), at: place) }
}
