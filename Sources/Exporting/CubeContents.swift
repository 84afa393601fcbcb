/// How much is said of each observation (`detail`).
package enum CubeDetail: String, CaseIterable, Sendable {
  case full
  /// No attributes.
  case dataOnly = "dataonly"
  /// The keys of series, without observations.
  case seriesKeysOnly = "serieskeysonly"
  /// Series with their attributes, of which our cubes have none.
  case noData = "nodata"

  /// In the words of SDMX REST 2.1.
  package var contents: CubeContents {
    switch self {
    case .full: CubeContents(attributes: .all, measures: .all)
    case .dataOnly: CubeContents(attributes: .none, measures: .all)
    case .seriesKeysOnly, .noData: CubeContents(attributes: .none, measures: .none)
    }
  }
}

/// Which attributes and measures are given with each observation.
package struct CubeContents: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case all
    case none
    case only(Set<String>)

    func has(_ id: String) -> Bool {
      switch self {
      case .all: true
      case .none: false
      case .only(let ids): ids.contains(id)
      }
    }
  }

  package var attributes: Part
  package var measures: Part

  package init(attributes: Part, measures: Part) {
    self.attributes = attributes
    self.measures = measures
  }

  /// Whether there is more to say than which series there are.
  package var hasObservations: Bool { attributes != .none || measures != .none }

  func has(_ component: Cube.Component) -> Bool {
    switch component.role {
    case .dimension: true
    case .time: hasObservations
    case .measure: measures.has(component.id)
    case .attribute: attributes.has(component.id)
    }
  }
}

/// Some of the components of a cube.
struct CubeColumns: Sendable {
  let cube: Cube
  private let positions: [Int]

  init(_ whole: Cube, _ contents: CubeContents) {
    positions = whole.components.indices.filter { contents.has(whole.components[$0]) }
    var cube = whole
    cube.components = positions.map { whole.components[$0] }
    self.cube = cube
  }

  func row(of row: CubeRow) -> CubeRow { positions.map { row[$0] } }
}
