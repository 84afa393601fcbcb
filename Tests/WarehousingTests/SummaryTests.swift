import Files
import StatisticalModel
import TestSupport
import Testing

@testable import Warehousing

/// Counted by hand on ``Fixture``: in vintage 1 the west differs by 20, the east agrees; in vintage 2
/// the east differs by 3 and the west as before.
@Suite struct SummaryTests {
  private static func published() throws -> (Workplace, WarehouseReader) {
    let workplace = try Workplace()
    for content in [
      Fixture.content(),
      Fixture.content(
        east: Fixture.Counts(education: 10, health: 7), educationBytes: "f"),
    ] {
      _ = try WarehouseWriter.load(content, into: workplace.warehouse)
    }
    return (workplace, try WarehouseReader(path: workplace.warehouse))
  }

  @Test("cells are counted by outcome, in all and by a dimension, without the series")
  func cells() throws {
    let (_, reader) = try Self.published()
    #expect(
      try reader.cellCounts(vintage: 1) == [
        CellCount(code: "", outcome: .agrees, status: .published, cells: 1),
        CellCount(code: "", outcome: .disagrees, status: .published, cells: 1),
      ])
    #expect(
      try reader.cellCounts(by: "area") == [
        CellCount(code: "KZ-35", outcome: .disagrees, status: .published, cells: 1),
        CellCount(code: "KZ-71", outcome: .disagrees, status: .published, cells: 1),
      ])
  }

  @Test("a dimension's code is cut out of the key wherever it stands, and only whole")
  func codes() throws {
    let (_, reader) = try Self.published()
    #expect(try reader.cellCounts(by: "indicator").map(\.code) == ["children"])
    #expect(try reader.cellCounts(by: "sex").map(\.code) == ["_T"])
    // `rea` ends the name of a dimension but is none.
    #expect(try reader.cellCounts(by: "rea").map(\.code) == [""])
  }

  @Test("flags are counted by cause and severity, and once for each source they quote")
  func flags() throws {
    let (_, reader) = try Self.published()
    #expect(
      try reader.flagCounts() == [FlagCount(cause: .scope, severity: .warning, count: 2)])
    #expect(
      try reader.sourceFlagCounts() == [
        SourceFlagCount(source: "education", severity: .warning, flags: 2),
        SourceFlagCount(source: "health", severity: .warning, flags: 2),
      ])
  }

  @Test("a vintage's changes are the flags it has more and less than the one before")
  func changes() throws {
    let (workplace, reader) = try Self.published()
    #expect(try reader.changes(in: 1) == nil)
    #expect(
      try reader.changes(in: 2)
        == VintageChanges(newCells: 0, changedCells: 1, newFlags: 1, goneFlags: 0))
    // Vintage 3 is vintage 1 again: the flag of the east is gone.
    _ = try WarehouseWriter.load(Fixture.content(), into: workplace.warehouse)
    let later = try WarehouseReader(path: workplace.warehouse)
    #expect(
      try later.changes()
        == VintageChanges(newCells: 0, changedCells: 1, newFlags: 0, goneFlags: 1))
  }

  @Test("the worst cell is the one with the largest difference, and a limit cuts behind it")
  func worst() throws {
    let (_, reader) = try Self.published()
    let worst = try reader.worstCells(counted: ["children"], limit: 5)
    #expect(worst.map(\.cell) == [Fixture.west, Fixture.east])
    #expect(worst.map(\.difference) == [20, 3])
    #expect(try reader.worstCells(counted: [], limit: 1).map(\.cell) == [Fixture.west])
    #expect(try reader.worstCellCount() == 2)
  }

  @Test("compared cells come one by one with the numbers of their sources")
  func compared() throws {
    let (_, reader) = try Self.published()
    var cells: [ComparedCell] = []
    try reader.eachComparedCell(vintage: 1) { cells.append($0) }
    #expect(cells.map(\.cell) == [Fixture.west, Fixture.east])
    #expect(cells.map(\.values) == [[120, 100], [7, 7]])
    #expect(cells.first?.sources == ["education", "health"])
    var filtered: [String] = []
    try reader.eachComparedCell(WarehouseFilter(codes: ["area": "KZ-71"])) {
      filtered.append($0.cell)
    }
    #expect(filtered == [Fixture.east])
  }

  @Test("a figure's history has a row for each vintage that changed it")
  func history() throws {
    let (_, reader) = try Self.published()
    #expect(try reader.history(of: Fixture.west).map(\.vintage) == [1])
    #expect(try reader.history(of: Fixture.east).map(\.vintage) == [1, 2])
    #expect(try reader.history(of: Fixture.east, upTo: 1).map(\.vintage) == [1])
  }

  @Test("a quoted value leads to the line of its own file")
  func lines() throws {
    let (_, reader) = try Self.published()
    let lines = try reader.worstLines(of: ["health"], limit: 10)
    // The fixture's record n stands on line n + 1 and has its value in the fourth field.
    #expect(lines.map(\.line) == [2, 3])
    #expect(lines.map(\.path) == ["health/2019.csv", "health/2019.csv"])
    #expect(lines.map(\.field) == [4, 4])
    #expect(lines.map(\.quoted.value.number) == [100, 7])
    #expect(lines.map(\.difference) == [20, 3])
    var all: [QuotedLine] = []
    try reader.eachLine(of: ["health"]) { all.append($0) }
    #expect(all == lines)
    #expect(
      try reader.quotedLineCounts() == [
        LineCount(source: "education", lines: 2), LineCount(source: "health", lines: 2),
      ])
  }

  @Test("records that were not loaded are counted by reason and by rule")
  func records() throws {
    let (_, reader) = try Self.published()
    #expect(try reader.quarantineCounts().map(\.reason) == ["unknownCode"])
    #expect(try reader.quarantineCounts().map(\.records) == [2])
    #expect(try reader.ignoredCounts().map(\.rule) == ["footnote"])
    #expect(try reader.ignoredCounts().map(\.records) == [2])
  }
}
