import Files
import Foundation
import GRDB
import StatisticalModel
import Testing

@testable import Warehousing

@Suite("Loading")
struct LoadTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @discardableResult
  private func load(_ content: VintageContent) throws -> LoadSummary {
    try WarehouseWriter.load(content, into: place.warehouse)
  }

  // A load does not have SQLite look every key up; the ids it gives must be right by themselves.
  @Test("Every key that refers to a row finds it")
  func references() throws {
    for content in [
      Fixture.content(),
      Fixture.content(east: Fixture.Counts(education: 9, health: 7), educationBytes: "f"),
    ] { try load(content) }
    let broken = try DatabaseQueue(path: place.warehouse).read {
      try Row.fetchAll($0, sql: "PRAGMA foreign_key_check")
    }
    #expect(broken.isEmpty)
  }

  @Test("the first load makes vintage 1 with every cell")
  func first() throws {
    let summary = try load(Fixture.content())

    #expect(summary.isNew)
    #expect(summary.vintage == 1)
    #expect(summary.cellsWritten == 3)
    #expect(summary.newReadings == 2)
    #expect(try place.files == ["test.sqlite", "test.sqlite.lock"])
  }

  @Test("loading the same again writes nothing at all")
  func nothingNew() throws {
    try load(Fixture.content())
    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.warehouse))
    let attributes = try FileManager.default.attributesOfItem(atPath: place.warehouse)

    var content = Fixture.content()
    content.startedAt = "2025-08-21T02:30:00Z"
    content.alterResults { $0.reverse() }
    let summary = try load(content)

    let after = try FileManager.default.attributesOfItem(atPath: place.warehouse)
    #expect(!summary.isNew)
    #expect(summary.vintage == 1)
    #expect(summary.cellsUnchanged == 3)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.warehouse)) == bytes)
    #expect(
      attributes[.modificationDate] as? Date == after[.modificationDate] as? Date)
    #expect(attributes[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
  }

  @Test("a changed observation writes only the cell it touches")
  func touchedCells() throws {
    try load(Fixture.content())

    let summary = try load(
      Fixture.content(east: Fixture.Counts(education: 9, health: 7), educationBytes: "f"))

    #expect(summary.vintage == 2)
    #expect(summary.cellsWritten == 1)
    #expect(summary.cellsUnchanged == 2)
    #expect(summary.newReadings == 1)
    #expect(summary.reusedReadings == 1)
    let reader = try WarehouseReader(path: place.warehouse)
    #expect(try reader.results().map(\.vintage) == [1, 1, 2])
    #expect(try reader.inputs().map(\.readIn) == [2, 1])
  }

  @Test("a cell without a result any more becomes absent, once")
  func vanished() throws {
    try load(Fixture.content())

    let summary = try load(Fixture.content(east: nil, educationBytes: "f"))
    let again = try load(Fixture.content(east: nil, educationBytes: "f"))

    #expect(summary.cellsVanished == 1)
    #expect(!again.isNew)
    let reader = try WarehouseReader(path: place.warehouse)
    #expect(try reader.figures().map(\.status) == [.published, .absent])
    #expect(try reader.figures(vintage: 1).map(\.status) == [.published, .published])
  }

  @Test("a changed definition makes a vintage though no cell changed")
  func definition() throws {
    try load(Fixture.content())

    let summary = try load(Fixture.content(definitionHash: "d2"))

    #expect(summary.isNew)
    #expect(summary.definitionChanged)
    #expect(summary.cellsWritten == 0)
  }

  @Test("what a load would do is what it then does")
  func plan() throws {
    let contents = [
      Fixture.content(), Fixture.content(), Fixture.content(east: nil, educationBytes: "f"),
    ]
    for content in contents {
      let planned = try WarehouseWriter.changes(by: content, in: place.warehouse)
      #expect(try load(content) == planned)
    }
  }

  @Test("the order of deliveries and results does not reach the file")
  func order() throws {
    try load(Fixture.content())
    var turned = Fixture.content()
    turned.deliveries.reverse()
    turned.alterResults { $0 = $0.reversed().map { $0.swappingDeliveries() } }
    let other = try Workplace()

    _ = try WarehouseWriter.load(turned, into: other.warehouse)

    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.warehouse))
    #expect(try Data(contentsOf: URL(fileURLWithPath: other.warehouse)) == bytes)
  }

  @Test("after three vintages every earlier one reads as it was")
  func appendOnly() throws {
    let contents = [
      Fixture.content(),
      Fixture.content(east: Fixture.Counts(education: 9, health: 7), educationBytes: "f"),
      Fixture.content(west: Fixture.Counts(education: 1, health: 1), educationBytes: "c"),
    ]
    var seen: [Snapshot] = []
    for content in contents {
      try load(content)
      seen.append(try Snapshot(WarehouseReader(path: place.warehouse), vintage: nil))
    }

    let reader = try WarehouseReader(path: place.warehouse)
    for (position, snapshot) in seen.enumerated() {
      #expect(try Snapshot(reader, vintage: position + 1) == snapshot)
    }
    #expect(Set(seen).count == 3)
  }

  @Test("a reader keeps its vintage while another is published")
  func snapshot() throws {
    try load(Fixture.content())
    let reader = try WarehouseReader(path: place.warehouse)

    try load(Fixture.content(definitionHash: "d2"))

    #expect(try reader.latestVintage() == 1)
    #expect(try WarehouseReader(path: place.warehouse).latestVintage() == 2)
  }

  @Test("the half-written file of a killed run is swept away by the next")
  func killed() throws {
    try load(Fixture.content())
    let stale = place.folder.appendingPathComponent(".test.sqlite.next")
    try Data("half a database".utf8).write(to: stale)

    let summary = try load(Fixture.content(definitionHash: "d2"))

    #expect(summary.vintage == 2)
    #expect(try place.files == ["test.sqlite", "test.sqlite.lock"])
  }

  @Test("content that contradicts itself leaves file and folder as they were")
  func inconsistent() throws {
    try load(Fixture.content())
    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.warehouse))
    var twice = Fixture.content(definitionHash: "d2")
    twice.alterResults { $0.append($0[0]) }
    var unbalanced = Fixture.content(definitionHash: "d2")
    unbalanced.deliveries[0].ledger.read += 1
    var foreign = Fixture.content(
      west: Fixture.Counts(education: 3, health: 5), definitionHash: "d2")
    foreign.alterResults { $0[0].figure.used[0].delivery = 1 }

    for content in [twice, unbalanced, foreign] {
      #expect {
        try load(content)
      } throws: { error in
        if case .inconsistent = error as? WarehouseError { true } else { false }
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.warehouse)) == bytes)
    #expect(try place.files == ["test.sqlite", "test.sqlite.lock"])
  }

  @Test("two results for a cell the warehouse does not know are refused too")
  func twiceNew() throws {
    var twice = Fixture.content()
    twice.alterResults { $0.append($0[0]) }
    #expect(throws: WarehouseError.self) { try load(twice) }
    #expect(try place.files == ["test.sqlite.lock"])
  }

  @Test("a second writer is refused while the first lives")
  func lock() throws {
    var writer = try WarehouseWriter(path: place.warehouse)
    #expect(
      throws: WarehouseError.file(
        FileFailure(path: place.warehouse + ".lock", reason: .held))
    ) { _ = try WarehouseWriter.load(Fixture.content(), into: place.warehouse) }
    _ = try writer.load(Fixture.content())
  }

  @Test("a read-only file or folder is refused, for root too", arguments: ["file", "folder"])
  func readOnly(what: String) throws {
    try load(Fixture.content())
    let path = what == "file" ? place.warehouse : place.folder.path
    try FileManager.default.setAttributes(
      [.posixPermissions: what == "file" ? 0o444 : 0o555], ofItemAtPath: path)

    #expect {
      try load(Fixture.content(definitionHash: "d2"))
    } throws: { error in
      guard case .file(let failure) = error as? WarehouseError else { return false }
      return [.readOnly, .permission].contains(failure.reason)
    }
    #expect(try WarehouseReader(path: place.warehouse).latestVintage() == 1)
  }

  @Test("a file that is no warehouse is never replaced")
  func notOurs() throws {
    try Data("Dear diary".utf8).write(to: URL(fileURLWithPath: place.warehouse))

    #expect(throws: WarehouseError.notAWarehouse(path: place.warehouse)) {
      try load(Fixture.content())
    }
    #expect(try String(contentsOfFile: place.warehouse, encoding: .utf8) == "Dear diary")
  }

  @Test("a structure with another dimension keeps old cells and remakes the views")
  func structure() throws {
    try load(Fixture.content())
    let wider = Structure(
      dimensions: Fixture.structure.dimensions + [
        Dimension(
          id: "age-group", values: .codes(Fixture.codelist("age-group", ["_T", "Y3"])),
          total: "_T")
      ])!
    var content = Fixture.content(definitionHash: "d2")
    content.definition = Fixture.definition(wider)
    content.deliveries = []
    content.results = CellResults([
      CellResult(
        key: try wider.cell(parsing: Fixture.west), figure: Figure(status: .absent, method: "none"))
    ])

    let summary = try load(content)

    #expect(summary.cellsVanished == 3)
    let rows = try DatabaseQueue(path: place.warehouse).read { database in
      try Row.fetchAll(database, sql: "SELECT area, \"age-group\" FROM v_figures ORDER BY cell")
    }
    #expect(rows.map { $0["age-group"] as String? } == [nil, "_T", nil])
    #expect(rows.map { $0["area"] as String? } == ["KZ-35", "KZ-35", "KZ-71"])
  }
}

/// Everything a vintage says, for comparing.
private struct Snapshot: Hashable {
  var results: [FigureRow]
  var dossiers: [CellDossier]
  var flags: [FlagRow]
  var inputs: [InputRow]
  var traces: [FigureTrace]

  init(_ reader: WarehouseReader, vintage: Int?) throws {
    let cells = [Fixture.west, Fixture.east]
    results = try reader.results(vintage: vintage)
    dossiers = try cells.map { try reader.cell($0, vintage: vintage) }
    flags = try reader.flags(vintage: vintage)
    inputs = try reader.inputs(vintage: vintage)
    traces = try cells.map { try reader.trace($0, vintage: vintage) }
  }
}

extension CellResult {
  /// The same result of a run that lists its two deliveries the other way round.
  fileprivate func swappingDeliveries() -> CellResult {
    func swapped(_ value: ReportedValue) -> ReportedValue {
      var value = value
      value.delivery = 1 - value.delivery
      return value
    }
    var result = self
    result.figure.used = figure.used.map(swapped)
    result.figure.lost = figure.lost.map(swapped)
    for flag in flags.indices { result.flags[flag].reported = flags[flag].reported.map(swapped) }
    for bridge in bridges.indices {
      result.bridges[bridge].left = swapped(bridges[bridge].left)
      result.bridges[bridge].right = swapped(bridges[bridge].right)
    }
    for block in blocks.indices {
      for value in blocks[block].values.indices {
        result.blocks[block].values[value].reported = swapped(blocks[block].values[value].reported)
      }
    }
    return result
  }
}
