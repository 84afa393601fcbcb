/// Reads the canonical texts of many cells, one of which mostly differs little from the one before:
/// only codes that are others than there are looked up, and each code is read once.
package struct CellTextReader {
  private let structure: Structure
  private var dimensions: [CodeReader]

  package init(_ structure: Structure) {
    self.structure = structure
    dimensions = structure.dimensions.enumerated().map {
      CodeReader(label: Array("\($0.offset == 0 ? "" : ",")\($0.element.id)=".utf8))
    }
  }

  /// The key of a text, that of a series included; nil when it is not canonical in the structure.
  package mutating func key(canonical text: ArraySlice<UInt8>) -> CellKey? {
    var bits: UInt128 = 0
    var place = text.startIndex
    for position in dimensions.indices {
      guard let end = dimensions[position].end(of: text, from: place),
        let part = dimensions[position].bits(of: text[place..<end], at: position, structure)
      else { return nil }
      bits |= part
      place = end
    }
    return place == text.endIndex ? CellKey(bits: bits) : nil
  }
}

/// Reads the codes of one dimension.
private struct CodeReader {
  /// What stands before each code.
  let label: [UInt8]
  /// Label and code as they were read last, with what the code is in a key.
  private var last: (text: [UInt8], bits: UInt128?) = ([], nil)
  /// nil for what is no code.
  private var known: [String: UInt128?] = [:]

  init(label: [UInt8]) { self.label = label }

  /// Where the code that begins behind the label at `place` ends; nil when there is no such label.
  func end(of text: ArraySlice<UInt8>, from place: Int) -> Int? {
    guard text[place...].starts(with: label) else { return nil }
    let code = text[(place + label.count)...]
    return code.firstIndex(of: UInt8(ascii: ",")) ?? text.endIndex
  }

  mutating func bits(
    of text: ArraySlice<UInt8>, at position: Int, _ structure: Structure
  ) -> UInt128? {
    if text.elementsEqual(last.text) { return last.bits }
    let code = String(decoding: text.dropFirst(label.count), as: UTF8.self)
    let bits = known[code] ?? Self.bits(of: code, at: position, structure)
    known[code] = bits
    last = (Array(text), bits)
    return bits
  }

  private static func bits(
    of code: String, at position: Int, _ structure: Structure
  ) -> UInt128? {
    guard let number = structure.number(at: position, text: code),
      structure.text(at: position, number: number) == code
    else { return nil }
    return structure.replacing(position, with: number, in: CellKey(bits: 0)).bits
  }
}
