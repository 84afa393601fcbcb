import StatisticalModel

/// Everything the declared balancings say, by cell.
struct BalancingResults {
  /// Blocks by their first cell.
  private(set) var blocks: [CellKey: [BalancedBlock]] = [:]
  private(set) var flags: [CellKey: [DiscrepancyFlag]] = [:]
  private var sources: [String: [String]] = [:]
  private var members: [CellKey: [String: BalancedFigure?]] = [:]

  init(_ definitions: [BalancingDefinition], rules: [Rule], comparison: Comparison) {
    let table = comparison.table
    for definition in definitions.sorted(by: { $0.id < $1.id }) {
      sources[definition.id] = definition.sources
      let all = BalancingQuantities(definition, in: table)
      let parts = TiedQuantities.parts(
        of: all.quantities.count, tiedBy: all.applications(of: rules))
      let balancing = BlockBalancing(
        definition: definition, comparison: comparison, table: table)
      for part in parts { take(balancing.result(of: part, in: all), of: part, in: all) }
    }
  }

  private mutating func take(
    _ result: BlockResult, of part: TiedQuantities, in all: BalancingQuantities
  ) {
    let cells = Set(part.quantities.flatMap { all.quantities[$0].entries.map(\.key) })
    guard let lead = cells.min() else { return }
    blocks[lead, default: []].append(result.block)
    if let flag = result.flag { flags[lead, default: []].append(flag) }
    for cell in cells {
      members[cell, default: [:]].updateValue(result.figures[cell], forKey: result.block.id)
    }
  }

  /// Whether a balancing covers a cell, adjusted or not.
  func covers(_ key: CellKey, by id: String) -> Bool { members[key]?[id] != nil }

  /// Whether a source's values enter a balancing.
  func uses(_ source: String, by id: String) -> Bool { sources[id]?.contains(source) ?? false }

  /// What a balancing gives for a cell; nil where it did not adjust.
  func figure(at key: CellKey, of id: String) -> BalancedFigure? { members[key]?[id] ?? nil }
}
