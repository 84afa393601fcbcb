package import StatisticalModel
package import Warehousing

/// The observations of a cube that a data query asks for.
package struct CubeSelection: Sendable {
  /// What the warehouse is asked for.
  package let span: CellSpan
  /// Codes let through in dimensions that cells do not have, by their place among the components.
  private var own: [(position: Int, codes: Set<String>)] = []
  private let sourcePosition: Int
  /// Whether a code was asked for that no list has: nothing has it.
  package private(set) var isEmpty = false

  /// - Parameters:
  ///   - dimensions: the components of a key, those of the cube that are not time.
  ///   - periods: in which periods the cells of the vintage are.
  package init(
    _ key: SDMXKeyQuery, _ range: SDMXTimeRange, in cube: Cube, of structure: Structure,
    periods: () throws -> [String]
  ) throws {
    let names = cube.components.filter { $0.role == .dimension }.map(\.id)
    let parts = key.parts ?? names.map { _ in [] }
    guard parts.count == names.count else {
      throw SDMXQueryError.keyParts(expected: names, given: parts.count)
    }
    let dimensions = structure.dimensions.filter { $0.codelist != nil }
    sourcePosition = dimensions.count
    var choices: [CellSpan.Choice] = []
    for (position, asked) in parts.enumerated() where !asked.isEmpty {
      guard position < dimensions.count else {
        own.append((position, Set(asked)))
        continue
      }
      let dimension = dimensions[position]
      let codes = Set(asked).filter { dimension.codelist?[$0] != nil }
      if codes.isEmpty { isEmpty = true }
      choices.append(
        .init(
          dimension: dimension.id,
          codes: codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, total: dimension.total
        ))
    }
    if !range.isUnbounded {
      let time = structure.dimensions[structure.time]
      let codes = try periods().filter { Period(parsing: $0).map(range.contains) ?? false }
      if codes.isEmpty { isEmpty = true }
      choices.append(.init(dimension: time.id, codes: codes, total: time.total))
    }
    span = CellSpan(choices: choices, of: structure.dimensions.map(\.id))
  }

  /// Whether a statement is asked for; its source and its number are the last of a key but time.
  func admits(source: String, statement: Int) -> Bool {
    own.allSatisfy { position, codes in
      codes.contains(position == sourcePosition ? source : "\(statement)")
    }
  }

  func admits(_ row: CubeRow) -> Bool {
    own.allSatisfy { position, codes in row[position].allSatisfy(codes.contains) }
  }
}

/// How much is said of each observation (`detail`).
package enum CubeDetail: String, CaseIterable, Sendable {
  case full
  /// No attributes.
  case dataOnly = "dataonly"
  /// The keys of series, without observations.
  case seriesKeysOnly = "serieskeysonly"
  /// Series with their attributes, of which our cubes have none.
  case noData = "nodata"

  package var hasObservations: Bool { self == .full || self == .dataOnly }
}

/// Some of the components of a cube.
struct CubeColumns: Sendable {
  let cube: Cube
  private let positions: [Int]

  init(_ whole: Cube, _ detail: CubeDetail) {
    positions = whole.components.indices.filter { position in
      switch detail {
      case .full: true
      case .dataOnly: whole.components[position].role != .attribute
      case .seriesKeysOnly, .noData: whole.components[position].role == .dimension
      }
    }
    var cube = whole
    cube.components = positions.map { whole.components[$0] }
    self.cube = cube
  }

  func row(of row: CubeRow) -> CubeRow { positions.map { row[$0] } }
}
