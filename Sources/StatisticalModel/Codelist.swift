/// A code of a dimension with its place in the hierarchy and, for areas, the extents it has had.
package struct Code: Sendable {
  package var id: String
  /// The code this one is a part of.
  package var parent: String?
  /// Names by language (`en`, `ru`, `kk`).
  package var names: [String: String]
  /// Stretches of time in which the code had one meaning or extent, oldest first.
  ///
  /// Never empty. `KZ-35` has two: the region before and after the split of 8 June 2022.
  package var validity: [Validity]
  /// Ages (or another numeric range) that the code covers, both ends included.
  package var range: ClosedRange<Int>?
  /// Set for codes of the indicator dimension.
  package var indicator: IndicatorProperties?
  /// Where an area stands on a map of squares.
  package var tile: GridPlace?

  package init(
    id: String, parent: String? = nil, names: [String: String] = [:],
    validity: [Validity] = [.always], range: ClosedRange<Int>? = nil,
    indicator: IndicatorProperties? = nil, tile: GridPlace? = nil
  ) {
    self.id = id
    self.parent = parent
    self.names = names
    self.validity = validity
    self.range = range
    self.indicator = indicator
    self.tile = tile
  }

  /// The validity that holds on a day (`yyyymmdd`), or nil when the code did not exist then.
  package func validity(on day: Int) -> Validity? {
    validity.first { $0.contains(day) }
  }
}

/// A place in a grid, counted from the upper left.
package struct GridPlace: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A stretch of days, written `yyyymmdd`; an open end is nil.
package struct Validity: Hashable, Sendable {
  package var from: Int?
  package var to: Int?

  package static let always = Validity(from: nil, to: nil)

  package init(from: Int?, to: Int?) {
    self.from = from
    self.to = to
  }

  package func contains(_ day: Int) -> Bool {
    (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
  }
}

/// What the numbers of an indicator are.
package struct IndicatorProperties: Hashable, Sendable {
  /// SDMX UNIT_MEASURE in words: `persons`, `percent`, `organisations` and so on.
  package var unit: String
  package var measure: Measure
  /// Dimensions along which the parts of this indicator add up to their total.
  package var additive: Set<String>

  package init(unit: String, measure: Measure, additive: Set<String>) {
    self.unit = unit
    self.measure = measure
    self.additive = additive
  }
}

/// Whether a number is a level at a date or events during a period; the two are never differenced.
package enum Measure: String, CaseIterable, Sendable {
  case stock
  case flow
}

/// The codes of one dimension, in the order of their file.
package struct Codelist: Sendable {
  package let id: String
  package let codes: [Code]
  private let positions: [String: Int]
  private let childPositions: [[Int]]
  private let parentPositions: [Int?]

  /// Makes a list from codes with distinct ids; the definition reader checks that and the parents.
  package init(id: String, codes: [Code]) {
    self.id = id
    self.codes = codes
    var positions: [String: Int] = [:]
    for (position, code) in codes.enumerated() { positions[code.id] = position }
    var children: [[Int]] = Array(repeating: [], count: codes.count)
    for (position, code) in codes.enumerated() {
      if let parent = code.parent.flatMap({ positions[$0] }) { children[parent].append(position) }
    }
    self.positions = positions
    self.childPositions = children
    parentPositions = codes.map { $0.parent.flatMap { positions[$0] } }
  }

  package func position(of id: String) -> Int? { positions[id] }
  package func children(of position: Int) -> [Int] { childPositions[position] }
  package func parent(of position: Int) -> Int? { parentPositions[position] }
  package subscript(id: String) -> Code? { positions[id].map { codes[$0] } }
}
