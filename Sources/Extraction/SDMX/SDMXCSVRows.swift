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
  private var groups = SDMXGroups()
  private var structureText: [UInt8] = []
  private var actionText: [UInt8]?
  private var isBegun = false

  private var waitsForStructure: Bool

  init(_ expectation: SDMXExpectation) {
    records = SDMXRecords(expectation)
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
    let firstMeasure = ids.firstIndex(of: SDMXConcept.observationValue) ?? ids.count
    positions = []
    for (column, id) in ids.enumerated() {
      guard let id else {
        positions.append(-1)
        continue
      }
      if let position = records.components.position(of: id) {
        positions.append(position)
      } else if isStructureKnown, column > firstMeasure {
        // Behind the components a sender may have columns of his own.
        positions.append(-1)
      } else {
        positions.append(
          try position(of: id, Self.role(of: id, isBeforeMeasure: column < firstMeasure)))
      }
    }
    dimensions = positions.filter { $0 >= 0 && records.components.isDimension($0) }
    measures = positions.filter { $0 >= 0 && records.components.all[$0].role == .measure }
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
      header.action.flatMap { rows.field($0, of: row) })
    for (position, column) in header.columns.enumerated() {
      guard case .component(let id, let hasSeveral) = column, positions[position] >= 0,
        let field = rows.field(position, of: row)
      else { continue }
      try give(positions[position], id, field, hasSeveral: hasSeveral, header)
    }
    let locator = rows.locators[row]
    if isOfGroup {
      guard records.countOfDataSet == 0 else { throw .lateGroup }
      groups.add(records.own)
      return
    }
    if !groups.isEmpty { records.complete(by: &groups) }
    try records.append(
      offset: locator.offset, end: locator.offset + locator.length, line: locator.line)
  }

  /// Whether the row gives attributes to a partial key, not an observation.
  private var isOfGroup: Bool {
    records.dataSet.action != .delete && dimensions.contains { !records.own.has($0) }
      && !measures.contains { records.own.has($0) } && !records.own.isEmpty
  }

  private mutating func give(
    _ position: Int, _ id: String, _ field: ArraySlice<UInt8>, hasSeveral: Bool,
    _ header: SDMXCSVHeader
  ) throws(SDMXFault) {
    // An empty field says nothing, quoted or not.
    guard !field.isEmpty else { return }
    let isMeasure = records.components.all[position].role == .measure
    guard hasSeveral else {
      let value = header.hasLabels && !isMeasure ? Self.code(of: field) : field
      _ = records.own.set(position, value)
      return
    }
    var joined: [UInt8] = []
    for (count, item) in try items(of: field, id, header.separator).enumerated() {
      if count > 0 { joined.append(SDMXBatch.valueSeparator) }
      joined.append(contentsOf: header.hasLabels ? Self.code(of: item[...]) : item[...])
    }
    _ = records.own.set(position, joined[...])
  }

  /// The code of `A: Annual`; a text in which what stands before `: ` cannot be a code is whole.
  private static func code(of field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for index in field.indices {
      let byte = field[index]
      if byte == UInt8(ascii: ":"), index > field.startIndex, index + 1 < field.endIndex,
        field[index + 1] == UInt8(ascii: " ")
      {
        return field[..<index]
      }
      let character = Character(Unicode.Scalar(byte))
      // Codes, and the periods 2019-A1 and 2019-09-01/P1Y, with the colons of a time of day.
      guard byte < 0x80, character.isLetter || character.isNumber || "_-@$/:.+".contains(character)
      else { return field }
    }
    return field
  }

  /// The values of a field that may hold several; one in quotes may hold the separator.
  private func items(
    of field: ArraySlice<UInt8>, _ id: String, _ separator: UInt8
  ) throws(SDMXFault) -> [[UInt8]] {
    let quote = UInt8(ascii: "\"")
    var items: [[UInt8]] = [[]]
    var index = field.startIndex
    while index < field.endIndex {
      let byte = field[index]
      index += 1
      if byte == separator {
        items.append([])
      } else if byte == quote, items[items.count - 1].isEmpty {
        while true {
          guard index < field.endIndex else { throw .unclosedValue(component: id) }
          if field[index] == quote {
            index += 1
            guard index < field.endIndex, field[index] == quote else { break }
          }
          items[items.count - 1].append(field[index])
          index += 1
        }
      } else {
        items[items.count - 1].append(byte)
      }
    }
    return items
  }

  /// Begins a data set where structure or action change.
  private mutating func beginIfOther(
    _ structure: ArraySlice<UInt8>, _ action: ArraySlice<UInt8>?
  ) throws(SDMXFault) {
    if isBegun, structure.elementsEqual(structureText),
      action?.elementsEqual(actionText ?? []) ?? (actionText == nil)
    {
      return
    }
    isBegun = true
    structureText = Array(structure)
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
  }
}
