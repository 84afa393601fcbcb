internal import GRDB
internal import StatisticalModel

extension WarehouseReader {
  /// Every decision a vintage was made with, applied or not, by id.
  package func decisions(vintage: Int? = nil) throws(WarehouseError) -> [DecisionRow] {
    try read { try $0.decisions(vintage: existing(vintage, in: $0)) }
  }
}

/// A flag as stored: the result and its position there.
struct StoredFlagID: Hashable {
  var cell: Int64
  var vintage: Int
  var position: Int
}

extension Database {
  func decisions(vintage: Int) throws -> [DecisionRow] {
    guard try has(.decision) else { return [] }
    return try rows(
      of: .decision, "SELECT * FROM decision WHERE vintage = \(vintage) ORDER BY id"
    ) { row in
      DecisionRow(
        id: try row.text("id"), sha256: try row.text("sha256"), author: try row.text("author"),
        role: try row.text("role"), secondSigner: row.optionalText("second_signer"),
        date: try row.text("date"), expires: row.optionalText("expires"),
        action: try row.decisionAction(), flag: row.optionalText("flag"),
        rule: row.optionalText("rule"), scope: try row.json("scope"),
        firstVintage: row.optional("first_vintage"), lastVintage: row.optional("last_vintage"),
        reason: try row.json("reason"), evidence: try row.text("evidence"),
        seen: try row.json("seen"), status: try row.choice("status"),
        why: try row.evidence("why"))
    }
  }

  /// The decisions about a result's cell, in the order of replay, as `vintage` has them.
  func decisions(of result: ResultID, vintage: Int) throws -> [DecisionAtCell] {
    guard try has(.decisionCell) else { return [] }
    let marks = try rows(
      of: .decisionCell,
      """
      SELECT * FROM decision_cell
      WHERE cell_id = \(result.cell) AND vintage = \(result.vintage) ORDER BY position
      """
    ) { (try $0.text("decision"), try $0.choice("status") as DecisionStatus) }
    guard !marks.isEmpty else { return [] }
    let known = Dictionary(
      try decisions(vintage: vintage).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return marks.compactMap { id, status in
      known[id].map { DecisionAtCell(decision: $0, status: status) }
    }
  }

  /// What flags said before persons decided their causes; of one cell where it is named.
  func decidedFlags(of cell: Int64? = nil) throws -> [StoredFlagID: DecidedCause] {
    guard try has(.decidedFlag) else { return [:] }
    let condition: SQL = cell.map { "cell_id = \($0)" } ?? "TRUE"
    let stored = try rows(of: .decidedFlag, "SELECT * FROM decided_flag WHERE \(condition)") {
      row in
      (
        StoredFlagID(
          cell: try row.require("cell_id"), vintage: try row.number("vintage"),
          position: try row.number("flag")),
        DecidedCause(
          decision: try row.text("decision"), cause: try row.choice("cause"),
          severity: try row.choice("severity"), confidence: try row.choice("confidence"))
      )
    }
    return Dictionary(stored, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the file has the table: one that an earlier program wrote lacks those of later
  /// migrations.
  func has(_ table: WarehouseTable) throws -> Bool { try tableExists(table.rawValue) }
}

extension StoredRow {
  fileprivate func decisionAction() throws -> Decision.Action {
    switch try text("action") {
    case "accept": return .accept(source: try text("source"))
    case "set":
      return .set(
        value: try optionalDecimal("value"), lower: try optionalDecimal("lower"),
        upper: try optionalDecimal("upper"))
    case "explained": return .explain(try choice("cause"))
    case "exclude": return .exclude(delivery: try text("path"))
    default: throw damaged("action")
    }
  }
}
