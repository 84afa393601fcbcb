import LibXML2
import SDMXVocabulary
import StatisticalModel

/// Makes records of observations, whatever message they stand in, and checks their keys.
struct SDMXRecords: ~Copyable {
  var components: SDMXComponents
  /// Records so far.
  private(set) var count = 0
  private(set) var dataSet = SDMXDataSet(number: 0, structure: nil, action: .information)
  /// Records of the data set at hand.
  private(set) var countOfDataSet = 0
  /// Of the data set; a comparison of actions is one of texts.
  private var isDelete = false
  private var records = RecordBatch()
  private var complete: [SDMXBatch] = []
  /// Keys of the series of the data set that have observations, or of its observations where they
  /// stand in no series.
  private var keys = SDMXKeySet()
  /// Of the series at hand: its part of the key, and what tells its observations apart.
  private var seriesKey = SDMXKeyHash()
  private var keysOfSeries = SDMXKeySet()
  private var isInSeries = false
  /// What the observation at hand says itself, and what is said above it: kept here, so that
  /// nothing is copied for each of them.
  var own = SDMXValues()
  private(set) var inherited = SDMXValues()
  /// nil where nobody asks.
  private(set) var notes: SDMXAttributeNotes?

  private let structures: SDMXStructures?
  private var structure: SDMXReference?

  init(_ expectation: SDMXExpectation) {
    components = SDMXComponents(expectation)
    structures = if case .structures(let structures) = expectation { structures } else { nil }
  }

  /// Notes on which levels these observations get their attributes.
  mutating func note(_ ordinals: Set<Int>) { notes = SDMXAttributeNotes(of: ordinals) }

  /// Begins a data set; its number is counted here.
  ///
  /// - Returns: whether its components are others than before.
  mutating func begin(
    structure: SDMXReference?, action: SDMXAction
  ) throws(SDMXFault) -> Bool {
    flush()
    var isOther = false
    if let found = try structures?.dataStructure(of: structure), found.reference != self.structure {
      self.structure = found.reference
      components = SDMXComponents(of: found)
      isOther = true
    }
    dataSet = SDMXDataSet(number: dataSet.number + 1, structure: structure, action: action)
    disinherit()
    isDelete = action == .delete
    countOfDataSet = 0
    keys = SDMXKeySet()
    isInSeries = false
    return isOther
  }

  /// Leaves nothing inherited but the action of the data set, where it is a component.
  mutating func disinherit() {
    inherited.removeAll()
    guard let position = components.action else { return }
    _ = inherited.set(position, Array(dataSet.action.rawValue.utf8)[...])
  }

  /// Lets observations inherit what a level above them says and no nearer one has said.
  mutating func inherit(_ values: SDMXValues, from level: StatedAttribute.Level) {
    let known = inherited.positions.count
    inherited.inherit(values)
    notes?.take(inherited.positions[known...], from: level)
  }

  /// Lets observations inherit what groups say of the key inherited so far.
  ///
  /// - Returns: whether a group needs more of the key.
  mutating func inherit(_ groups: inout SDMXGroups) -> Bool {
    let known = inherited.positions.count
    defer { notes?.take(inherited.positions[known...], from: .group) }
    return groups.complete(&inherited, below: SDMXValues(), components)
  }

  /// Gives the observation at hand what groups say of its whole key.
  mutating func complete(by groups: inout SDMXGroups) {
    let known = own.positions.count
    _ = groups.complete(&own, below: inherited, components)
    notes?.take(ofGroups: own.positions[known...])
  }

  /// Begins the observations of a series.
  mutating func beginSeries(_ values: SDMXValues) throws(SDMXFault) {
    seriesKey = key(of: values)
    guard keys.insert(seriesKey.value) else { throw .repeatedSeries }
    keysOfSeries.removeAll()
    isInSeries = true
  }

  mutating func endSeries() { isInSeries = false }

  /// Adds the observation at hand.
  mutating func append(offset: Int, end: Int, line: Int) throws(SDMXFault) {
    if !isDelete {
      for position in components.required where !own.has(position) && !inherited.has(position) {
        throw .incompleteKey(dimension: components.all[position].id)
      }
    }
    try insert(keyOfOwn())
    own.append(over: inherited, count: components.all.count, to: &records)
    endRecord(offset: offset, end: end, line: line)
    notes?.end(count, own: own, inherited: inherited, components.all)
  }

  /// Adds an observation that gives the plan's attributes, places in `text`.
  mutating func append(
    _ plan: inout SDMXObservationPlan, _ attributes: Span<XMLEvents.Event>,
    in text: Span<UInt8>, at place: TextPlace, end: Int
  ) throws(SDMXFault) {
    if !isDelete {
      for position in plan.required where !inherited.has(position) {
        throw .incompleteKey(dimension: components.all[position].id)
      }
    }
    try insert(plan.key(attributes, text))
    plan.append(attributes, text, over: inherited, to: &records)
    endRecord(offset: place.offset, end: end, line: place.line)
  }

  private mutating func insert(_ key: SDMXKeyHash) throws(SDMXFault) {
    let isNew = isInSeries ? keysOfSeries.insert(key.value) : keys.insert(key.value)
    guard isNew else { throw .repeatedKey }
  }

  private mutating func endRecord(offset: Int, end: Int, line: Int) {
    count += 1
    countOfDataSet += 1
    records.endRecord(
      RecordLocator(ordinal: count, offset: offset, length: end - offset, line: line))
  }

  private func keyOfOwn() -> SDMXKeyHash {
    var hash = SDMXKeyHash()
    for position in own.positions where components.isDimension(position) {
      if let range = own.range(of: position) { hash.add(position, own.text.span.extracting(range)) }
    }
    return hash
  }

  private func key(of values: SDMXValues) -> SDMXKeyHash {
    var hash = SDMXKeyHash()
    for position in values.positions where components.isDimension(position) {
      if let range = values.range(of: position) {
        hash.add(position, values.text.span.extracting(range))
      }
    }
    return hash
  }

  /// Hands on what is complete.
  mutating func handOn(to batch: (SDMXBatch) throws -> Void) throws {
    flush()
    for ready in complete { try batch(ready) }
    complete.removeAll(keepingCapacity: true)
  }

  private mutating func flush() {
    guard !records.isEmpty else { return }
    complete.append(
      SDMXBatch(dataSet: dataSet, components: components.all, records: records))
    records.removeAll()
  }
}
