internal import GRDB
package import StatisticalModel

/// A value of a source that a flag quotes, with the line of the source's own file that says it.
package struct QuotedLine: Hashable, Sendable {
  package var path: String
  /// First line of the first record; nil where the reading has no such observation.
  package var line: Int?
  /// Records that the value was made of.
  package var records: Int
  /// Of the field within the record, from 1.
  package var field: Int?
  package var quoted: QuotedRow
  /// The cell of the flag, which may be another than the quoted one.
  package var cell: String
  package var cause: Cause
  package var severity: Severity
  package var difference: ExactDecimal?
  package var evidence: [Evidence]

  package var codes: [DimensionCode] { DimensionCode.codes(of: quoted.cell) }
}

/// How many lines of a source flags quote.
package struct LineCount: Hashable, Sendable {
  package var source: String
  package var lines: Int
}

extension WarehouseReader {
  /// How many values of which source the warnings and errors of a vintage quote.
  package func quotedLineCounts(vintage: Int? = nil) throws(WarehouseError) -> [LineCount] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .flagValue,
        """
        SELECT s.source, count(*) AS lines FROM flag AS g
        JOIN flag_value AS v
          ON v.cell_id = g.cell_id AND v.vintage = g.vintage AND v.flag = g.position
        JOIN file AS s ON s.id = v.file_id
        WHERE g.severity <> 'info' AND \(Database.holds("g", in: vintage))
        GROUP BY 1 ORDER BY 1
        """
      ) { LineCount(source: try $0.text("source"), lines: try $0.number("lines")) }
    }
  }

  /// The lines of some sources with the largest differences, the worst first.
  package func worstLines(
    of sources: [String], limit: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [QuotedLine] {
    var lines: [QuotedLine] = []
    try eachLine(
      of: sources,
      """
      ORDER BY g.severity, abs(CAST(g.difference AS REAL)) DESC, c.key, g.position, v.position
      LIMIT \(limit)
      """, vintage: vintage
    ) { lines.append($0) }
    return lines
  }

  /// Every line of some sources that a warning or error of a vintage quotes, file by file.
  package func eachLine(
    of sources: [String], vintage: Int? = nil, _ body: (QuotedLine) throws -> Void
  ) throws(WarehouseError) {
    try eachLine(
      of: sources, "ORDER BY s.path, v.quoted_cell_id, c.key, g.position, v.position",
      vintage: vintage, body)
  }

  private func eachLine(
    of sources: [String], _ order: SQL, vintage: Int?, _ body: (QuotedLine) throws -> Void
  ) throws(WarehouseError) {
    try read { database in
      let vintage = try existing(vintage, in: database)
      let sources = sources.map { SQL("\($0)") }.joined(separator: ", ")
      var places = RecordPlaces(database)
      try database.each(
        of: .flagValue,
        """
        SELECT v.*, g.cause, g.severity, g.difference, g.evidence, c.key AS flagged, q.key,
          s.source, s.path, o.records, o.field, i.staging_id
        FROM flag AS g
        JOIN flag_value AS v
          ON v.cell_id = g.cell_id AND v.vintage = g.vintage AND v.flag = g.position
        JOIN file AS s ON s.id = v.file_id
        JOIN cell_text AS c ON c.id = g.cell_id
        JOIN cell_text AS q ON q.id = v.quoted_cell_id
        LEFT JOIN (vintage_input AS i JOIN delivery AS d ON d.id = i.delivery_id)
          ON d.file_id = v.file_id AND i.vintage = \(vintage)
        LEFT JOIN observation AS o ON o.staging_id = i.staging_id
          AND o.cell_id = v.quoted_cell_id AND o.position = (
            SELECT min(m.position) FROM observation AS m
            WHERE m.staging_id = i.staging_id AND m.cell_id = v.quoted_cell_id
              AND m.as_of IS v.as_of AND m.value IS v.value)
        WHERE s.source IN (\(sources)) AND g.severity <> 'info'
          AND \(Database.holds("g", in: vintage))
        \(order)
        """
      ) { row in
        let records = try row.ordinals("records")
        let staging: Int? = row.optional("staging_id")
        let field: Int? = row.optional("field")
        let line = try staging.flatMap { staging in
          try records.first.flatMap { try places.line(of: $0, in: staging) }
        }
        try body(
          QuotedLine(
            path: try row.text("path"), line: line, records: records.count,
            field: field.map { $0 + 1 }, quoted: try row.quoted(), cell: try row.text("flagged"),
            cause: try row.choice("cause"), severity: try row.choice("severity"),
            difference: try row.optionalDecimal("difference"),
            evidence: try row.evidence("evidence")))
      }
    }
  }
}

/// Looks up lines of records, keeping the last block: neighbours are asked for together.
private struct RecordPlaces {
  private let database: Database
  private var staging = 0
  private var block: [IndexedRecord] = []

  init(_ database: Database) { self.database = database }

  mutating func line(of ordinal: Int, in staging: Int) throws -> Int? {
    if staging != self.staging || !block.holds(ordinal) {
      block = try database.block(holding: ordinal, of: staging)
      self.staging = staging
    }
    guard block.holds(ordinal), let first = block.first else { return nil }
    return block[ordinal - first.locator.ordinal].locator.line
  }
}
