import GRDB
import StatisticalModel
import Testing

@testable import Warehousing

/// Figures and statements read in pieces, as a service sends them.
@Suite struct CellSpanTests {
  private let place: Workplace
  private let reader: WarehouseReader
  private static let dimensions = Fixture.structure.dimensions.map(\.id)

  init() throws {
    place = try Workplace()
    _ = try WarehouseWriter.load(Fixture.content(), into: place.warehouse)
    reader = try WarehouseReader(path: place.warehouse)
  }

  /// Cells and statements of all pieces of a span, and the cells that are counted in it.
  private func read(
    _ span: CellSpan, by count: Int
  ) throws -> (figures: [String], statements: [String], keys: [String]) {
    var (figures, statements, keys): ([String], [String], [String]) = ([], [], [])
    var place: ListPlace? = .start
    while let current = place {
      let (piece, next) = try reader.piece(of: span, after: current, count: count)
      try reader.eachMarkedFigure(in: piece) { figures.append($0.figure.cell) }
      try reader.eachStatement(in: piece) { statements.append("\($0.cell) \($0.source)") }
      place = next
    }
    try reader.eachCellWithFigure(in: span) { keys.append($0) }
    return (figures, statements, keys.sorted())
  }

  private func span(_ choices: (String, [String], String?)...) -> CellSpan {
    CellSpan(
      choices: choices.map { .init(dimension: $0.0, codes: $0.1, total: $0.2) },
      of: Self.dimensions)
  }

  @Test("pieces of any size are the whole, each row once and in order", arguments: 1...5)
  func pieces(count: Int) throws {
    let all = try read(.all, by: count)
    #expect(all.figures == [Fixture.west, Fixture.east] && all.keys == all.figures)
    #expect(
      all.statements
        == [Fixture.west, Fixture.east].flatMap { ["\($0) education", "\($0) health"] })
    let none = try read(span(("area", ["KZ"], nil)), by: count)
    #expect(none.figures.isEmpty && none.statements.isEmpty && none.keys.isEmpty)
  }

  // With every dimension fixed, the key as a whole is; a total is looked for otherwise.
  @Test("choices let through what has one code of each", arguments: 1...3)
  func choices(count: Int) throws {
    for (span, expected) in [
      (span(("area", ["KZ-71"], nil)), [Fixture.east]),
      (span(("indicator", ["children"], nil), ("area", ["KZ-35"], nil)), [Fixture.west]),
      (
        span(("area", ["KZ-71", "KZ-35"], nil), ("period", ["2019"], nil)),
        [Fixture.west, Fixture.east]
      ),
      (span(("period", ["2020"], nil)), []),
      (span(("sex", ["_T"], "_T"), ("area", ["KZ-35"], nil)), [Fixture.west]),
      (span(("sex", ["F", "M"], "_T")), []),
      (
        span(
          ("indicator", ["children"], nil), ("area", ["KZ-71"], nil), ("period", ["2019"], nil),
          ("sex", ["_T"], nil)), [Fixture.east]
      ),
      (span(("area", ["KZ-7"], nil)), []), (span(("area", [], nil)), []),
    ] {
      let found = try read(span, by: count)
      #expect(found.figures == expected && found.keys == expected)
      #expect(found.statements.count == 2 * expected.count)
    }
  }

  @Test("a cell older than a dimension has its total in it")
  func olderCell() throws {
    let database = try DatabaseQueue(path: place.warehouse)
    let older = Fixture.west.replacing(",sex=_T", with: "")
    try database.write {
      try $0.execute(
        sql: """
          INSERT INTO cell_part VALUES (100, :older, 1), (101, '', 1);
          UPDATE cell SET head = 100, tail = 101 WHERE (head, tail) = (
            SELECT h.id, t.id FROM cell_part AS h JOIN cell_part AS t
            WHERE h.text || t.text = :west)
          """, arguments: ["older": older, "west": Fixture.west])
    }
    #expect(try read(span(("sex", ["_T"], "_T")), by: 1).figures == [older, Fixture.east])
    #expect(try read(span(("sex", ["F"], "_T")), by: 1).figures == [])
    #expect(try read(span(("area", ["KZ-35"], nil)), by: 1).figures == [older])
  }
}
