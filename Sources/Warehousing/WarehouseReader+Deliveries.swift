internal import GRDB
package import StatisticalModel

extension WarehouseReader {
  /// The deliveries a vintage rests on, by path.
  package func inputs(vintage: Int? = nil) throws(WarehouseError) -> [InputRow] {
    try read { try $0.inputs(vintage: existing(vintage, in: $0)) }
  }

  /// What one reading of a delivery says, by cell; `stagingID` is that of an ``InputRow``.
  ///
  /// Readings are shared by vintages; edition is that of the delivery in `vintage`.
  package func observations(
    of stagingID: Int, vintage: Int? = nil
  ) throws(WarehouseError) -> [ObservationRow] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.observations(
        from: """
          vintage_input AS i JOIN observation AS o ON o.staging_id = i.staging_id
          JOIN delivery AS d ON d.id = i.delivery_id
          """, where: "i.vintage = \(vintage) AND i.staging_id = \(stagingID)",
        orderedBy: "c.key, o.position")
    }
  }

  /// The records a reading could not load, in the order of its ledger.
  package func quarantine(of stagingID: Int) throws(WarehouseError) -> [QuarantinedRecord] {
    var records: [QuarantinedRecord] = []
    try eachQuarantined(of: stagingID) { records.append($0) }
    return records
  }

  /// As ``quarantine(of:)``, one by one.
  package func eachQuarantined(
    of stagingID: Int, _ body: (QuarantinedRecord) throws -> Void
  ) throws(WarehouseError) {
    try read { database in
      try database.each(
        of: .quarantine,
        "SELECT * FROM quarantine WHERE staging_id = \(stagingID) ORDER BY position"
      ) { try body($0.quarantined()) }
    }
  }

  /// The first records that a reading could not load.
  package func quarantine(
    of stagingID: Int, count: Int
  ) throws(WarehouseError) -> [QuarantinedRecord] {
    try read { try $0.quarantine(of: stagingID, count: count) }
  }

  /// The records that the readings of a vintage could not load, by reason: of a record with several
  /// the first in its ledger counts.
  package func quarantineCounts(
    vintage: Int? = nil
  ) throws(WarehouseError) -> [(reason: String, records: Int)] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .quarantine,
        """
        SELECT reason, count(*) AS records FROM (
          SELECT q.reason, min(q.position) FROM vintage_input AS i
          JOIN quarantine AS q ON q.staging_id = i.staging_id
          WHERE i.vintage = \(vintage) GROUP BY q.staging_id, q.ordinal)
        GROUP BY reason ORDER BY reason
        """
      ) { (reason: try $0.text("reason"), records: try $0.number("records")) }
    }
  }

  /// The records that the readings of a vintage ignored, by the rule that names them.
  package func ignoredCounts(
    vintage: Int? = nil
  ) throws(WarehouseError) -> [(rule: String, records: Int)] {
    try read { database in
      let vintage = try existing(vintage, in: database)
      return try database.rows(
        of: .ignored,
        """
        SELECT n.rule, sum(n.last - n.first + 1) AS records FROM vintage_input AS i
        JOIN ignored AS n ON n.staging_id = i.staging_id
        WHERE i.vintage = \(vintage) GROUP BY n.rule ORDER BY n.rule
        """
      ) { (rule: try $0.text("rule"), records: try $0.number("records")) }
    }
  }

  /// The stretches of records a reading ignored by rule, in the order of its ledger.
  package func ignored(of stagingID: Int) throws(WarehouseError) -> [IgnoredRecords] {
    try read { database in
      try database.rows(
        of: .ignored, "SELECT * FROM ignored WHERE staging_id = \(stagingID) ORDER BY position"
      ) { row in
        IgnoredRecords(
          rule: try row.text("rule"), first: try row.number("first"),
          last: try row.number("last"))
      }
    }
  }

  /// Where records of a reading stand; an ordinal the reading does not have is left out.
  ///
  /// - Complexity: decodes one block of up to 4096 records per stretch of ordinals in one block.
  package func records(
    _ ordinals: [Int], of stagingID: Int
  ) throws(WarehouseError) -> [IndexedRecord] {
    try read { try $0.records(ordinals, of: stagingID) }
  }

  /// The figure of a cell back to deliveries and records.
  ///
  /// - Throws: ``WarehouseError/noCell(_:)`` when the vintage has no result for it.
  package func trace(
    _ key: String, vintage: Int? = nil
  ) throws(WarehouseError) -> FigureTrace {
    let dossier = try cell(key, vintage: vintage)
    return try read { database in
      let vintage = try existing(vintage, in: database)
      let deliveries = try database.inputs(vintage: vintage)
      let used = dossier.used + dossier.balancedWith
      let quoted = used.map { (true, $0) } + dossier.lost.map { (false, $0) }
      let inputs = try quoted.map { isUsed, value in
        guard let delivery = deliveries.first(where: { $0.path == value.path }) else {
          throw WarehouseError.damaged(table: "vintage_input", column: "delivery_id")
        }
        return FigureTrace.Input(
          isUsed: isUsed, quoted: value, delivery: delivery,
          observations: try database.trace(value, in: delivery, vintage: vintage))
      }
      return FigureTrace(
        figure: dossier.figure, inputs: inputs, decisions: dossier.decisions)
    }
  }
}

extension CellDossier {
  /// The values of other cells that a balanced figure rests on as much as on its own.
  fileprivate var balancedWith: [QuotedRow] {
    let block = blocks.first {
      $0.status.isAdjusted && figure.method == "balanced:\($0.id)" && figure.status == .published
    }
    return (block?.values ?? []).map(\.quoted).filter { !used.contains($0) }
  }
}

extension Database {
  /// In the order of the ledger; all when `count` is below zero.
  func quarantine(of stagingID: Int, count: Int) throws -> [QuarantinedRecord] {
    try rows(
      of: .quarantine,
      """
      SELECT * FROM quarantine WHERE staging_id = \(stagingID) ORDER BY position LIMIT \(count)
      """
    ) { try $0.quarantined() }
  }

  func inputs(vintage: Int) throws -> [InputRow] {
    try rows(
      of: .delivery,
      """
      SELECT d.*, s.source, s.path, t.id AS staging_id, t.definition_hash, t.read, t.loaded,
        t.quarantined, t.ignored, t.vintage AS read_in
      FROM vintage_input AS i
      JOIN delivery AS d ON d.id = i.delivery_id
      JOIN file AS s ON s.id = d.file_id
      JOIN staging AS t ON t.id = i.staging_id
      WHERE i.vintage = \(vintage) ORDER BY s.path
      """
    ) { row in
      InputRow(
        source: try row.text("source"), path: try row.text("path"),
        sha256: try row.text("sha256"), size: try row.number("size"),
        sender: try row.text("sender"), received: try row.text("received"),
        asOf: row.optionalText("as_of"), edition: try row.number("edition"),
        status: try row.choice("status"), licence: try row.text("licence"),
        citation: try row.text("citation"), stagingID: try row.number("staging_id"),
        stagingHash: try row.text("definition_hash"), ledger: try row.ledgerCounts(),
        deliveredIn: try row.number("vintage"), readIn: try row.number("read_in"))
    }
  }

  /// What a delivery says about a quoted cell, with the records; that of the quoted date where the
  /// delivery says several things.
  fileprivate func trace(
    _ quoted: QuotedRow, in delivery: InputRow, vintage: Int
  ) throws -> [FigureTrace.TracedObservation] {
    guard let cell = try cellID(of: quoted.cell) else { return [] }
    let all = try observations(
      from: """
        observation AS o
        JOIN vintage_input AS i ON i.staging_id = o.staging_id AND i.vintage = \(vintage)
        JOIN delivery AS d ON d.id = i.delivery_id
        """, where: "o.staging_id = \(delivery.stagingID) AND o.cell_id = \(cell)",
      orderedBy: "o.position")
    let same = all.filter { $0.asOf == quoted.asOf && $0.value == quoted.value }
    return try (same.isEmpty ? all : same).map { observation in
      FigureTrace.TracedObservation(
        observation: observation,
        records: try records(observation.records, of: delivery.stagingID))
    }
  }

  func records(_ ordinals: [Int], of stagingID: Int) throws -> [IndexedRecord] {
    var found: [IndexedRecord] = []
    var block: [IndexedRecord] = []
    for ordinal in ordinals {
      if !block.holds(ordinal) { block = try self.block(holding: ordinal, of: stagingID) }
      guard block.holds(ordinal), let first = block.first else { continue }
      found.append(block[ordinal - first.locator.ordinal])
    }
    return found
  }

  func block(holding ordinal: Int, of stagingID: Int) throws -> [IndexedRecord] {
    try rows(
      of: .recordBlock,
      """
      SELECT * FROM record_block
      WHERE staging_id = \(stagingID) AND first_ordinal <= \(ordinal)
      ORDER BY first_ordinal DESC LIMIT 1
      """
    ) { row in
      let block = RecordBlock(
        firstOrdinal: try row.number("first_ordinal"), count: try row.number("count"),
        packing: try row.packing(), locators: row.bytes("locators"),
        checksums: row.bytes("checksums"))
      guard let records = block.records() else { throw row.damaged("locators") }
      return records
    }.first ?? []
  }
}

extension [IndexedRecord] {
  /// Of consecutive ordinals.
  func holds(_ ordinal: Int) -> Bool {
    first.map { indices.contains(ordinal - $0.locator.ordinal) } ?? false
  }
}

extension StoredRow {
  /// Null before there was more than one.
  fileprivate func packing() throws -> RecordBlock.Packing {
    optionalText("packing") == nil ? .differences : try choice("packing")
  }

  /// A row of `quarantine`.
  func quarantined() throws -> QuarantinedRecord {
    let code = try text("reason")
    guard let reason = QuarantineReason(code: code, details: try json("details")) else {
      throw damaged("details")
    }
    let locator = RecordLocator(
      ordinal: try number("ordinal"), offset: try number("offset"),
      length: try number("length"), line: try number("line"))
    return QuarantinedRecord(locator: locator, column: try text("column"), reason: reason)
  }
}
