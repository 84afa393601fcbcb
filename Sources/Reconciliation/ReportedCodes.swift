import StatisticalModel

/// The codes a source reports anywhere, by source, indicator and dimension.
struct ReportedCodes {
  private let structure: Structure
  private let indicators: Int
  /// By source and indicator: whether each code of each dimension occurs; empty where nothing does.
  private var occurs: [[[Bool]]]

  init(structure: Structure, sources: Int) {
    self.structure = structure
    indicators = (structure.dimensions[structure.indicator].codelist?.codes.count ?? 0) + 1
    occurs = Array(repeating: [], count: sources * indicators)
  }

  mutating func note(_ key: CellKey, of source: Int) {
    let row = row(of: source, key)
    if occurs[row].isEmpty { occurs[row] = Self.none(in: structure) }
    for dimension in occurs[row].indices where !occurs[row][dimension].isEmpty {
      occurs[row][dimension][Int(structure.number(at: dimension, in: key))] = true
    }
  }

  func contains(
    _ number: UInt32, of dimension: Int, source: Int, indicatorOf key: CellKey
  ) -> Bool {
    let row = occurs[row(of: source, key)]
    return row.indices.contains(dimension) && row[dimension].indices.contains(Int(number))
      && row[dimension][Int(number)]
  }

  private func row(of source: Int, _ key: CellKey) -> Int {
    source * indicators + Int(structure.number(at: structure.indicator, in: key))
  }

  /// Time has no list of codes, and nobody asks for its parts.
  private static func none(in structure: Structure) -> [[Bool]] {
    structure.dimensions.map { dimension in
      Array(repeating: false, count: dimension.codelist.map { $0.codes.count + 1 } ?? 0)
    }
  }
}
