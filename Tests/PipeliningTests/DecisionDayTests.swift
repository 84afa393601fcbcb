import Foundation
import StatisticalModel
import TestSupport
import Testing
import Warehousing

@testable import Pipelining

@Suite("A decision's last day")
struct DecisionDayTests {
  @Test("a decision that runs out makes a new vintage over unchanged files, and only once")
  func expiry() async throws {
    let workdir = try Workdir()
    for path in ["Pipelines", "RawData"] {
      try FileManager.default.createDirectory(
        atPath: workdir.path(path), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: "\(Repository.root)/\(path)/kazakhstan", toPath: workdir.path("\(path)/kazakhstan"))
    }
    try FileManager.default.createDirectory(
      atPath: workdir.path("Warehouse"), withIntermediateDirectories: true)
    func opened() throws -> OpenedPipeline {
      try OpenedPipeline(folder: workdir.path("Pipelines/kazakhstan"))
    }
    func run(_ day: String) async throws -> LoadSummary {
      try await opened().run(
        options: RunOptions(), programVersion: "1", clock: { "\(day)T02:30:00Z" }
      ).summary
    }
    #expect(try await run("2026-11-22").vintage == 1)
    let structure = try opened().definition.structure
    let text = "indicator=children-with-sen,area=KZ,period=2022"
    let key = try structure.cell(parsing: text)
    let decision = Decision(
      id: "pick", author: "A", role: "r", date: period("2026-11-22"),
      expires: period("2026-11-24"), action: .accept(source: "sen-reply-inform"),
      scope: CellPattern(
        admitted: Dictionary(
          uniqueKeysWithValues: structure.dimensions.indices.map {
            ($0, [structure.number(at: $0, in: key)])
          })),
      reason: ["en": "x", "kk": "y"],
      seen: [
        "sen-reply-inform \(text) 175085 edition=1 as-of=unknown",
        "sen-reply-inastana \(text) 175082 edition=1 as-of=unknown",
      ].compactMap(SeenLine.init(parsing:)), evidence: "", sha256: "")
    let draft = try await opened().draft(
      decision, programVersion: "1", clock: { "2026-11-22T12:00:00Z" })
    #expect(draft.outcome.status == .applied)
    try draft.write()
    #expect(try await run("2026-11-23").vintage == 2)
    #expect(try await run("2026-11-24").isNew == false)
    let expired = try await run("2026-11-25")
    #expect(expired.isNew && expired.vintage == 3 && expired.cellsWritten == 1)
    #expect(try await run("2026-12-01").isNew == false)
    let reader = try WarehouseReader(path: opened().folder.warehouse)
    #expect(try reader.decisions(vintage: 2).map(\.status) == [.applied])
    #expect(try reader.decisions().map(\.status) == [.expired])
    // The replay takes the day from the vintage, not from the clock.
    let verification = try await opened().verification(
      options: RunOptions(), programVersion: "1")
    #expect(verification.findings.isEmpty && verification.notDerived == nil)
  }
}
