package import StatisticalModel

/// A set of cells by what they have in common with others: each differs from one of those in nothing
/// but certain dimensions.
package struct CellReach: Sendable {
  private struct Part: Sendable {
    /// The bits of a key that must be those of an origin.
    var kept: UInt128
    var origins: CellPositions
    var admits: @Sendable (CellKey) -> Bool
  }

  private let structure: Structure
  private var parts: [Part] = []

  init(_ structure: Structure) { self.structure = structure }

  /// Adds the cells that differ from one of `cells` along some dimensions at most.
  ///
  /// - Parameter admits: a further condition on them.
  mutating func add(
    _ cells: some Sequence<CellKey>, along dimensions: Set<Int> = [],
    where admits: @escaping @Sendable (CellKey) -> Bool = { _ in true }
  ) {
    let kept = structure.bits(of: Set(structure.dimensions.indices).subtracting(dimensions))
    var origins = CellPositions()
    for cell in cells { _ = origins.position(of: CellKey(bits: cell.bits & kept)) }
    if origins.keys.isEmpty { return }
    parts.append(Part(kept: kept, origins: origins, admits: admits))
  }

  /// Adds every cell that meets a condition.
  mutating func add(where admits: @escaping @Sendable (CellKey) -> Bool) {
    add([CellKey(bits: 0)], along: Set(structure.dimensions.indices), where: admits)
  }

  package func contains(_ key: CellKey) -> Bool {
    parts.contains { part in
      part.origins[CellKey(bits: key.bits & part.kept)] != nil && part.admits(key)
    }
  }
}
