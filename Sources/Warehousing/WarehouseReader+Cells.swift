internal import GRDB
internal import StatisticalModel

extension Database {
  func inputs(of result: ResultID, role: String) throws -> [QuotedRow] {
    try rows(
      of: .figureInput,
      """
      SELECT v.*, s.source, s.path, c.key FROM figure_input AS v
      JOIN file AS s ON s.id = v.file_id JOIN cell_text AS c ON c.id = v.quoted_cell_id
      WHERE v.cell_id = \(result.cell) AND v.vintage = \(result.vintage) AND v.role = \(role)
      ORDER BY v.position
      """
    ) { try $0.quoted() }
  }

  func checks(of result: ResultID) throws -> [Check] {
    try rows(
      of: .checkResult,
      """
      SELECT * FROM check_result
      WHERE cell_id = \(result.cell) AND vintage = \(result.vintage) ORDER BY position
      """
    ) { row in
      Check(
        rule: try row.text("rule"), source: try row.text("source"),
        outcome: try row.choice("outcome"), residual: try row.optionalDecimal("residual"),
        tolerance: try row.decimal("tolerance"))
    }
  }

  func bridges(of result: ResultID) throws -> [BridgeRow] {
    try rows(
      of: .bridge,
      """
      SELECT * FROM bridge
      WHERE cell_id = \(result.cell) AND vintage = \(result.vintage) ORDER BY position
      """
    ) { row in
      let position = try row.number("position")
      let sides = try sides(of: result, bridge: position)
      guard sides.count == 2 else { throw row.damaged("position") }
      return BridgeRow(
        id: try row.text("id"), left: sides[0], right: sides[1], gap: try row.decimal("gap"),
        steps: try steps(of: result, bridge: position),
        unexplained: try row.decimal("unexplained"),
        explainedShare: try row.optionalDecimal("explained_share"))
    }
  }

  private func sides(of result: ResultID, bridge: Int) throws -> [QuotedRow] {
    try rows(
      of: .bridgeSide,
      """
      SELECT v.*, s.source, s.path, c.key FROM bridge_side AS v
      JOIN file AS s ON s.id = v.file_id JOIN cell_text AS c ON c.id = v.quoted_cell_id
      WHERE v.cell_id = \(result.cell) AND v.vintage = \(result.vintage) AND v.bridge = \(bridge)
      ORDER BY v.side
      """
    ) { try $0.quoted() }
  }

  private func steps(of result: ResultID, bridge: Int) throws -> [Bridge.Step] {
    try rows(
      of: .bridgeStep,
      """
      SELECT * FROM bridge_step
      WHERE cell_id = \(result.cell) AND vintage = \(result.vintage) AND bridge = \(bridge)
      ORDER BY position
      """
    ) { row in
      Bridge.Step(
        cause: try row.choice("cause"), label: try row.json("label"),
        value: try row.decimal("value"))
    }
  }

  /// What the deliveries of a vintage say about a cell.
  ///
  /// - Complexity: a lookup per delivery of the vintage.
  func observations(of cell: Int64, vintage: Int) throws -> [ObservationRow] {
    try observations(
      from: """
        vintage_input AS i CROSS JOIN observation AS o
        ON o.staging_id = i.staging_id AND o.cell_id = \(cell)
        JOIN delivery AS d ON d.id = i.delivery_id
        """, where: "i.vintage = \(vintage)", orderedBy: "s.path, o.position")
  }

  func observations(
    from tables: SQL, where condition: SQL, orderedBy order: SQL
  ) throws -> [ObservationRow] {
    try rows(
      of: .observation,
      """
      SELECT o.*, s.source, s.path, d.edition, c.key FROM \(tables)
      JOIN file AS s ON s.id = d.file_id JOIN cell_text AS c ON c.id = o.cell_id
      WHERE \(condition) ORDER BY \(order)
      """
    ) { row in
      ObservationRow(
        cell: try row.text("key"), source: try row.text("source"), path: try row.text("path"),
        edition: try row.number("edition"), stagingID: try row.number("staging_id"),
        value: try row.observedValue(), asOf: row.optionalText("as_of"),
        extentFrom: row.optional("extent_from"), records: try row.ordinals("records"),
        field: try row.number("field"), duplicates: try row.ordinals("duplicates"),
        certainty: try row.choice("certainty"))
    }
  }
}
