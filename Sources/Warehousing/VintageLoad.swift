internal import Files
internal import Foundation
internal import GRDB
internal import StatisticalModel

/// Writes one vintage into the copy that will be published.
///
/// Ids follow the order of paths and cell keys, so that the same content gives the same rows
/// whatever order it came in. Rows of readings and results are made a stretch at a time on all cores
/// and handed on in their order, while SQLite inserts those before.
struct VintageLoad {
  let content: VintageContent
  let change: VintageChange
  let vintage: Int
  var rows: RowWriter
  private(set) var cells: StoredCells
  /// By position in the content's deliveries.
  private(set) var fileIDs: [Int64]

  private let state: StoredState
  private let jobs: Int

  init(
    _ content: VintageContent, change: VintageChange, state: StoredState, into database: Database,
    jobs: Int
  ) throws {
    self.content = content
    self.change = change
    self.state = state
    self.jobs = jobs
    vintage = change.vintage
    cells = state.cells
    fileIDs = content.deliveries.map { state.files[$0.file.delivery.path] ?? 0 }
    try WarehouseFile.migrate(database)
    rows = try RowWriter(database)
  }

  /// How many results said something new about their cell.
  var changed: Int { rows.rows(in: .figure) - change.vanished.count }

  /// The connection; rows that are still on their way are waited for.
  var database: Database { mutating get throws { try rows.settled() } }

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
    try writeObservations(of: readings)
    try writeResults()
    try WarehouseFile.makeViews(
      dimensions: content.definition.structure.dimensions.map(\.id), in: try database)
    try seal()
  }

  /// Ids of new rows count on from the greatest one.
  private mutating func nextID(in table: WarehouseTable) throws -> Int64 {
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
    for position in 0..<loaded.records.blockCount {
      guard let block = try loaded.records.block(at: position) else { continue }
      rows.row.add(id)
      rows.row.add(block.firstOrdinal)
      rows.row.add(block.count)
      rows.row.add(blob: block.locators)
      rows.row.add(blobUnlessEmpty: block.checksums)
      rows.row.add(vintage)
      rows.row.add(block.packing.rawValue)
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
    var unknown = CellPositions()
    func note(_ key: CellKey) { if cells.id(of: key) == nil { _ = unknown.position(of: key) } }
    for key in content.results.cells { note(key) }
    for key in content.results.named { note(key) }
    for (position, reading) in change.readings.enumerated() where reading == nil {
      for observation in content.deliveries[position].observations { note(observation.key) }
    }
    let sorted = unknown.keys.sorted()
    let parts = try writeParts(of: sorted)
    let first = try nextID(in: .cell)
    for (offset, key) in sorted.enumerated() {
      cells.add(key, id: first + Int64(offset), hash: nil)
    }
    let vintage = vintage
    try write(sorted.indices.cut(every: CellResults.stretch)) { stretch throws(WarehouseError) in
      var rows = RowBatch()
      for position in stretch {
        guard let (text, head, tail) = parts.parts(of: sorted[position]) else {
          throw .inconsistent("a cell has no parts")
        }
        rows.row.add(first + Int64(position))
        rows.row.add(text, storedAs: head, tail)
        rows.row.add(vintage)
        rows.insert(into: .cell)
      }
      return rows
    }
  }

  private mutating func writeObservations(of readings: [(position: Int, id: Int64)]) throws {
    let (content, cells, vintage) = (content, cells, vintage)
    try write(readings.map { ReadingPlace(position: $0.position, id: $0.id) }) { reading in
      var rows = RowBatch()
      rows.insert(
        content.deliveries[reading.position].observations, reading: reading.id, cells: cells,
        vintage: vintage)
      return rows
    }
  }

  private struct ReadingPlace: Sendable {
    var position: Int
    var id: Int64
  }

  /// Makes rows of each of some stretches, as many at a time as there are threads, and hands them
  /// on in the order of the stretches.
  mutating func write<Stretch: Sendable>(
    _ stretches: [Stretch], _ rows: @Sendable (Stretch) throws(WarehouseError) -> RowBatch
  ) throws {
    for round in stretches.indices.cut(every: jobs) {
      let made = Array(stretches[round]).parallelMap(jobs: jobs) { stretch in
        Result { () throws(WarehouseError) in try rows(stretch) }
      }
      try self.rows.insert(made.map { (batch) throws(WarehouseError) in try batch.get() })
    }
  }

  /// Closes the vintage: digests of all it wrote, and the manifest that binds it to the one before.
  private mutating func seal() throws {
    let database = try database
    for (table, digest) in rows.digests {
      let width = TableDigest.rowWidth * RecordBlock.capacity
      for start in stride(from: 0, to: digest.rowDigests.count, by: width) {
        let end = min(start + width, digest.rowDigests.count)
        try database.execute(
          sql: "INSERT INTO row_digest VALUES (?, ?, ?, ?, ?)",
          arguments: [
            vintage, table.rawValue, start / width, digest.width,
            Data(digest.rowDigests[start..<end]),
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

extension RowBatch {
  /// Adds what a reading says, in the order of the ids of cells.
  fileprivate mutating func insert(
    _ observations: [SourceObservation], reading: Int64, cells: StoredCells, vintage: Int
  ) {
    let order = observations.indices.map {
      (cell: cells.id(of: observations[$0].key) ?? 0, position: $0)
    }.sorted { ($0.cell, $0.position) < ($1.cell, $1.position) }
    var previous: Int64 = 0
    var repeated = 0
    for (cell, position) in order {
      repeated = cell == previous ? repeated + 1 : 0
      previous = cell
      row.add(reading)
      row.add(cell)
      row.add(repeated)
      row.add(observations[position])
      row.add(vintage)
      insert(into: .observation)
    }
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
