/// A dimension of a pipeline's cells: a code list, or time.
package struct Dimension: Sendable {
  package enum Values: Sendable {
    case codes(Codelist)
    case time
  }

  package var id: String
  package var values: Values
  /// The code that a cell has when nothing is said about this dimension.
  package var total: String?
  /// Words that do not tell one code's name from another's ("Region"), left out in name matching.
  package var genericWords: Set<String>

  package init(
    id: String, values: Values, total: String? = nil, genericWords: Set<String> = []
  ) {
    self.id = id
    self.values = values
    self.total = total
    self.genericWords = genericWords
  }

  package var codelist: Codelist? {
    if case .codes(let list) = values { list } else { nil }
  }
}

/// A key of a cell, packed: a number per dimension, side by side in 128 bits.
///
/// Only the ``Structure`` that made it can read it. Keys sort by dimension in structure order and
/// within one by code-list order (time: by kind, then date).
package struct CellKey: Hashable, Sendable, Comparable {
  package var bits: UInt128

  package init(bits: UInt128) { self.bits = bits }

  package static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

/// The dimensions of a pipeline (SDMX: a data structure definition) and the packing of its keys.
///
/// In every dimension number 0 stands for "every code" (a series flag has period `*`), so codes
/// count from 1.
package struct Structure: Sendable {
  package let dimensions: [Dimension]
  /// What stands before each code in the text of a cell: `indicator=`, then `,area=`.
  private let labels: [String]
  /// The codes' ids by dimension and place in the list, none for time.
  private let ids: [[String]]
  /// Likewise the numbers of the codes they are parts of.
  private let parents: [[UInt32?]]
  private let shifts: [Int]
  private let widths: [Int]
  package let time: Int
  package let indicator: Int

  /// The dimension ids every structure must have.
  package static let indicatorDimension = "indicator"
  package static let areaDimension = "area"

  /// - Returns: nil when the codes need more than 128 bits, or when there is not exactly one time
  ///   dimension and an `indicator` dimension.
  package init?(dimensions: [Dimension]) {
    let widths = dimensions.map { dimension in
      switch dimension.values {
      case .time: Period.packedBits
      case .codes(let list): Int.bitWidth - list.codes.count.leadingZeroBitCount
      }
    }
    let times = dimensions.indices.filter { dimensions[$0].codelist == nil }
    guard widths.reduce(0, +) <= UInt128.bitWidth, times.count == 1,
      let indicator = dimensions.firstIndex(where: { $0.id == Self.indicatorDimension })
    else { return nil }
    var shift = widths.reduce(0, +)
    self.shifts = widths.map { width in
      shift -= width
      return shift
    }
    self.dimensions = dimensions
    labels = dimensions.enumerated().map { ($0.offset == 0 ? "" : ",") + $0.element.id + "=" }
    ids = dimensions.map { $0.codelist?.codes.map(\.id) ?? [] }
    parents = dimensions.map { dimension in
      guard let list = dimension.codelist else { return [] }
      return list.codes.indices.map { code in list.parent(of: code).map { UInt32($0 + 1) } }
    }
    self.widths = widths
    self.time = times[0]
    self.indicator = indicator
  }

  package func position(of dimension: String) -> Int? {
    dimensions.firstIndex { $0.id == dimension }
  }

  /// The number of a dimension in a key: code-list position + 1, or a packed period; 0 is "every".
  package func number(at position: Int, in key: CellKey) -> UInt32 {
    UInt32(truncatingIfNeeded: key.bits >> UInt128(shifts[position]) & mask(position))
  }

  package func replacing(_ position: Int, with number: UInt32, in key: CellKey) -> CellKey {
    let cleared = key.bits & ~(mask(position) << UInt128(shifts[position]))
    return CellKey(bits: cleared | UInt128(number) << UInt128(shifts[position]))
  }

  /// Bits behind a dimension's number in a key.
  package func shift(of position: Int) -> Int { shifts[position] }

  private func mask(_ position: Int) -> UInt128 { (1 << UInt128(widths[position])) - 1 }

  /// The bits of a key in which some dimensions stand.
  package func bits(of positions: Set<Int>) -> UInt128 {
    positions.reduce(0) { $0 | mask($1) << UInt128(shifts[$1]) }
  }

  /// The text of a number of a dimension: a code, a period or `*`.
  package func text(at position: Int, number: UInt32) -> String {
    var text = ""
    append(number, at: position, to: &text)
    return text
  }

  private func append(_ number: UInt32, at position: Int, to text: inout String) {
    if number == 0 {
      text += "*"
    } else if position == time {
      text += Period(packed: number)?.description ?? "?"
    } else {
      text += Int(number) <= ids[position].count ? ids[position][Int(number) - 1] : "?"
    }
  }

  /// The number of a code or period text in a dimension; `*` is 0; nil when there is no such code.
  package func number(at position: Int, text: String) -> UInt32? {
    if text == "*" { return 0 }
    switch dimensions[position].values {
    case .time: return Period(parsing: text)?.packed
    case .codes(let list): return list.position(of: text).map { UInt32($0 + 1) }
    }
  }

  /// The number of the code that a code is a part of.
  package func parent(of number: UInt32, along position: Int) -> UInt32? {
    number == 0 ? nil : parents[position][Int(number) - 1]
  }

  package func period(of key: CellKey) -> Period? {
    Period(packed: number(at: time, in: key))
  }

  package func code(at position: Int, in key: CellKey) -> Code? {
    guard let list = dimensions[position].codelist else { return nil }
    let number = Int(number(at: position, in: key))
    return number == 0 ? nil : list.codes[number - 1]
  }

  package func indicatorProperties(of key: CellKey) -> IndicatorProperties? {
    code(at: indicator, in: key)?.indicator
  }

  /// The key whose every dimension is at its total, or at 0 where it has none.
  package var totalKey: CellKey {
    dimensions.indices.reduce(CellKey(bits: 0)) { key, position in
      guard let total = dimensions[position].total, let number = number(at: position, text: total)
      else { return key }
      return replacing(position, with: number, in: key)
    }
  }

  /// Canonical text of a cell: `indicator=…,area=…`, in structure order.
  package func text(of key: CellKey) -> String {
    var text = ""
    text.reserveCapacity(128)
    for position in labels.indices {
      text += labels[position]
      append(number(at: position, in: key), at: position, to: &text)
    }
    return text
  }
}

/// Why a cell written by a person names no cell.
package enum CellError: Error, Equatable {
  case noDimension(String, known: [String])
  case noCode(String, dimension: String)
  case malformed(String)
  case missing(dimension: String)
}

extension Structure {
  /// Reads `indicator=…,area=…` in any order; dimensions not named are at their total, and each is
  /// named once.
  package func cell(parsing text: String) throws(CellError) -> CellKey {
    let key = try key(parsing: text)
    for position in dimensions.indices
    where number(at: position, in: key) == 0 && position != time {
      throw .missing(dimension: dimensions[position].id)
    }
    return key
  }

  /// The key of a canonical text, that of a series included; nil when it is not canonical here.
  package func key(canonical text: String) -> CellKey? {
    guard let key = try? key(parsing: text), self.text(of: key) == text else { return nil }
    return key
  }

  private func key(parsing text: String) throws(CellError) -> CellKey {
    var key = totalKey
    var named: Set<Substring> = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, named.insert(sides[0]).inserted else {
        throw .malformed(String(part))
      }
      key = try setting(String(sides[0]), to: String(sides[1]), in: key)
    }
    return key
  }

  /// Puts a code into a key by dimension and code text.
  package func setting(_ dimension: String, to code: String, in key: CellKey) throws(CellError)
    -> CellKey
  {
    guard let position = position(of: dimension) else {
      throw .noDimension(dimension, known: dimensions.map(\.id))
    }
    guard let number = number(at: position, text: code) else {
      throw .noCode(code, dimension: dimension)
    }
    return replacing(position, with: number, in: key)
  }
}

/// A set of cells by the codes they have in some dimensions: `{indicator: …, area: …}`.
///
/// Each dimension lists the numbers it admits; a dimension not named admits every one.
package struct CellPattern: Hashable, Sendable {
  package var admitted: [Int: Set<UInt32>]

  package init(admitted: [Int: Set<UInt32>] = [:]) { self.admitted = admitted }

  package func matches(_ key: CellKey, in structure: Structure) -> Bool {
    admitted.allSatisfy { $0.value.contains(structure.number(at: $0.key, in: key)) }
  }
}
