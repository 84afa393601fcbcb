import Foundation
import TestSupport
import Testing

/// Runs beside one another, and clocks that go wrong.
@Suite("Runs at once, and clocks that run backwards", .serialized)
struct ManyRunsTests {
  /// Fifty in the long form, `make faults`.
  private static let rounds =
    ProcessInfo.processInfo.environment["SANAQ_FAULTS"] == nil ? 5 : 50

  @Test("eight at once: one loads, the others find it busy or done")
  func eight() throws {
    let workspace = try Workspace.published("england")
    for round in 1...Self.rounds {
      // Each round something new for exactly one of them to load.
      try workspace.edit(
        "Pipelines/england/rules.yaml", "rules:\n", "# round \(round)\nrules:\n")
      let runs = try (1...8).map { _ in
        try StartedProgram(Sanaq.executable, ["run", "england"], in: workspace.path)
      }
      let results = try runs.map { try $0.result() }
      let loaded = results.filter { $0.output.contains("vintage \(round + 1): ") }
      #expect(loaded.count == 1, "round \(round): \(results.map(\.code))")
      for result in results where result.code != 0 {
        #expect(result.code == 75 && result.errors.contains("another run"), "round \(round)")
      }
      #expect(try workspace.warehouseFolder() == ["england.sqlite", "england.sqlite.lock"])
    }
    #expect(try workspace.sanaq("verify", "england").code == 0)
    #expect(
      try Warehouse(workspace, "england").query(
        "SELECT count(*), max(vintage) FROM run; PRAGMA integrity_check; PRAGMA journal_mode")
        == "\(Self.rounds + 1)|\(Self.rounds + 1)\nok\ndelete")
  }

  @Test(
    "the order of vintages is their number, whatever the clock says",
    arguments: [1, 86_400 * 365, 1_700_000_000 - 86_400, 2_147_483_648, 4_102_444_800])
  func clock(later: Int) throws {
    func run(_ workspace: Workspace, at clock: Int) throws {
      let run = try workspace.sanaq(
        "run", "england",
        environment: FailingCalls.environment(in: workspace.path, clock: clock))
      #expect(run.code == 0, "\(run.errors)")
    }
    let workspace = try Workspace.fresh("england")
    try run(workspace, at: 1_700_000_000)
    try workspace.deliverNextEdition()
    try run(workspace, at: later)
    let latest = try workspace.answer(Answer.Figures.self, "figures", "england")
    #expect(latest.vintage == 2)
    #expect(
      try Warehouse(workspace, "england").query(
        "SELECT unixepoch(started) FROM run ORDER BY vintage") == "1700000000\n\(later)")
    #expect(try workspace.sanaq("verify", "england").code == 0)
    // The second edition counts, though the clock says that it came first.
    let cell = "indicator=ehc-plans,area=E92000001,period=2023/2024"
    let explained = try workspace.answer(Answer.Explanation.self, "explain", "england", cell)
    #expect(explained.figure.lower == 434_353 && explained.figure.since == 2)
    // And nothing is made again.
    #expect(
      try workspace.sanaq("run", "england").output.contains("nothing has changed since vintage 2"))
  }
}
