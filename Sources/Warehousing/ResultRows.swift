internal import StatisticalModel

/// Makes the rows of results.
struct ResultRows: Sendable {
  private let vintage: Int
  private let structure: Structure
  private let digest: ResultDigest
  private let cells: StoredCells
  /// By delivery, which values count.
  private let fileIDs: [Int64]
  private let sources: [String]
  private(set) var batch = RowBatch()

  /// - Parameter cells: those the results quote, with the hashes of the latest vintage.
  init(_ content: VintageContent, vintage: Int, cells: StoredCells, fileIDs: [Int64]) {
    self.vintage = vintage
    self.cells = cells
    self.fileIDs = fileIDs
    structure = content.definition.structure
    digest = ResultDigest(content)
    sources = content.deliveries.map(\.file.delivery.source)
  }

  /// Adds the rows of a result that says something new about its cell.
  mutating func write(_ result: CellResult, cell: Int64) throws(WarehouseError) {
    let hash = digest.hash(of: result)
    if cells.says(hash, of: result.key) { return }
    try write(result, cell: cell, hash: hash)
  }

  /// Adds the row that says that a cell has no result any more.
  mutating func write(vanished key: String, status: Figure.Status, cell: Int64) {
    let figure = Figure(status: status, method: "none")
    writeFigure(
      figure, outcome: .cannotBeJudged, cell: cell, hash: ResultDigest.hashOfVanished(cell: key))
  }

  private mutating func write(
    _ result: CellResult, cell: Int64, hash: [UInt8]
  ) throws(WarehouseError) {
    writeFigure(result.figure, outcome: result.outcome, cell: cell, hash: hash)
    let quoted = result.figure.used + result.figure.lost
    for (position, value) in quoted.enumerated() {
      begin(cell, position)
      batch.row.add(position < result.figure.used.count ? "used" : "lost")
      try add(value)
      batch.insert(into: .figureInput)
    }
    for (position, check) in result.checks.enumerated() {
      begin(cell, position)
      batch.row.add(check.rule)
      batch.row.add(check.source)
      batch.row.add(check.outcome.rawValue)
      batch.row.add(check.residual)
      batch.row.add(check.tolerance)
      batch.insert(into: .checkResult)
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
    write(result.decisions, cell: cell)
  }

  private mutating func writeFigure(
    _ figure: Figure, outcome: Outcome, cell: Int64, hash: [UInt8]
  ) {
    batch.row.add(cell)
    batch.row.add(vintage)
    batch.row.add(figure, outcome: outcome, hash: hash)
    batch.insert(into: .figure)
  }

  /// Begins a row that belongs to a result: `cell_id`, `vintage` and a number among its like.
  private mutating func begin(_ cell: Int64, _ position: Int) {
    batch.row.add(cell)
    batch.row.add(vintage)
    batch.row.add(position)
  }

  private mutating func write(
    _ flag: DiscrepancyFlag, id flagID: String, cell: Int64, position: Int
  ) throws(WarehouseError) {
    let evidence = flag.evidence.map {
      CanonicalJSON.object(["key": .string($0.key.rawValue), "values": .strings($0.values)])
    }
    begin(cell, position)
    batch.row.add(flagID)
    batch.row.add(flag.rule)
    batch.row.add(flag.cause.rawValue)
    batch.row.add(CanonicalJSON.strings(flag.secondary.map(\.rawValue)).text)
    batch.row.add(flag.confidence.rawValue)
    batch.row.add(flag.severity.rawValue)
    batch.row.add(flag.measures.difference)
    batch.row.add(flag.measures.relative)
    batch.row.add(flag.measures.ratio)
    batch.row.add(flag.measures.tolerance)
    batch.row.add(CanonicalJSON.array(evidence).text)
    // Columns that the table proposal has replaced.
    for _ in 0..<4 { batch.row.addNull() }
    batch.insert(into: .flag)
    for (order, value) in flag.reported.enumerated() {
      begin(cell, position)
      batch.row.add(order)
      try add(value)
      batch.insert(into: .flagValue)
    }
    for (order, proposal) in flag.proposals.enumerated() {
      batch.insert(
        into: .proposal,
        [
          cell, vintage, position, order, proposal.solution, proposal.status.rawValue,
          proposal.method.rawValue, proposal.weight.description, proposal.source,
          try id(of: proposal.key), proposal.from?.description, proposal.to?.description,
          proposal.lower?.description, proposal.upper?.description,
        ])
    }
    if let decided = flag.decided { write(decided, flag: position, cell: cell) }
  }

  private mutating func write(_ bridge: Bridge, cell: Int64, position: Int) throws(WarehouseError) {
    batch.insert(
      into: .bridge,
      [
        cell, vintage, position, bridge.id, bridge.gap.description,
        bridge.unexplained.description, bridge.explainedShare?.description,
      ])
    for (side, value) in [("left", bridge.left), ("right", bridge.right)] {
      begin(cell, position)
      batch.row.add(side)
      try add(value)
      batch.insert(into: .bridgeSide)
    }
    for (order, step) in bridge.steps.enumerated() {
      batch.insert(
        into: .bridgeStep,
        [
          cell, vintage, position, order, step.cause.rawValue,
          CanonicalJSON.strings(step.label).text, step.value.description,
        ])
    }
  }

  private mutating func write(_ block: BalancedBlock, cell: Int64, position: Int)
    throws(WarehouseError)
  {
    batch.insert(
      into: .balancing,
      [
        cell, vintage, position, block.id, block.status.rawValue, block.gate?.q,
        block.gate?.degreesOfFreedom, block.gate?.p, block.level.description,
        block.overrideReason,
      ])
    for (order, value) in block.values.enumerated() {
      begin(cell, position)
      batch.row.add(order)
      try add(value.reported)
      batch.row.add(value.variance)
      batch.row.add(value.adjusted?.exact)
      batch.row.add(value.adjusted?.value)
      batch.row.add(value.adjusted?.adjustment)
      batch.row.add(value.adjusted?.standardError)
      batch.insert(into: .balancingValue)
    }
    for (order, constraint) in block.constraints.enumerated() {
      batch.insert(
        into: .balancingConstraint,
        [
          cell, vintage, position, order, constraint.rule,
          structure.text(of: constraint.cell), constraint.source,
          constraint.state.rawValue, constraint.discrepancy, constraint.price,
          constraint.contribution,
        ])
    }
  }

  /// Adds a quoted value to the row: `file_id` to `as_of`.
  private mutating func add(_ value: ReportedValue) throws(WarehouseError) {
    guard sources.indices.contains(value.delivery), sources[value.delivery] == value.source else {
      throw .inconsistent("a value of \(value.source) quotes no delivery of it")
    }
    batch.row.add(fileIDs[value.delivery])
    batch.row.add(try id(of: value.key))
    batch.row.add(value.value)
    batch.row.add(value.asOf?.description)
  }

  private func id(of key: CellKey) throws(WarehouseError) -> Int64 {
    guard let id = cells.id(of: key) else {
      throw .inconsistent("a result names \(structure.text(of: key)), which has no row")
    }
    return id
  }

  private mutating func write(_ decisions: [CellDecision], cell: Int64) {
    for (position, decision) in decisions.enumerated() {
      batch.insert(
        into: .decisionCell,
        [cell, vintage, position, decision.id, decision.sha256, decision.status.rawValue])
    }
  }

  private mutating func write(_ decided: DecidedCause, flag: Int, cell: Int64) {
    batch.insert(
      into: .decidedFlag,
      [
        cell, vintage, flag, decided.decision, decided.cause.rawValue, decided.severity.rawValue,
        decided.confidence.rawValue,
      ])
  }
}

extension RowText {
  /// The columns of `figure` behind `vintage`.
  mutating func add(_ figure: Figure, outcome: Outcome, hash: [UInt8]) {
    add(figure.status.rawValue)
    add(figure.value)
    add(figure.lower)
    add(figure.upper)
    add(figure.method)
    add(figure.rule)
    add(figure.explainedShare)
    add(outcome.rawValue)
    add(blob: hash)
    add(figure.standardError)
  }
}
