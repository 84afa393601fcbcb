import Foundation
import GRDB
import StatisticalModel
import Testing

@testable import Warehousing

@Suite("Reading")
struct ReaderTests {
  private let place: Workplace
  private let reader: WarehouseReader

  init() throws {
    place = try Workplace()
    _ = try WarehouseWriter.load(Fixture.content(), into: place.warehouse)
    reader = try WarehouseReader(path: place.warehouse)
  }

  @Test("a cell comes back with all that was loaded about it")
  func cell() throws {
    let loaded = Fixture.content().allResults[0]

    let dossier = try reader.cell(Fixture.west)

    #expect(dossier.figure.value == 120)
    #expect(dossier.figure.lower == 100)
    #expect(dossier.figure.upper == 120)
    #expect(dossier.figure.method == "source:education")
    #expect(dossier.figure.rule == "register")
    #expect(dossier.figure.outcome == .disagrees)
    #expect(dossier.figure.explainedShare == ExactDecimal(parsing: "0.75"))
    #expect(dossier.used.map(\.source) == ["education"])
    #expect(dossier.lost.map(\.value) == [ObservedValue(100, roundingUnit: 1)])
    #expect(dossier.checks == loaded.checks)
    let flag = try #require(dossier.flags.first)
    #expect(flag.measures == loaded.flags[0].measures)
    #expect(flag.evidence == loaded.flags[0].evidence)
    #expect(
      flag.proposals == [
        ProposalRow(
          source: "health", cell: Fixture.west, from: 100, to: 120, method: .typing, solution: 1,
          weight: 2, status: .undecided),
        ProposalRow(
          source: "education", cell: Fixture.proposedOnly, lower: 0, upper: 7,
          method: .localisation, solution: 2, weight: 1, status: .undecided),
      ])
    #expect(flag.secondary == [.time, .unexplained])
    #expect(flag.reported.map(\.path) == ["education/2019.csv", "health/2019.csv"])
    let bridge = try #require(dossier.bridges.first)
    #expect(bridge.steps == loaded.bridges[0].steps)
    #expect(bridge.left.value.number == 120)
    #expect(bridge.right.asOf == "2019-09-01")
    let block = try #require(dossier.blocks.first)
    #expect(dossier.blocks.count == 1 && block.cell == Fixture.west)
    #expect(block.status == .overridden && block.gate == loaded.blocks[0].gate)
    #expect(block.overrideReason == "a test" && block.level == loaded.blocks[0].level)
    #expect(block.values.map(\.variance) == ["4", "16"])
    #expect(block.values.map(\.adjusted) == loaded.blocks[0].values.map(\.adjusted))
    #expect(block.constraints.map(\.rule) == [BalancedBlock.sameQuantity])
    #expect(block.constraints.map(\.cell) == [Fixture.west])
    #expect(block.constraints.map(\.contribution) == ["20"])
    #expect(dossier.observations.map(\.source) == ["education", "health"])
    #expect(dossier.observations.map(\.extentFrom) == [20_220_608, 20_220_608])
    #expect(dossier.observations.map(\.certainty) == [.probable, .probable])
  }

  @Test("a figure is traced to the delivery, the record and its bytes")
  func trace() throws {
    let trace = try reader.trace(Fixture.east)

    #expect(trace.inputs.map(\.isUsed) == [true, false])
    let used = try #require(trace.inputs.first)
    #expect(used.delivery.sha256 == Fixture.sha("e"))
    #expect(used.delivery.licence == "CC BY 4.0")
    let observation = try #require(used.observations.first)
    #expect(observation.observation.field == 3)
    // The second record of the file, of 20 bytes a line under a header of as many.
    #expect(
      observation.records == [
        IndexedRecord(
          locator: RecordLocator(ordinal: 2, offset: 40, length: 19, line: 3),
          checksum: 0xFFFF_FF01)
      ])
  }

  @Test("figures and flags are filtered by code, cause, severity and source")
  func filters() throws {
    func areas(_ filter: WarehouseFilter) throws -> [String] {
      try reader.figures(filter).map { $0.codes[1].code }
    }
    #expect(try areas(WarehouseFilter()) == ["KZ-35", "KZ-71"])
    #expect(try areas(WarehouseFilter(codes: ["area": "KZ-71", "sex": "_T"])) == ["KZ-71"])
    #expect(try areas(WarehouseFilter(codes: ["area": "KZ"])) == [])
    #expect(try areas(WarehouseFilter(codes: ["area": "KZ-7_"])) == [])
    #expect(try areas(WarehouseFilter(cause: .scope)) == ["KZ-35"])
    #expect(try areas(WarehouseFilter(cause: .typing)) == [])
    #expect(try areas(WarehouseFilter(source: "health")) == ["KZ-35", "KZ-71"])
    #expect(try areas(WarehouseFilter(source: "social")) == [])
    #expect(try reader.flags(WarehouseFilter(severities: [.warning])).count == 1)
    #expect(try reader.flags(WarehouseFilter(severities: [.error, .info])).isEmpty)
    #expect(try reader.flags(WarehouseFilter(source: "health")).count == 1)
    #expect(try reader.flags(WarehouseFilter(codes: ["area": "KZ-71"])).isEmpty)
  }

  @Test("runs carry their ledgers")
  func runs() throws {
    let run = try #require(try reader.runs().first)
    // Two files, each with two areas, one bad record and one footnote.
    #expect(run.ledger == LedgerCounts(read: 8, loaded: 4, quarantined: 2, ignored: 2))
    #expect(run.deliveries == 2)
    #expect(run.cellsWritten == 3)
    #expect(run.previousHash == "")
  }

  @Test("the ledger of a reading comes back entry by entry")
  func ledger() throws {
    let loaded = Fixture.content().deliveries[0]
    let input = try #require(try reader.inputs().first)

    #expect(try reader.quarantine(of: input.stagingID) == loaded.ledger.quarantined)
    #expect(try reader.ignored(of: input.stagingID) == loaded.ledger.ignored)
    let observations = try reader.observations(of: input.stagingID)
    #expect(observations.map(\.cell) == [Fixture.west, Fixture.east])
    #expect(observations.map(\.value) == loaded.observations.map(\.value))
    #expect(observations.map(\.records) == [[1], [2]])
  }

  @Test(
    "every reason for quarantine survives",
    arguments: [
      .raggedRow(fields: 3, expected: 4), .blankRow, .notANumber, .negativeCount,
      .notOnRoundingUnit("0.1"), .notAPeriod, .notADate, .noSectionAbove(dimension: "area"),
      .unknownCode(dimension: "area", text: "\"\\\u{1}Қ"),
      .ambiguousName(dimension: "area", text: "Абай", candidates: ["KZ-10", "KZ-35"]),
      .codeNotValid(dimension: "area", code: "KZ-10", period: "2019"),
      .emptyKey(dimension: "sex"),
    ] as [QuarantineReason])
  func reasons(reason: QuarantineReason) throws {
    let details = try JSONDecoder().decode(
      QuarantineDetails.self, from: Data(reason.details.text.utf8))
    #expect(QuarantineReason(code: reason.code, details: details) == reason)
  }

  @Test("a vintage or cell there is not has its own error")
  func unknown() throws {
    #expect(throws: WarehouseError.noVintage(2, latest: 1)) { try reader.figures(vintage: 2) }
    #expect(throws: WarehouseError.noVintage(0, latest: 1)) { try reader.inputs(vintage: 0) }
    #expect(throws: WarehouseError.noCell("area=KZ")) { try reader.cell("area=KZ") }
  }

  @Test("a file that is missing, garbage, empty, another database or newer has its own error")
  func wrongFiles() throws {
    let path = place.folder.appendingPathComponent("other.sqlite").path
    #expect(throws: WarehouseError.missing(path: path)) { try WarehouseReader(path: path) }

    for bytes in ["", "Not a database at all, and longer than the sixteen bytes of the header."] {
      try Data(bytes.utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: WarehouseError.notAWarehouse(path: path)) { try WarehouseReader(path: path) }
    }

    try FileManager.default.removeItem(atPath: path)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE run (id)") }
    #expect(throws: WarehouseError.notAWarehouse(path: path)) { try WarehouseReader(path: path) }

    // A file that this program wrote has had every migration that it knows.
    let known = try DatabaseQueue(path: place.warehouse).write { database in
      defer { try? database.execute(sql: "PRAGMA user_version = 99") }
      return try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }
    #expect(throws: WarehouseError.newerSchema(path: place.warehouse, found: 99, known: known)) {
      try WarehouseReader(path: place.warehouse)
    }
  }

  @Test("a value that no run wrote is an error that names table and column")
  func damaged() throws {
    try DatabaseQueue(path: place.warehouse).write {
      try $0.execute(sql: "UPDATE figure SET value = '12o' WHERE value IS NOT NULL")
    }
    #expect(throws: WarehouseError.damaged(table: "figure", column: "value")) {
      try reader.figures()
    }
  }

  @Test(
    "stored decimals are read at any length",
    arguments: [
      ("-0.05", ExactDecimal(significand: -5, scale: 2)),
      (
        "12345678901234567890.123456789",
        ExactDecimal(significand: 12_345_678_901_234_567_890_123_456_789, scale: 9)
      ),
      ("1.", nil), (".5", nil), ("1.2.3", nil), ("", nil), ("-", nil), ("1e3", nil), ("+1", nil),
    ] as [(String, ExactDecimal?)])
  func decimals(text: String, value: ExactDecimal?) {
    #expect(ExactDecimal(stored: text) == value)
  }
}

@Suite("Views")
struct ViewTests {
  private let place: Workplace
  private let database: DatabaseQueue

  init() throws {
    place = try Workplace()
    _ = try WarehouseWriter.load(Fixture.content(), into: place.warehouse)
    database = try DatabaseQueue(path: place.warehouse)
  }

  private func rows(_ sql: String) throws -> [[String]] {
    try database.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.storage.value.map { "\($0)" } ?? "null" }
      }
    }
  }

  @Test("v_figures has a column per dimension and numbers both ways")
  func figures() throws {
    #expect(
      try rows(
        """
        SELECT indicator, area, period, sex, status, value, value_exact, explained_share, vintage
        FROM v_figures ORDER BY area
        """) == [
          ["children", "KZ-35", "2019", "_T", "published", "120.0", "120", "0.75", "1"],
          ["children", "KZ-71", "2019", "_T", "published", "7.0", "7", "null", "1"],
        ])
  }

  @Test("v_sources lists what every source says of a cell")
  func sources() throws {
    #expect(
      try rows(
        "SELECT source, value_exact, as_of FROM v_sources WHERE area = 'KZ-35' ORDER BY source")
        == [["education", "120", "2019-09-01"], ["health", "100", "2019-09-01"]])
  }

  @Test("v_discrepancies quotes the values that differ in the order of the flag")
  func discrepancies() throws {
    #expect(
      try rows("SELECT area, cause, severity, difference_exact, reported FROM v_discrepancies")
        == [["KZ-35", "SCO", "warning", "20", "education=120; health=100"]])
  }

  @Test("v_quarantine gives file, line and reason")
  func quarantine() throws {
    #expect(
      try rows("SELECT path, record, line, reason FROM v_quarantine ORDER BY path")
        == [
          ["education/2019.csv", "3", "9", "unknownCode"],
          ["health/2019.csv", "3", "9", "unknownCode"],
        ])
  }

  @Test("a published file is in rollback mode, whole and without broken references")
  func integrity() throws {
    #expect(try rows("PRAGMA journal_mode") == [["delete"]])
    #expect(try rows("PRAGMA integrity_check") == [["ok"]])
    #expect(try rows("PRAGMA foreign_key_check") == [])
  }
}
