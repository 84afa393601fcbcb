import SDMXVocabulary

/// The header of SDMX-CSV 1.0 or 2.x: what each column holds.
struct SDMXCSVHeader {
  enum Column {
    /// `dataflow`, `datastructure` or `dataprovision`.
    case structureType
    case structure
    case action
    /// Repeats what other columns say: names, series and observation keys.
    case aside
    case component(id: String, hasSeveral: Bool)
  }

  let columns: [Column]
  /// Positions of three of them.
  let structureType: Int?
  let structure: Int?
  let action: Int?
  /// Whether a code is followed by its name: `A: Annual`.
  let hasLabels: Bool
  /// Between the values of a component that may have several.
  let separator: UInt8

  /// The separator of fields: the character behind the first term of the header.
  ///
  /// - Parameter start: the first bytes of the file, in an encoding with ASCII in it or UTF-16.
  static func delimiter(of start: [UInt8]) -> UInt8? {
    let text = start.filter { $0 != 0 && $0 < 0x80 }
    let quote = UInt8(ascii: "\"")
    for term in [SDMXCSVTerm.structure, SDMXCSVTerm.dataflow] {
      var rest = text[...]
      let isQuoted = rest.first == quote
      if isQuoted { rest = rest.dropFirst() }
      guard rest.starts(with: term.utf8) else { continue }
      rest = rest.dropFirst(term.utf8.count)
      if rest.first == UInt8(ascii: "[") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        rest = rest[(end + 1)...]
      }
      if isQuoted {
        guard rest.first == quote else { return nil }
        rest = rest.dropFirst()
      }
      guard let delimiter = rest.first, isDelimiter(delimiter) else { return nil }
      return delimiter
    }
    return nil
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return byte == 9
      || byte >= 32 && !character.isLetter && !character.isNumber
        && !"_\"[]:".contains(character)
  }

  init(_ header: [String?]) throws(SDMXFault) {
    let cells = header.map { $0 ?? "" }
    let first = cells.first ?? ""
    let isFirstVersion = first == SDMXCSVTerm.dataflow
    guard isFirstVersion || first.hasPrefix(SDMXCSVTerm.structure) else { throw .notSDMXCSV }
    separator = Self.valueSeparator(of: first)
    var columns: [Column] = [isFirstVersion ? .structure : .structureType]
    var hasNames = false
    if !isFirstVersion {
      guard cells.count > 1, cells[1] == SDMXCSVTerm.structureID else {
        throw .headerOutOfOrder(term: SDMXCSVTerm.structureID)
      }
      columns.append(.structure)
      hasNames = cells.count > 2 && cells[2] == SDMXCSVTerm.structureName
      if hasNames { columns.append(.aside) }
    }
    let asides = [SDMXCSVTerm.seriesKey, SDMXCSVTerm.observationKey]
    while columns.count < cells.count {
      let cell = cells[columns.count]
      if cell == SDMXCSVTerm.action, !isFirstVersion {
        columns.append(.action)
      } else if asides.contains(cell) {
        columns.append(.aside)
      } else {
        columns.append(Self.component(cell))
        if hasNames, columns.count < cells.count { columns.append(.aside) }
      }
    }
    hasLabels = !hasNames && cells.contains { $0.contains(SDMXCSVTerm.label) }
    self.columns = columns
    structureType = columns.firstIndex { if case .structureType = $0 { true } else { false } }
    structure = columns.firstIndex { if case .structure = $0 { true } else { false } }
    action = columns.firstIndex { if case .action = $0 { true } else { false } }
    try refuseRepetitions()
  }

  /// The first character in the brackets of `STRUCTURE[;]`.
  private static func valueSeparator(of term: String) -> UInt8 {
    guard let open = term.utf8.firstIndex(of: UInt8(ascii: "[")) else { return UInt8(ascii: ";") }
    return term.utf8[term.utf8.index(after: open)...].first ?? UInt8(ascii: ";")
  }

  /// `SEX`, `SEX: Sex`, `ATTR[]` for several values, `ATTR[en;fr]` for texts in languages.
  private static func component(_ cell: String) -> Column {
    let id = cell.firstRange(of: SDMXCSVTerm.label).map { cell[..<$0.lowerBound] } ?? cell[...]
    guard id.hasSuffix("]"), let open = id.lastIndex(of: "[") else {
      return .component(id: String(id), hasSeveral: false)
    }
    return .component(id: String(id[..<open]), hasSeveral: true)
  }

  private func refuseRepetitions() throws(SDMXFault) {
    var seen: Set<String> = []
    for case .component(let id, _) in columns where !seen.insert(id).inserted {
      throw .repeatedComponent(id: id)
    }
  }
}
