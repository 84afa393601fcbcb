package import StatisticalModel

/// Which cells can be judged otherwise when evidence changes, and what has to be known to judge them.
///
/// What is said of a cell depends on the definition, the decisions, the codes that sources report
/// anywhere (``ReportedCodes``), and on what all editions of all sources say of
///
/// 1. the cell itself: states, comparisons, revisions, choice of the figure;
/// 2. the cells that a rule tested there reads: they differ from it along the dimensions in which the
///    rule's terms name codes or add up, or are its parts; of a rule of change in the period;
/// 3. the cells that a bridge there reads, likewise;
/// 4. the cells of its block, where a balancing covers it, and what the comparisons of these rest on;
/// 5. where the cell has a flag, what the search for its cause looks at: other areas, other periods,
///    its parts, and, for proposals, all cells that rules tie to it;
/// 6. for the key of a series, every cell of its indicator and area.
///
/// All of these are sets of cells that differ from the cell along some dimensions only, and what
/// differs so is symmetric: the cells that a change touches are found by the same dimensions. A cell
/// whose own evidence is as it was is without a flag now, where it was without one and none of 2 to 4
/// has changed: what 5 looks at is only ever added to a flag.
package struct CellInfluence: Sendable {
  private let definition: PipelineDefinition
  private let structure: Structure
  /// For each rule that relates cells, the dimensions along which it reads.
  private let relations: [Set<Int>]
  /// The dimensions along which codes are reported with parts of them.
  private let hierarchies: Set<Int>
  /// By dimension and number of a code: whether it has parts.
  private let wholes: [[Bool]]

  package init(_ definition: PipelineDefinition, codes: ReportedCodes) {
    self.definition = definition
    let structure = definition.structure
    self.structure = structure
    relations = Array(
      Set(
        definition.rules.compactMap { rule in
          if case .relation(let relation) = rule.test {
            relation.residual.dimensions(in: structure)
          } else {
            nil
          }
        }))
    hierarchies = codes.dimensionsWithParts
    wholes = structure.dimensions.map { dimension in
      guard let list = dimension.codelist else { return [] }
      return [false] + list.codes.indices.map { !list.children(of: $0).isEmpty }
    }
  }

  /// The keys of the series about which something else may be said.
  ///
  /// A series without a flag stays so while each of its cells keeps its borders: a number does not
  /// count.
  ///
  /// - Parameters:
  ///   - changed: the cells of which a delivery says something else than before.
  ///   - moved: those of them of which it was or is silent, or names other borders than before.
  ///   - flagged: whether a cell, or a series, had a flag in some vintage.
  package func series(
    of changed: [CellKey], moved: [CellKey], flagged: (CellKey) -> Bool
  ) -> [CellKey] {
    guard definition.sources.contains(where: { $0.concept.boundaryDay == nil }) else { return [] }
    func keys(_ cells: [CellKey]) -> Set<CellKey> {
      Set(cells.lazy.map { BoundarySeries.seriesKey(of: $0, in: structure) })
    }
    return keys(moved).union(keys(changed).filter(flagged)).sorted()
  }

  /// The cells of which something else may be said.
  ///
  /// - Parameters:
  ///   - changed: the cells of which a delivery says something else than before.
  ///   - series: the keys of series that ``series(of:moved:flagged:)`` gives.
  ///   - flagged: whether a cell had a flag in some vintage.
  package func touched(
    by changed: [CellKey], series: [CellKey], flagged: @escaping @Sendable (CellKey) -> Bool
  ) -> CellReach {
    var reach = CellReach(structure)
    reach.add(changed)
    reach.add(series)
    for dimensions in relations { reach.add(changed, along: dimensions) }
    for dimension in hierarchies {
      reach.add(changed, along: [dimension]) { isWhole($0, along: dimension) }
    }
    if testsChange { reach.add(changed, along: [structure.time]) }
    for bridge in definition.reconciliation.bridges {
      for dimensions in bridge.dimensions(in: structure) {
        reach.add(changed, along: dimensions) { isIn(bridge.scope, $0) }
      }
    }
    for balancing in definition.reconciliation.balancing {
      reach.add(changed, along: blockSurroundings(balancing)) { isIn(balancing.scope, $0) }
    }
    for dimensions in causes + [editing] {
      reach.add(changed, along: dimensions, where: flagged)
    }
    // Decisions are judged in every run: a day can end one.
    for decision in definition.decisions { reach.add { isIn(decision.scope, $0) } }
    return reach
  }

  /// The cells whose evidence decides what is said of some others.
  ///
  /// - Parameter unsettled: those of them for whose flags a cause may be looked for.
  package func evidence(of touched: [CellKey], unsettled: [CellKey]) -> CellReach {
    var reach = CellReach(structure)
    for dimensions in relations + [editing] { reach.add(touched, along: dimensions) }
    for dimension in hierarchies {
      reach.add(
        touched.lazy.filter { isWhole($0, along: dimension) }, along: [dimension])
    }
    if testsChange { reach.add(touched, along: [structure.time]) }
    for bridge in definition.reconciliation.bridges {
      for dimensions in bridge.dimensions(in: structure) {
        reach.add(touched.lazy.filter { isIn(bridge.scope, $0) }, along: dimensions)
      }
    }
    for balancing in definition.reconciliation.balancing {
      reach.add(
        touched.lazy.filter { isIn(balancing.scope, $0) }, along: blockSurroundings(balancing))
    }
    for dimensions in causes { reach.add(unsettled, along: dimensions) }
    let series = BoundarySeries.dimensions(of: structure)
    reach.add(
      touched.lazy.filter { structure.period(of: $0) == nil },
      along: Set(structure.dimensions.indices).subtracting(series))
    reach.add(
      definition.decisions.flatMap(\.seen).compactMap { line in
        line.sourceAndCell.flatMap { try? structure.cell(parsing: $0.cell) }
      })
    return reach
  }

  private var testsChange: Bool {
    definition.rules.contains { rule in
      if case .change = rule.test { true } else { false }
    }
  }

  /// Along which the search for a cause looks at other cells.
  private var causes: [Set<Int>] {
    [structure.position(of: Structure.areaDimension), structure.time].compactMap(\.self).map {
      [$0]
    }
      + hierarchies.map { [$0] }
  }

  /// Along which rules tie cells together, each to others and these to more.
  private var editing: Set<Int> {
    definition.editing.methods.isEmpty
      ? [] : relations.reduce(hierarchies) { $0.union($1) }
  }

  /// Along which the values of a block lie, and what the comparisons of each look at.
  private func blockSurroundings(_ balancing: BalancingDefinition) -> Set<Int> {
    let rules = definition.rules.filter { balancing.rules.contains($0.id) }
    let tied = rules.reduce(into: Set<Int>()) { dimensions, rule in
      if case .relation(let relation) = rule.test {
        dimensions.formUnion(relation.residual.dimensions(in: structure))
      }
    }
    return causes.reduce(tied.union(editing)) { $0.union($1) }
  }

  private func isWhole(_ key: CellKey, along dimension: Int) -> Bool {
    wholes[dimension].indices.contains(Int(structure.number(at: dimension, in: key)))
      && wholes[dimension][Int(structure.number(at: dimension, in: key))]
  }

  private func isIn(_ scope: CellPattern, _ key: CellKey) -> Bool {
    scope.matches(key, in: structure)
  }
}

extension CellExpression {
  /// The dimensions in which a term puts a code, or along which one adds up.
  fileprivate func dimensions(in structure: Structure) -> Set<Int> {
    Set(
      terms.flatMap { Array($0.codes.keys) + [$0.summedDimension].compactMap(\.self) }
        .compactMap(structure.position))
  }
}

extension BridgeDefinition {
  fileprivate func dimensions(in structure: Structure) -> Set<Set<Int>> {
    Set(steps.map { $0.expression.dimensions(in: structure) })
  }
}
