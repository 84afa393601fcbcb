import SDMXVocabulary
import StatisticalModel

/// What the fields of a row say.
extension SDMXCSVRows {
  mutating func give(
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
}
