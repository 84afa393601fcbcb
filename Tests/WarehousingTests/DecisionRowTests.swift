import StatisticalModel
import Testing

@testable import Warehousing

@Suite("Decisions in the warehouse")
struct DecisionRowTests {
  private let place: Workplace
  private let reader: WarehouseReader

  init() throws {
    place = try Workplace()
    _ = try WarehouseWriter.load(Fixture.content(), into: place.warehouse)
    reader = try WarehouseReader(path: place.warehouse)
  }

  @Test("a decision comes back as it was, with what became of it")
  func rows() throws {
    let rows = try reader.decisions()
    #expect(rows.map(\.id) == ["2020-east", "2020-west"])
    let (row, written) = (rows[0], Fixture.suspended.decision)
    #expect(row.author == written.author && row.role == written.role)
    #expect(row.secondSigner == "B. Serikov" && row.expires == "2030-12-31")
    #expect(row.action == written.action && row.reason == written.reason)
    #expect(row.scope == ["area": ["KZ-35", "KZ-71"], "period": ["2019"]])
    #expect(row.firstVintage == 1 && row.lastVintage == 9)
    #expect(row.seen == written.seen.map(\.text) && row.evidence == written.evidence)
    #expect(row.status == .suspended && row.why == Fixture.suspended.why)
  }

  @Test("a cell knows its decisions, a flag what it said before, and its id stays")
  func cell() throws {
    let dossier = try reader.cell(Fixture.west)
    #expect(dossier.decisions.map(\.decision.id) == ["2020-west"])
    #expect(dossier.decisions.map(\.status) == [.applied])
    #expect(dossier.flags[0].cause == .scope)
    #expect(dossier.flags[0].decided?.cause == .unexplained)
    var plain = Fixture.content().allResults[0].flags[0]
    let digest = ResultDigest(structure: Fixture.structure, paths: [])
    plain.decided = nil
    plain.cause = .unexplained
    #expect(digest.id(of: plain) == dossier.flags[0].id)
    #expect(try reader.cell(Fixture.east).decisions.isEmpty)
  }

  @Test("another fate of a decision makes a vintage, though no cell is another")
  func fate() throws {
    var content = Fixture.content()
    #expect(try WarehouseWriter.changes(by: content, in: place.warehouse).isNew == false)
    content.decisions[0].status = .expired
    let summary = try WarehouseWriter.load(content, into: place.warehouse)
    #expect(summary.isNew && summary.cellsWritten == 0)
    let after = try WarehouseReader(path: place.warehouse)
    #expect(try after.decisions().map(\.status) == [.expired, .applied])
    #expect(try after.decisions(vintage: 1).map(\.status) == [.suspended, .applied])
    #expect(try WarehouseDigest.verifyChain(after).isEmpty)
  }

  @Test("a decision about a cell is part of what the result is hashed over")
  func hashed() throws {
    var result = Fixture.content(west: .init(education: 7, health: 7)).allResults[0]
    let digest = ResultDigest(structure: Fixture.structure, paths: ["education/2019.csv"])
    let hash = digest.hash(of: result)
    result.decisions = [CellDecision(id: "d", sha256: "", status: .applied)]
    #expect(digest.hash(of: result) != hash)
  }
}
