import SDMXVocabulary
import StatisticalModel

/// Makes records of observations, whatever message they stand in, and checks their keys.
struct SDMXRecords {
  var components: SDMXComponents
  /// Records so far.
  private(set) var count = 0
  private(set) var dataSet = SDMXDataSet(number: 0, structure: nil, action: .information)
  /// Records of the data set at hand.
  private(set) var countOfDataSet = 0
  private var records = RecordBatch()
  private var complete: [SDMXBatch] = []
  private var action: [UInt8] = []
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
  var inherited = SDMXValues()

  private let structures: SDMXStructures?
  private var structure: SDMXReference?

  init(_ expectation: SDMXExpectation) {
    components = SDMXComponents(expectation)
    structures = if case .structures(let structures) = expectation { structures } else { nil }
  }

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
    self.action = Array(action.rawValue.utf8)
    countOfDataSet = 0
    keys = SDMXKeySet()
    isInSeries = false
    return isOther
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
    if dataSet.action != .delete {
      for position in components.required where !own.has(position) && !inherited.has(position) {
        throw .incompleteKey(dimension: components.all[position].id)
      }
    }
    let key = keyOfOwn()
    if isInSeries {
      guard keysOfSeries.insert(key.value) else { throw .repeatedKey }
    } else {
      guard keys.insert(key.value) else { throw .repeatedKey }
    }
    for position in components.all.indices {
      if let range = own.range(of: position) {
        records.appendField(own.text, range)
      } else if let range = inherited.range(of: position) {
        records.appendField(inherited.text, range)
      } else if position == components.action {
        records.appendField(action, action.indices)
      } else {
        records.appendNull()
      }
    }
    count += 1
    countOfDataSet += 1
    records.endRecord(
      RecordLocator(ordinal: count, offset: offset, length: end - offset, line: line))
  }

  private func keyOfOwn() -> SDMXKeyHash {
    var hash = SDMXKeyHash()
    for position in own.positions where components.isDimension(position) {
      if let range = own.range(of: position) { hash.add(position, own.text, range) }
    }
    return hash
  }

  private func key(of values: SDMXValues) -> SDMXKeyHash {
    var hash = SDMXKeyHash()
    for position in values.positions where components.isDimension(position) {
      if let range = values.range(of: position) { hash.add(position, values.text, range) }
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
