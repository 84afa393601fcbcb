internal import GRDB
internal import StatisticalModel

extension VintageLoad {
  /// Writes the results that changed and the cells that vanished, in the order of cell ids.
  mutating func writeResults() throws {
    let digest = ResultDigest(
      structure: content.definition.structure,
      paths: content.deliveries.map(\.file.delivery.path))
    let written = change.changed.map { (cell: id(of: content.results[$0.result].key), $0) }
      .sorted { $0.cell < $1.cell }
    var vanished = change.vanished.sorted { $0.cell.id < $1.cell.id }[...]
    for (cell, (result, hash)) in written {
      while let gone = vanished.first, gone.cell.id < cell {
        try writeVanished(gone.cell.id, key: gone.key)
        vanished = vanished.dropFirst()
      }
      try write(content.results[result], cell: cell, hash: hash, digest: digest)
    }
    for gone in vanished { try writeVanished(gone.cell.id, key: gone.key) }
  }

  private mutating func writeVanished(_ cell: Int64, key: String) throws {
    let status = try String.fetchOne(
      database, sql: "SELECT status FROM figure WHERE cell_id = ? ORDER BY vintage DESC LIMIT 1",
      arguments: [cell])
    let isSeries = status == Figure.Status.series.rawValue
    let figure = Figure(status: isSeries ? .series : .absent, method: "none")
    try write(
      figure, outcome: .cannotBeJudged, cell: cell, hash: ResultDigest.hashOfVanished(cell: key))
  }

  private mutating func write(
    _ result: CellResult, cell: Int64, hash: [UInt8], digest: ResultDigest
  ) throws {
    try write(result.figure, outcome: result.outcome, cell: cell, hash: hash)
    for (position, check) in result.checks.enumerated() {
      begin(cell, position)
      rows.row.add(check.rule)
      rows.row.add(check.source)
      rows.row.add(check.outcome.rawValue)
      rows.row.add(check.residual)
      rows.row.add(check.tolerance)
      try rows.insert(into: .checkResult)
    }
    for (position, flag) in result.flags.enumerated() {
      guard flag.key == result.key else {
        throw WarehouseError.inconsistent("a result has a flag of another cell")
      }
      try write(flag, id: digest.id(of: flag), cell: cell, position: position)
    }
    for (position, bridge) in result.bridges.enumerated() {
      try write(bridge, cell: cell, position: position)
    }
    for (position, block) in result.blocks.enumerated() {
      try write(block, cell: cell, position: position)
    }
    try write(result.decisions, cell: cell)
  }

  private mutating func write(
    _ figure: Figure, outcome: Outcome, cell: Int64, hash: [UInt8]
  ) throws {
    rows.row.add(cell)
    rows.row.add(vintage)
    rows.row.add(figure.status.rawValue)
    rows.row.add(figure.value)
    rows.row.add(figure.lower)
    rows.row.add(figure.upper)
    rows.row.add(figure.method)
    rows.row.add(figure.rule)
    rows.row.add(figure.explainedShare)
    rows.row.add(outcome.rawValue)
    rows.row.add(blob: hash)
    rows.row.add(figure.standardError)
    try rows.insert(into: .figure)
    for (position, value) in (figure.used + figure.lost).enumerated() {
      begin(cell, position)
      rows.row.add(position < figure.used.count ? "used" : "lost")
      try add(value)
      try rows.insert(into: .figureInput)
    }
  }

  /// Begins a row that belongs to a result: `cell_id`, `vintage` and a number among its like.
  private mutating func begin(_ cell: Int64, _ position: Int) {
    rows.row.add(cell)
    rows.row.add(vintage)
    rows.row.add(position)
  }

  private mutating func write(
    _ flag: DiscrepancyFlag, id flagID: String, cell: Int64, position: Int
  ) throws {
    let evidence = flag.evidence.map {
      CanonicalJSON.object(["key": .string($0.key.rawValue), "values": .strings($0.values)])
    }
    begin(cell, position)
    rows.row.add(flagID)
    rows.row.add(flag.rule)
    rows.row.add(flag.cause.rawValue)
    rows.row.add(CanonicalJSON.strings(flag.secondary.map(\.rawValue)).text)
    rows.row.add(flag.confidence.rawValue)
    rows.row.add(flag.severity.rawValue)
    rows.row.add(flag.measures.difference)
    rows.row.add(flag.measures.relative)
    rows.row.add(flag.measures.ratio)
    rows.row.add(flag.measures.tolerance)
    rows.row.add(CanonicalJSON.array(evidence).text)
    // Columns that the table proposal has replaced.
    for _ in 0..<4 { rows.row.addNull() }
    try rows.insert(into: .flag)
    for (order, value) in flag.reported.enumerated() {
      begin(cell, position)
      rows.row.add(order)
      try add(value)
      try rows.insert(into: .flagValue)
    }
    for (order, proposal) in flag.proposals.enumerated() {
      try rows.insert(
        into: .proposal,
        [
          cell, vintage, position, order, proposal.solution, proposal.status.rawValue,
          proposal.method.rawValue, proposal.weight.description, proposal.source,
          id(of: proposal.key), proposal.from?.description, proposal.to?.description,
          proposal.lower?.description, proposal.upper?.description,
        ])
    }
    if let decided = flag.decided { try write(decided, flag: position, cell: cell) }
  }

  private mutating func write(_ bridge: Bridge, cell: Int64, position: Int) throws {
    try rows.insert(
      into: .bridge,
      [
        cell, vintage, position, bridge.id, bridge.gap.description,
        bridge.unexplained.description, bridge.explainedShare?.description,
      ])
    for (side, value) in [("left", bridge.left), ("right", bridge.right)] {
      begin(cell, position)
      rows.row.add(side)
      try add(value)
      try rows.insert(into: .bridgeSide)
    }
    for (order, step) in bridge.steps.enumerated() {
      try rows.insert(
        into: .bridgeStep,
        [
          cell, vintage, position, order, step.cause.rawValue,
          CanonicalJSON.strings(step.label).text, step.value.description,
        ])
    }
  }

  private mutating func write(_ block: BalancedBlock, cell: Int64, position: Int) throws {
    try rows.insert(
      into: .balancing,
      [
        cell, vintage, position, block.id, block.status.rawValue, block.gate?.q,
        block.gate?.degreesOfFreedom, block.gate?.p, block.level.description,
        block.overrideReason,
      ])
    for (order, value) in block.values.enumerated() {
      begin(cell, position)
      rows.row.add(order)
      try add(value.reported)
      rows.row.add(value.variance)
      rows.row.add(value.adjusted?.exact)
      rows.row.add(value.adjusted?.value)
      rows.row.add(value.adjusted?.adjustment)
      rows.row.add(value.adjusted?.standardError)
      try rows.insert(into: .balancingValue)
    }
    for (order, constraint) in block.constraints.enumerated() {
      try rows.insert(
        into: .balancingConstraint,
        [
          cell, vintage, position, order, constraint.rule,
          content.definition.structure.text(of: constraint.cell), constraint.source,
          constraint.state.rawValue, constraint.discrepancy, constraint.price,
          constraint.contribution,
        ])
    }
  }

  /// Adds a quoted value to the row: `file_id` to `as_of`.
  private mutating func add(_ value: ReportedValue) throws {
    guard content.deliveries.indices.contains(value.delivery),
      content.deliveries[value.delivery].file.delivery.source == value.source
    else {
      throw WarehouseError.inconsistent("a value of \(value.source) quotes no delivery of it")
    }
    rows.row.add(fileIDs[value.delivery])
    rows.row.add(id(of: value.key))
    rows.row.add(value.value)
    rows.row.add(value.asOf?.description)
  }
}
