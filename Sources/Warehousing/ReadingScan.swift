internal import GRDB
internal import SQLiteInsertion
internal import StatisticalModel

/// All rows that belong to one reading: their digests, and what they say where that is asked for.
struct ReadingScan: Sendable {
  /// In this order ``digests`` come.
  static let tables: [WarehouseTable] = [.recordBlock, .quarantine, .ignored, .observation]

  /// By table: the SHA-256 of each row, end to end.
  private(set) var digests: [[UInt8]] = tables.map { _ in [] }
  /// The delivery as it was when it was read; nil where nobody wants it, or where a row says what
  /// no run wrote.
  private(set) var delivery: LoadedDelivery?

  private let id: Int64
  private let cells: [CellKey?]
  private var records = RecordIndex()
  private var ledger = Ledger()
  private var observations: ObservationList
  private var isSound = true

  /// - Parameter cells: keys by id.
  init(_ id: Int64, cells: [CellKey?]) {
    self.id = id
    self.cells = cells
    observations = ObservationList(cells: cells, delivery: 0)
  }

  mutating func read(_ database: Database, for wanted: StoredReadings.Wanted?) throws {
    try each(0, database) { scan, row in if wanted != nil { scan.takeBlock(row) } }
    try each(1, database) { _, _ in }
    try each(2, database) { scan, row in if wanted != nil { scan.takeIgnored(row) } }
    observations = ObservationList(cells: cells, delivery: wanted?.position ?? 0)
    try each(3, database) { scan, row in if wanted != nil { scan.observations.add(row) } }
    guard wanted != nil else { return }
    ledger.quarantined = try database.quarantine(of: Int(id), count: -1)
  }

  /// Makes the delivery, once everything has been read.
  mutating func finish(_ wanted: StoredReadings.Wanted, read: Int, loaded: Int) {
    ledger.read = read
    ledger.loaded = loaded
    guard isSound, ledger.balances, let observations = observations.finished() else { return }
    delivery = LoadedDelivery(
      file: wanted.file, stagingHash: wanted.stagingHash, ledger: ledger, records: records,
      observations: observations, isStored: true)
  }

  private mutating func each(
    _ table: Int, _ database: Database, _ take: (inout ReadingScan, StoredValues) -> Void
  ) throws {
    let name = Self.tables[table].rawValue
    let key = try database.primaryKey(name).columns.joined(separator: ", ")
    var rows = RowReading(
      try database.makeStatement(
        sql: "SELECT * FROM \(name) WHERE staging_id = \(id) ORDER BY \(key)"))
    var row = StoredValues()
    var text = RowText()
    while try rows.next(&row) {
      text.removeAll()
      text.add(row)
      digests[table].append(contentsOf: text.digest)
      take(&self, row)
    }
  }

  /// Checksums tell records apart; where records stand is asked of the warehouse.
  private mutating func takeBlock(_ row: StoredValues) {
    guard let first = row.integer(1), let count = row.integer(2) else {
      isSound = false
      return
    }
    records.append(
      RecordBlock(
        firstOrdinal: Int(first), count: Int(count), packing: .frames, locators: [],
        checksums: row.blob(4).map { Array($0) } ?? []))
  }

  private mutating func takeIgnored(_ row: StoredValues) {
    guard let rule = row.string(2), let first = row.integer(3), let last = row.integer(4) else {
      isSound = false
      return
    }
    ledger.ignored.append(IgnoredRecords(rule: rule, first: Int(first), last: Int(last)))
  }
}

/// Observations from rows of `observation`.
struct ObservationList: Sendable {
  private var reader: ObservationReader
  private var observations: [SourceObservation] = []
  /// The lists of records of all observations, end to end, and where that of each stands.
  private var recordBytes: [UInt8] = []
  private var recordRanges: [Range<Int>] = []
  private var isSound = true

  /// - Parameter cells: keys by id.
  init(cells: [CellKey?], delivery: Int) {
    reader = ObservationReader(cells: cells, delivery: delivery)
  }

  mutating func add(_ row: StoredValues) {
    guard let observation = reader.observation(row), let records = row.blob(11) else {
      isSound = false
      return
    }
    observations.append(observation)
    recordRanges.append(recordBytes.count..<recordBytes.count + records.count)
    recordBytes.append(contentsOf: records)
  }

  /// In the order of the rows, once all have been added; nil where one says what no run wrote.
  consuming func finished() -> [SourceObservation]? {
    guard isSound else { return nil }
    for (position, range) in recordRanges.enumerated() {
      observations[position].records = RecordList(
        encodedIn: recordBytes, at: range, count: recordBytes[range].count { $0 & 0x80 == 0 })
    }
    return observations
  }
}

/// Reads rows of `observation`, whose codes and dates repeat from one to the next.
struct ObservationReader: Sendable {
  private let cells: [CellKey?]
  private let delivery: Int
  private var date: (text: String, period: Period?)?

  init(cells: [CellKey?], delivery: Int) {
    self.cells = cells
    self.delivery = delivery
  }

  /// An observation without its records; nil for what no run wrote.
  mutating func observation(_ row: StoredValues) -> SourceObservation? {
    guard row.values.count >= 13, let cell = row.integer(1), cells.indices.contains(Int(cell)),
      let key = cells[Int(cell)], let value = value(row), let field = row.integer(9),
      Int32(exactly: field) != nil,
      let certainty = row.string(10).flatMap(Crosswalk.Certainty.init(rawValue:)),
      let duplicates = OrdinalList.decode(row.blob(12).map { Array($0) } ?? [])
    else { return nil }
    if let extent = row.integer(8), Int32(exactly: extent) == nil { return nil }
    var asOf: Period?
    if let text = row.string(7) {
      guard let period = period(text) else { return nil }
      asOf = period
    }
    return SourceObservation(
      key: key, value: value, delivery: delivery, asOf: asOf,
      extentFrom: row.integer(8).map(Int.init), field: Int(field), duplicates: duplicates,
      certainty: certainty)
  }

  /// `state`, `value`, `qualifier` and `rounding_unit`.
  private func value(_ row: StoredValues) -> ObservedValue? {
    guard let state = row.string(3).flatMap(ValueState.init(rawValue:)),
      let qualifier = row.string(5).flatMap(Qualifier.init(rawValue:))
    else { return nil }
    var unit: ExactDecimal?
    if let text = row.string(6) {
      guard let decimal = ExactDecimal(stored: text) else { return nil }
      unit = decimal
    }
    guard state == .reported else { return ObservedValue(absent: state, roundingUnit: unit) }
    guard let text = row.string(4), let number = ExactDecimal(stored: text) else { return nil }
    return ObservedValue(number, qualifier: qualifier, roundingUnit: unit)
  }

  private mutating func period(_ text: String) -> Period? {
    if let date, date.text == text { return date.period }
    let period = Period(parsing: text)
    date = (text, period)
    return period
  }
}

extension StoredValues {
  /// nil for a column that is no text.
  fileprivate func string(_ column: Int) -> String? {
    text(column).map { String(decoding: $0, as: UTF8.self) }
  }
}
