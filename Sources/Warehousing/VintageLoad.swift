internal import Files
internal import Foundation
internal import GRDB
internal import StatisticalModel

/// Writes one vintage into the copy that will be published.
///
/// Ids follow the order of paths and cell keys, so that the same content gives the same rows
/// whatever order it came in.
struct VintageLoad {
  let content: VintageContent
  let change: VintageChange
  let vintage: Int
  var rows: RowWriter
  var cellIDs: [CellKey: Int64]
  /// By position in the content's deliveries.
  var fileIDs: [Int64]

  private let state: StoredState

  init(
    _ content: VintageContent, change: VintageChange, state: StoredState, into database: Database
  ) throws {
    self.content = content
    self.change = change
    self.state = state
    vintage = change.summary.vintage
    cellIDs = state.cells.mapValues(\.id)
    fileIDs = content.deliveries.map { state.files[$0.file.delivery.path] ?? 0 }
    try WarehouseFile.migrate(database)
    rows = try RowWriter(database)
  }

  /// The connection; rows that are still on their way are waited for.
  var database: Database { get throws { try rows.settled() } }

  mutating func write() throws {
    // Whatever ends the load, nothing may be written to the file after it.
    defer { rows.drain() }
    try database.execute(
      sql: "INSERT INTO run VALUES (?, ?, ?, ?, ?, '{}', ?, ?)",
      arguments: [
        vintage, content.startedAt, content.finishedAt, content.programVersion,
        content.definitionHash, String(repeating: "0", count: 64), state.manifestHash,
      ])
    try writeDefinition()
    try writeDecisions()
    let readings = try writeDeliveries()
    for file in content.leftOut.sorted(by: { String.byBytes($0.path, $1.path) }) {
      try rows.insert(into: .leftOut, [vintage, file.path, file.reason])
    }
    try writeCells()
    for (position, id) in readings { try writeObservations(of: position, as: id) }
    try writeResults()
    try WarehouseFile.makeViews(
      dimensions: content.definition.structure.dimensions.map(\.id), in: try database)
    try seal()
  }

  /// Ids of new rows count on from the greatest one.
  private func nextID(in table: WarehouseTable) throws -> Int64 {
    try (Int64.fetchOne(database, sql: "SELECT max(id) FROM \(table.rawValue)") ?? 0) + 1
  }

  /// Writes what is new of the deliveries, and which of them the vintage rests on.
  ///
  /// - Returns: the new readings by position of the delivery, in the order of their ids.
  private mutating func writeDeliveries() throws -> [(position: Int, id: Int64)] {
    var nextFile = try nextID(in: .file)
    var nextDelivery = try nextID(in: .delivery)
    var nextReading = try nextID(in: .staging)
    var newReadings: [(position: Int, id: Int64)] = []
    var inputs: [Input] = []
    let sorted = content.deliveries.indices.sorted {
      String.byBytes(
        content.deliveries[$0].file.delivery.path, content.deliveries[$1].file.delivery.path)
    }
    for position in sorted {
      let loaded = content.deliveries[position]
      let delivery = loaded.file.delivery
      if state.files[delivery.path] == nil {
        try rows.insert(into: .file, [nextFile, delivery.source, delivery.path, vintage])
        fileIDs[position] = nextFile
        nextFile += 1
      }
      let deliveryID = change.deliveries[position] ?? nextDelivery
      if change.deliveries[position] == nil {
        let values = DeliveryRow.values(of: loaded.file, fileID: fileIDs[position])
        try rows.insert(into: .delivery, [nextDelivery] + values + [vintage])
        nextDelivery += 1
      }
      let readingID = change.readings[position] ?? nextReading
      if change.readings[position] == nil {
        try writeReading(of: loaded, as: nextReading, file: fileIDs[position])
        newReadings.append((position, nextReading))
        nextReading += 1
      }
      inputs.append(Input(delivery: deliveryID, reading: readingID))
    }
    for input in inputs.sorted(by: { $0.delivery < $1.delivery }) {
      try rows.insert(into: .vintageInput, [vintage, input.delivery, input.reading])
    }
    return newReadings
  }

  private mutating func writeReading(
    of loaded: LoadedDelivery, as id: Int64, file: Int64
  ) throws {
    let ledger = loaded.ledger
    try rows.insert(
      into: .staging,
      [
        id, file, loaded.file.sha256, loaded.stagingHash,
        loaded.file.delivery.asOf?.description, ledger.read, ledger.loaded,
        ledger.quarantinedRecords, ledger.ignoredRecords, vintage,
      ])
    for block in loaded.records.blocks {
      rows.row.add(id)
      rows.row.add(block.firstOrdinal)
      rows.row.add(block.count)
      rows.row.add(blob: block.locators)
      rows.row.add(blobUnlessEmpty: block.checksums)
      rows.row.add(vintage)
      try rows.insert(into: .recordBlock)
    }
    for (position, record) in ledger.quarantined.enumerated() {
      let locator = record.locator
      try rows.insert(
        into: .quarantine,
        [
          id, position, locator.ordinal, locator.offset, locator.length, locator.line,
          record.column, record.reason.code, record.reason.details.text, vintage,
        ])
    }
    for (position, stretch) in ledger.ignored.enumerated() {
      try rows.insert(
        into: .ignored, [id, position, stretch.rule, stretch.first, stretch.last, vintage])
    }
  }

  /// Gives every cell that is new to the warehouse an id, in key order.
  private mutating func writeCells() throws {
    var unknown: Set<CellKey> = []
    func note(_ key: CellKey) { if cellIDs[key] == nil { unknown.insert(key) } }
    for (result, _) in change.changed {
      let result = content.results[result]
      note(result.key)
      for value in result.quotedValues { note(value.key) }
      for proposal in result.flags.flatMap(\.proposals) { note(proposal.key) }
    }
    for (position, reading) in change.readings.enumerated() where reading == nil {
      for observation in content.deliveries[position].observations { note(observation.key) }
    }
    var next = try nextID(in: .cell)
    for key in unknown.sorted() {
      rows.row.add(next)
      rows.row.add(content.definition.structure.text(of: key))
      rows.row.add(vintage)
      try rows.insert(into: .cell)
      cellIDs[key] = next
      next += 1
    }
  }

  private mutating func writeObservations(of position: Int, as reading: Int64) throws {
    let observations = content.deliveries[position].observations
    let order = observations.indices.map { (cell: id(of: observations[$0].key), position: $0) }
      .sorted { ($0.cell, $0.position) < ($1.cell, $1.position) }
    var previous: Int64 = 0
    var repeated = 0
    for (cell, position) in order {
      let observation = observations[position]
      repeated = cell == previous ? repeated + 1 : 0
      previous = cell
      rows.row.add(reading)
      rows.row.add(cell)
      rows.row.add(repeated)
      rows.row.add(observation)
      rows.row.add(vintage)
      try rows.insert(into: .observation)
    }
  }

  /// The id of a key that ``writeCells()`` has seen.
  func id(of key: CellKey) -> Int64 { cellIDs[key] ?? 0 }

  /// Closes the vintage: digests of all it wrote, and the manifest that binds it to the one before.
  private func seal() throws {
    for (table, digest) in rows.digests {
      let width = TableDigest.rowWidth * RecordBlock.capacity
      for start in stride(from: 0, to: digest.rowDigests.count, by: width) {
        let end = min(start + width, digest.rowDigests.count)
        try database.execute(
          sql: "INSERT INTO row_digest VALUES (?, ?, ?, ?)",
          arguments: [
            vintage, table.rawValue, start / width, Data(digest.rowDigests[start..<end]),
          ])
      }
    }
    let manifest = Manifest(
      vintage: vintage, started: content.startedAt, finished: content.finishedAt,
      programVersion: content.programVersion, definitionHash: content.definitionHash,
      previousHash: state.manifestHash, schema: try Manifest.schemaHash(of: database),
      tables: Dictionary(
        uniqueKeysWithValues: rows.digests.map {
          ($0.table.rawValue, Manifest.Table(rows: $0.digest.rows, sha256: $0.digest.sha256))
        }))
    let text = manifest.json.text
    try database.execute(
      sql: "UPDATE run SET manifest = ?, manifest_hash = ? WHERE vintage = ?",
      arguments: [text, sha256(of: text), vintage])
  }
}

extension RowText {
  /// `state` to `duplicates`.
  fileprivate mutating func add(_ observation: SourceObservation) {
    add(observation.value)
    add(observation.asOf?.description)
    add(observation.extentFrom)
    add(observation.field)
    add(observation.certainty.rawValue)
    add(blob: observation.records.bytes)
    add(blobUnlessEmpty: OrdinalList.encode(observation.duplicates))
  }
}

extension CellResult {
  /// Every value that figure, flags, bridges and blocks quote.
  var quotedValues: [ReportedValue] {
    figure.used + figure.lost + flags.flatMap(\.reported)
      + bridges.flatMap { [$0.left, $0.right] } + blocks.flatMap { $0.values.map(\.reported) }
  }
}
