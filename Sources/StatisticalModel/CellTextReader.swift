/// Reads the canonical texts of many cells, one of which mostly differs little from the one before:
/// only codes that are others than there are looked up.
package struct CellTextReader {
  private let structure: Structure
  /// What stands before each code.
  private let labels: [[UInt8]]
  /// The codes read last, by dimension.
  private var codes: [[UInt8]]
  private var numbers: [UInt32?]

  package init(_ structure: Structure) {
    self.structure = structure
    labels = structure.dimensions.enumerated().map {
      Array("\($0.offset == 0 ? "" : ",")\($0.element.id)=".utf8)
    }
    codes = Array(repeating: [], count: labels.count)
    numbers = Array(repeating: nil, count: labels.count)
  }

  /// The key of a text, that of a series included; nil when it is not canonical in the structure.
  package mutating func key(canonical text: ArraySlice<UInt8>) -> CellKey? {
    var key = CellKey(bits: 0)
    var rest = text
    for position in labels.indices {
      guard rest.starts(with: labels[position]) else { return nil }
      rest = rest.dropFirst(labels[position].count)
      let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
      guard let number = number(of: rest[..<end], at: position) else { return nil }
      key = structure.replacing(position, with: number, in: key)
      rest = rest[end...]
    }
    return rest.isEmpty ? key : nil
  }

  private mutating func number(of code: ArraySlice<UInt8>, at position: Int) -> UInt32? {
    if code.elementsEqual(codes[position]) { return numbers[position] }
    let text = String(decoding: code, as: UTF8.self)
    let number = structure.number(at: position, text: text)
    codes[position] = Array(code)
    numbers[position] =
      number.flatMap { structure.text(at: position, number: $0) == text ? $0 : nil }
    return numbers[position]
  }
}
