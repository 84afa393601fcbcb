internal import GRDB
internal import StatisticalModel

extension Database {
  /// The blocks of a vintage that have a value of a cell.
  func blocks(quoting cell: Int64, vintage: Int) throws -> [BalancedBlockRow] {
    try rows(
      of: .balancing,
      """
      SELECT b.*, c.key FROM balancing AS b JOIN cell_text AS c ON c.id = b.cell_id
      WHERE \(Self.holds("b", in: vintage)) AND EXISTS (
        SELECT * FROM balancing_value AS v
        WHERE v.quoted_cell_id = \(cell) AND v.cell_id = b.cell_id AND v.vintage = b.vintage
          AND v.block = b.position)
      ORDER BY b.id, c.key
      """
    ) { row in
      let result = ResultID(cell: try row.require("cell_id"), vintage: try row.number("vintage"))
      let position = try row.number("position")
      return BalancedBlockRow(
        id: try row.text("id"), cell: try row.text("key"), status: try row.choice("status"),
        gate: try gate(of: row), level: try row.decimal("level"),
        overrideReason: row.optionalText("override_reason"),
        values: try values(of: result, block: position),
        constraints: try constraints(of: result, block: position), vintage: result.vintage)
    }
  }

  private func gate(of row: StoredRow) throws -> BalancedBlock.Gate? {
    guard let q = row.optionalText("q") else { return nil }
    return BalancedBlock.Gate(
      q: q, degreesOfFreedom: try row.number("degrees_of_freedom"), p: try row.text("p"))
  }

  private func values(of result: ResultID, block: Int) throws -> [BalancedBlockRow.Value] {
    try rows(
      of: .balancingValue,
      """
      SELECT v.*, s.source, s.path, c.key FROM balancing_value AS v
      JOIN file AS s ON s.id = v.file_id JOIN cell_text AS c ON c.id = v.quoted_cell_id
      WHERE v.cell_id = \(result.cell) AND v.vintage = \(result.vintage) AND v.block = \(block)
      ORDER BY v.position
      """
    ) { row in
      let adjusted = try row.optionalText("exact").map { exact in
        BalancedBlock.Adjusted(
          exact: exact, value: try row.decimal("balanced"),
          adjustment: try row.text("adjustment"),
          standardError: try row.decimal("standard_error"))
      }
      return BalancedBlockRow.Value(
        quoted: try row.quoted(), variance: row.optionalText("variance"), adjusted: adjusted)
    }
  }

  private func constraints(
    of result: ResultID, block: Int
  ) throws -> [BalancedBlockRow.Constraint] {
    try rows(
      of: .balancingConstraint,
      """
      SELECT * FROM balancing_constraint
      WHERE cell_id = \(result.cell) AND vintage = \(result.vintage) AND block = \(block)
      ORDER BY position
      """
    ) { row in
      BalancedBlockRow.Constraint(
        rule: try row.text("rule"), cell: try row.text("cell"), source: try row.text("source"),
        state: try row.choice("state"), discrepancy: row.optionalText("discrepancy"),
        price: row.optionalText("price"), contribution: row.optionalText("contribution"))
    }
  }
}
