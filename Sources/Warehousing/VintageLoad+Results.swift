internal import Foundation
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
      try rows.insert(
        into: .checkResult,
        [
          cell, vintage, position, check.rule, check.source, check.outcome.rawValue,
          check.residual?.description, check.tolerance.description,
        ])
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
    try write(result.decisions, cell: cell)
  }

  private mutating func write(
    _ figure: Figure, outcome: Outcome, cell: Int64, hash: [UInt8]
  ) throws {
    try rows.insert(
      into: .figure,
      [
        cell, vintage, figure.status.rawValue, figure.value?.description,
        figure.lower?.description, figure.upper?.description, figure.method, figure.rule,
        figure.explainedShare?.description, outcome.rawValue, Data(hash),
      ])
    let inputs = figure.used.map { ("used", $0) } + figure.lost.map { ("lost", $0) }
    for (position, (role, value)) in inputs.enumerated() {
      try rows.insert(into: .figureInput, [cell, vintage, position, role] + columns(of: value))
    }
  }

  private mutating func write(
    _ flag: DiscrepancyFlag, id flagID: String, cell: Int64, position: Int
  ) throws {
    let evidence = flag.evidence.map {
      CanonicalJSON.object(["key": .string($0.key.rawValue), "values": .strings($0.values)])
    }
    try rows.insert(
      into: .flag,
      [
        cell, vintage, position, flagID, flag.rule, flag.cause.rawValue,
        CanonicalJSON.strings(flag.secondary.map(\.rawValue)).text, flag.confidence.rawValue,
        flag.severity.rawValue, flag.measures.difference?.description,
        flag.measures.relative?.description, flag.measures.ratio?.description,
        flag.measures.tolerance.description, CanonicalJSON.array(evidence).text,
        // Columns that the table proposal has replaced.
        nil, nil, nil, nil,
      ])
    for (order, value) in flag.reported.enumerated() {
      try rows.insert(into: .flagValue, [cell, vintage, position, order] + columns(of: value))
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
      try rows.insert(into: .bridgeSide, [cell, vintage, position, side] + columns(of: value))
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

  /// A quoted value: `file_id` to `as_of`.
  private func columns(of value: ReportedValue) throws -> [(any DatabaseValueConvertible)?] {
    guard content.deliveries.indices.contains(value.delivery),
      content.deliveries[value.delivery].file.delivery.source == value.source
    else {
      throw WarehouseError.inconsistent("a value of \(value.source) quotes no delivery of it")
    }
    return [
      fileIDs[value.delivery], id(of: value.key), value.value.state.rawValue,
      value.value.number?.description, value.value.qualifier.rawValue,
      value.value.roundingUnit?.description, value.asOf?.description,
    ]
  }
}
