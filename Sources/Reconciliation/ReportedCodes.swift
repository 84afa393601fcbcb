package import StatisticalModel

/// The codes a source reports anywhere, by source, indicator and dimension.
///
/// The one thing beside its own surroundings that decides what is said of a cell: which parts of a
/// code are asked for.
package struct ReportedCodes: Sendable {
  private let structure: Structure
  private let indicators: Int
  /// By source and indicator: whether each code of each dimension occurs; empty where nothing does.
  private var occurs: [[[Bool]]]
  /// Likewise, by number of a code: those of its parts that occur.
  private var parts: [[[[UInt32]]]] = []

  package init(structure: Structure, sources: Int) {
    self.structure = structure
    indicators = (structure.dimensions[structure.indicator].codelist?.codes.count ?? 0) + 1
    occurs = Array(repeating: [], count: sources * indicators)
  }

  package mutating func note(_ key: CellKey, of source: Int) {
    let row = row(of: source, key)
    if occurs[row].isEmpty { occurs[row] = Self.none(in: structure) }
    for dimension in occurs[row].indices where !occurs[row][dimension].isEmpty {
      occurs[row][dimension][Int(structure.number(at: dimension, in: key))] = true
    }
  }

  /// Whether the same codes occur.
  package func areThose(of other: ReportedCodes) -> Bool { occurs == other.occurs }

  /// The dimensions along which some code occurs together with one of its parts, whoever reports the
  /// one and whoever the other.
  var dimensionsWithParts: Set<Int> {
    Set(
      structure.dimensions.indices.filter { dimension in
        guard let list = structure.dimensions[dimension].codelist else { return false }
        let used = Set(
          occurs.lazy.filter { !$0.isEmpty }.flatMap { row in
            row[dimension].indices.filter { row[dimension][$0] }
          })
        return list.codes.indices.contains { code in
          used.contains(code + 1)
            && list.children(of: code).contains { used.contains($0 + 1) }
        }
      })
  }

  /// Looks up once what ``parts(of:along:source:)`` is asked for every cell.
  package mutating func finish() {
    parts = occurs.map { row in
      row.indices.map { dimension in
        guard let list = structure.dimensions[dimension].codelist else { return [] }
        return [[]]
          + list.codes.indices.map { code in
            list.children(of: code).map { UInt32($0 + 1) }.filter { row[dimension][Int($0)] }
          }
      }
    }
  }

  /// The parts of a cell's code along a dimension that a source reports anywhere for the indicator
  /// of the cell, in the order of the list.
  func parts(of key: CellKey, along dimension: Int, source: Int) -> [UInt32] {
    let row = row(of: source, key)
    guard parts[row].indices.contains(dimension) else { return [] }
    let number = Int(structure.number(at: dimension, in: key))
    return parts[row][dimension].indices.contains(number) ? parts[row][dimension][number] : []
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
