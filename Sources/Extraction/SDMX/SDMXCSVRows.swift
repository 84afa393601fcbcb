import SDMXVocabulary
import StatisticalModel

/// Makes records of the rows of an SDMX-CSV file.
struct SDMXCSVRows: ~Copyable {
  struct RowFault: Error {
    var fault: SDMXFault
    var line: Int
  }

  private(set) var header: SDMXCSVHeader?
  var records: SDMXRecords
  /// Position of the component of each column; -1 for a column that is none.
  private var positions: [Int] = []
  private var dimensions: [Int] = []
  private var measures: [Int] = []
  /// Columns that are no components of the structure at hand, but may be of another's.
  private var foreign: [(column: Int, id: String)] = []
  private var groups = SDMXGroups()
  private let groupReading: SDMXGroupReading
  /// By the number of the data set, where groups are collected.
  private(set) var collectedGroups: [Int: SDMXGroups] = [:]
  private var structureText: [UInt8] = []
  private var typeText: [UInt8] = []
  private var actionText: [UInt8]?
  private var isBegun = false

  private var waitsForStructure: Bool

  init(_ expectation: SDMXExpectation, groups: SDMXGroupReading = .inPlace) {
    records = SDMXRecords(expectation)
    groupReading = groups
    waitsForStructure = if case .structures = expectation { true } else { false }
  }

  mutating func begin(_ row: [String?]) throws(SDMXFault) {
    header = try SDMXCSVHeader(row)
    try arrange()
  }

  /// Finds the components of the columns; which of them are dimensions is told by the structure,
  /// or else by their ids and places: all before the first measure that are no attributes
  /// everywhere.
  private mutating func arrange() throws(SDMXFault) {
    let ids = (header?.columns ?? []).map { column in
      if case .component(let id, _) = column { id } else { nil as String? }
    }
    let components = records.components
    let firstMeasure = ids.firstIndex { Self.isMeasure($0, components) } ?? ids.count
    positions = []
    foreign = []
    for (column, id) in ids.enumerated() {
      guard let id else {
        positions.append(-1)
        continue
      }
      if let position = records.components.position(of: id) {
        positions.append(position)
      } else if isStructureKnown {
        // Behind the dimensions a sender may have columns of his own.
        if column < firstMeasure { foreign.append((column, id)) }
        positions.append(-1)
      } else {
        positions.append(
          try position(of: id, Self.role(of: id, isBeforeMeasure: column < firstMeasure)))
      }
    }
    dimensions = positions.filter { $0 >= 0 && records.components.isDimension($0) }
    measures = positions.filter { $0 >= 0 && records.components.all[$0].role == .measure }
  }

  private static func isMeasure(_ id: String?, _ components: SDMXComponents) -> Bool {
    guard let id, let position = components.position(of: id) else {
      return id == SDMXConcept.observationValue
    }
    return components.all[position].role == .measure
  }

  /// Whether it is known of every component of the structure.
  private var isStructureKnown: Bool { !records.components.required.isEmpty }

  private mutating func position(of id: String, _ role: SDMXRole) throws(SDMXFault) -> Int {
    // Where the structure is told by the rows, the columns wait for the first of them.
    if waitsForStructure { return -1 }
    return try records.components.position(of: id, as: role)
  }

  private static func role(of id: String, isBeforeMeasure: Bool) -> SDMXRole {
    if id == SDMXConcept.timePeriod { return .dimension }
    if id == SDMXConcept.observationValue { return .measure }
    return isBeforeMeasure && !SDMXConcept.attributes.contains(id) ? .dimension : .attribute
  }

  mutating func take(_ rows: RecordBatch) throws(RowFault) {
    for row in 0..<rows.count {
      do throws(SDMXFault) {
        try take(row, of: rows)
      } catch {
        throw RowFault(fault: error, line: rows.locators[row].line)
      }
    }
  }

  private mutating func take(_ row: Int, of rows: RecordBatch) throws(SDMXFault) {
    guard let header else { return }
    let fields = rows.fieldCount(of: row)
    guard fields == header.columns.count else {
      throw .raggedRow(fields: fields, expected: header.columns.count)
    }
    records.own.removeAll()
    try beginIfOther(
      header.structure.flatMap { rows.field($0, of: row) } ?? [],
      type: header.structureType.map { rows.field($0, of: row) ?? [] },
      header.action.flatMap { rows.field($0, of: row) })
    for (column, id) in foreign where !(rows.field(column, of: row) ?? []).isEmpty {
      let known = records.components.all.map(\.id)
      throw .unknownComponent(id: id, nearest: nearestName(to: id, among: known))
    }
    for (position, column) in header.columns.enumerated() {
      guard case .component(let id, let hasSeveral) = column, positions[position] >= 0,
        let field = rows.field(position, of: row)
      else { continue }
      try give(positions[position], id, field, hasSeveral: hasSeveral, header)
    }
    let locator = rows.locators[row]
    if isOfGroup {
      // Nothing tells its attributes from the parts of a key.
      guard !measures.isEmpty || !records.components.isOpen else { throw .noMeasure }
      return try takeGroup()
    }
    if case .collected = groupReading { return }
    if !groups.isEmpty { records.complete(by: &groups) }
    try records.append(
      offset: locator.offset, end: locator.offset + locator.length, line: locator.line)
  }

  private mutating func takeGroup() throws(SDMXFault) {
    switch groupReading {
    case .inPlace:
      guard records.countOfDataSet == 0 else { throw .lateGroup }
      groups.add(records.own)
    case .collected:
      collectedGroups[records.dataSet.number, default: SDMXGroups()].add(records.own)
    case .known: break
    }
  }

  /// Whether the row gives attributes to a partial key, not an observation.
  private var isOfGroup: Bool {
    records.dataSet.action != .delete && dimensions.contains { !records.own.has($0) }
      && !measures.contains { records.own.has($0) } && !records.own.isEmpty
  }

  /// Begins a data set where structure or action change.
  private mutating func beginIfOther(
    _ structure: ArraySlice<UInt8>, type: ArraySlice<UInt8>?, _ action: ArraySlice<UInt8>?
  ) throws(SDMXFault) {
    if isBegun, structure.elementsEqual(structureText), type?.elementsEqual(typeText) ?? true,
      action?.elementsEqual(actionText ?? []) ?? (actionText == nil)
    {
      return
    }
    isBegun = true
    structureText = Array(structure)
    if let type {
      typeText = Array(type)
      let word = String(decoding: type, as: UTF8.self)
      guard SDMXCSVTerm.structureTypes.contains(word.lowercased()) else {
        throw .unknownStructureType(word)
      }
    }
    actionText = action.map { Array($0) }
    let text = String(decoding: structure, as: UTF8.self)
    let name = text.firstRange(of: SDMXCSVTerm.label).map { text[..<$0.lowerBound] } ?? text[...]
    guard let reference = SDMXReference(parsing: name) else { throw .malformedReference }
    let word = action.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let action = word.isEmpty ? .information : SDMXAction(rawValue: word) else {
      throw .unknownAction(word)
    }
    groups.removeAll()
    let isOther = try records.begin(structure: reference, action: action)
    if isOther {
      waitsForStructure = false
      try arrange()
    }
    if case .known(let late) = groupReading {
      groups = late.groups[records.dataSet.number] ?? SDMXGroups()
    }
  }
}
