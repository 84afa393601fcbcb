internal import Files
internal import GRDB
internal import StatisticalModel

extension WarehouseReader {
  /// The figures of a vintage, by cell; the entries of series are not among them.
  ///
  /// With a cause or severity: those that have such a flag. With a source: those that quote it.
  package func figures(
    _ filter: WarehouseFilter = WarehouseFilter(), vintage: Int? = nil
  ) throws(WarehouseError) -> [FigureRow] {
    try read { database in
      try database.figures(
        where: filter.figureListCondition, vintage: existing(vintage, in: database))
    }
  }

  /// The flags of a vintage, by cell and in the order in which they were raised.
  package func flags(
    _ filter: WarehouseFilter = WarehouseFilter(), vintage: Int? = nil
  ) throws(WarehouseError) -> [FlagRow] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.flags(
        where: filter.flagListCondition(vintage: vintage), vintage: vintage)
    }
  }

  /// How many flags a vintage has, by cause and severity.
  package func flagCounts(vintage: Int? = nil) throws(WarehouseError) -> [FlagCount] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .flag,
        """
        SELECT g.cause, g.severity, count(*) AS count FROM flag AS g
        WHERE \(Database.holds("g", in: vintage))
        GROUP BY g.cause, g.severity ORDER BY g.cause, g.severity
        """
      ) { row in
        FlagCount(
          cause: try row.choice("cause"), severity: try row.choice("severity"),
          count: try row.number("count"))
      }
    }
  }

  /// The flags of other cells that quote a value of this one: a sum that does not add up stands at
  /// its total, and speaks of every part.
  package func flags(
    quoting key: String, vintage: Int? = nil
  ) throws(WarehouseError) -> [FlagRow] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let quotes: SQL = """
        (g.cell_id, g.vintage, g.position) IN (
          SELECT v.cell_id, v.vintage, v.flag
          FROM cell_text AS c JOIN flag_value AS v ON v.quoted_cell_id = c.id
          WHERE \(SQL.isCell(key)) AND v.cell_id <> c.id)
        """
      return try database.flags(where: quotes, vintage: vintage)
    }
  }

  /// Every result of a vintage, entries of series included, by cell: for deriving them again and
  /// comparing the hashes.
  package func results(vintage: Int? = nil) throws(WarehouseError) -> [FigureRow] {
    try read { database in
      try database.figures(where: "TRUE", vintage: existing(vintage, in: database))
    }
  }

  /// All that a vintage knows about the cell of this canonical text.
  ///
  /// - Throws: ``WarehouseError/noCell(_:)`` when the vintage has no result for it.
  package func cell(
    _ key: String, vintage: Int? = nil
  ) throws(WarehouseError) -> CellDossier {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let isCell = SQL.isCell(key)
      guard let figure = try database.figures(where: isCell, vintage: vintage).first,
        let id = try database.cellID(of: key)
      else { throw WarehouseError.noCell(key) }
      let result = ResultID(cell: id, vintage: figure.vintage)
      return CellDossier(
        figure: figure, used: try database.inputs(of: result, role: "used"),
        lost: try database.inputs(of: result, role: "lost"),
        checks: try database.checks(of: result),
        flags: try database.flags(where: isCell, vintage: vintage),
        bridges: try database.bridges(of: result),
        blocks: try database.blocks(quoting: id, vintage: vintage),
        decisions: try database.decisions(of: result, vintage: vintage),
        observations: try database.observations(of: id, vintage: vintage))
    }
  }
}

/// A result as stored: the cell and the vintage that wrote it.
struct ResultID {
  var cell: Int64
  var vintage: Int
}

extension Database {
  func figures(where condition: SQL, vintage: Int) throws -> [FigureRow] {
    try rows(
      of: .figure,
      """
      SELECT f.*, c.key FROM cell_list AS c CROSS JOIN figure AS f ON f.cell_id = c.id
      WHERE \(Self.holds("f", in: vintage)) AND \(condition)
      ORDER BY c.head, c.tail
      """
    ) { try $0.figure() }
  }

  func flags(where condition: SQL, vintage: Int) throws -> [FlagRow] {
    var flags: [FlagRow] = []
    try eachFlag(where: condition, vintage: vintage) { flags.append($0) }
    return flags
  }

  func eachFlag(
    where condition: SQL, vintage: Int, _ body: (FlagRow) throws -> Void
  ) throws {
    let decided = try decidedFlags()
    try each(
      of: .flag,
      """
      SELECT g.*, c.key FROM flag AS g JOIN cell_text AS c ON c.id = g.cell_id
      WHERE \(Self.holds("g", in: vintage)) AND \(condition)
      ORDER BY c.key, g.position
      """
    ) { row in try body(flag(of: row, decided)) }
  }

  /// The rows of the result that holds in a vintage: of the greatest vintage up to it.
  static func holds(_ alias: String, in vintage: Int) -> SQL {
    SQL(
      sql: """
        \(alias).vintage = (SELECT max(n.vintage) FROM figure AS n
          WHERE n.cell_id = \(alias).cell_id AND n.vintage <= ?)
        """, arguments: [vintage])
  }

  private func flag(
    of row: StoredRow, _ decided: [StoredFlagID: DecidedCause]
  ) throws -> FlagRow {
    let result = ResultID(cell: try row.require("cell_id"), vintage: try row.number("vintage"))
    let position = try row.number("position")
    let secondary: [String] = try row.json("secondary")
    return FlagRow(
      id: try row.text("id"), cell: try row.text("key"), rule: try row.text("rule"),
      cause: try row.choice("cause"),
      secondary: try secondary.map { text in
        guard let cause = Cause(rawValue: text) else { throw row.damaged("secondary") }
        return cause
      }, confidence: try row.choice("confidence"), severity: try row.choice("severity"),
      reported: try reported(of: result, flag: position),
      measures: Measures(
        difference: try row.optionalDecimal("difference"),
        relative: try row.optionalDecimal("relative"), ratio: try row.optionalDecimal("ratio"),
        tolerance: try row.decimal("tolerance")),
      evidence: try row.evidence("evidence"),
      proposals: try proposals(of: result, flag: row.number("position")),
      decided: decided[
        StoredFlagID(cell: result.cell, vintage: result.vintage, position: position)],
      vintage: result.vintage)
  }

  private func proposals(of result: ResultID, flag: Int) throws -> [ProposalRow] {
    try rows(
      of: .proposal,
      """
      SELECT p.*, c.key FROM proposal AS p JOIN cell_text AS c ON c.id = p.proposed_cell_id
      WHERE p.cell_id = \(result.cell) AND p.vintage = \(result.vintage) AND p.flag = \(flag)
      ORDER BY p.position
      """
    ) { row in
      ProposalRow(
        source: try row.text("source"), cell: try row.text("key"),
        from: try row.optionalDecimal("from_value"), to: try row.optionalDecimal("to_value"),
        lower: try row.optionalDecimal("lower"), upper: try row.optionalDecimal("upper"),
        method: try row.choice("method"), solution: try row.number("solution"),
        weight: try row.decimal("weight"), status: try row.choice("status"))
    }
  }

  private func reported(of result: ResultID, flag: Int) throws -> [QuotedRow] {
    try rows(
      of: .flagValue,
      """
      SELECT v.*, s.source, s.path, c.key FROM flag_value AS v
      JOIN file AS s ON s.id = v.file_id JOIN cell_text AS c ON c.id = v.quoted_cell_id
      WHERE v.cell_id = \(result.cell) AND v.vintage = \(result.vintage) AND v.flag = \(flag)
      ORDER BY v.position
      """
    ) { try $0.quoted() }
  }
}

extension StoredRow {
  /// A row of `figure`, with the `key` of its cell.
  func figure() throws -> FigureRow {
    FigureRow(
      cell: try text("key"), status: try choice("status"), value: try optionalDecimal("value"),
      lower: try optionalDecimal("lower"), upper: try optionalDecimal("upper"),
      standardError: try optionalDecimal("standard_error"),
      method: try text("method"), rule: try text("rule"),
      explainedShare: try optionalDecimal("explained_share"), outcome: try choice("outcome"),
      vintage: try number("vintage"), hash: hexadecimal(bytes("hash")))
  }
}

private struct StoredEvidence: Decodable {
  var key: String
  var values: [String: String]
}

extension StoredRow {
  /// A JSON array of message keys and what fills them.
  func evidence(_ column: String) throws -> [Evidence] {
    let stored: [StoredEvidence] = try json(column)
    return try stored.map { stored in
      guard let key = EvidenceKey(rawValue: stored.key) else { throw damaged(column) }
      return Evidence(key, stored.values)
    }
  }
}
