import Foundation
import TestSupport
import Testing

/// Runs over what has not changed, and over what has.
@Suite("A second run writes what is new and nothing else")
struct RerunTests {
  struct Run: Decodable {
    let vintage: Int
    let status: String
    let cellsWritten: Int
    let cellsUnchanged: Int
    let cellsVanished: Int
  }

  @Test("unchanged files: not a byte of the warehouse changes", arguments: Workspace.shipped)
  func unchanged(pipeline: String) throws {
    let workspace = try Workspace.published(pipeline)
    let warehouse = "Warehouse/\(pipeline).sqlite"
    let before = try workspace.bytes(warehouse)
    let stamp = try modified(workspace.path(warehouse))
    for options in [[], ["--full"], ["--jobs", "1"], ["--keep-going"]] {
      let run = try Sanaq.run(["run", pipeline] + options, in: workspace.path)
      #expect(run.code == 0)
      #expect(run.output.contains("nothing has changed since vintage 1; nothing was written"))
    }
    let run = try workspace.answer(Run.self, "run", pipeline)
    #expect(run.status == "unchanged" && run.vintage == 1 && run.cellsWritten == 0)
    #expect(try workspace.bytes(warehouse) == before)
    #expect(try modified(workspace.path(warehouse)) == stamp)
    #expect(
      try workspace.warehouseFolder() == ["\(pipeline).sqlite", "\(pipeline).sqlite.lock"])
  }

  @Test("reading, planning and a dry run leave no trace, not even a lock")
  func readOnly() throws {
    let workspace = try Workspace.published("england")
    let before = try workspace.bytes("Warehouse/england.sqlite")
    for verb in [["plan"], ["validate"], ["figures"], ["flags"], ["verify"], ["history"]] {
      #expect(try Sanaq.run(verb + ["england"], in: workspace.path).code == 0)
    }
    #expect(try workspace.sanaq("run", "england", "--dry-run", "--full").code == 0)
    #expect(try workspace.bytes("Warehouse/england.sqlite") == before)
    #expect(try workspace.warehouseFolder() == ["england.sqlite"])
    // Nor where there is no warehouse yet.
    let fresh = try Workspace.fresh("england")
    #expect(try fresh.sanaq("plan", "england").code == 0)
    #expect(try fresh.sanaq("run", "england", "--dry-run").code == 0)
    #expect(try fresh.warehouseFolder().isEmpty)
  }

  @Test("a new edition makes vintage 2 and touches the one cell it is about")
  func edition() throws {
    let workspace = try Workspace.published("england")
    let cell = "indicator=ehc-plans,area=E92000001,period=2023/2024"
    let before = try workspace.sanaq("explain", "england", cell, "--json").output
    try workspace.deliverNextEdition()
    // A delivery that waits for the next run is no tampering.
    #expect(try workspace.sanaq("verify", "england").output.contains("59 results derived again"))
    #expect(try workspace.sanaq("verify", "england").code == 0)

    let run = try workspace.answer(Run.self, "run", "england")
    #expect(run.status == "loaded" && run.vintage == 2)
    #expect(run.cellsWritten == 1 && run.cellsUnchanged == 58 && run.cellsVanished == 0)

    let after = try workspace.answer(Answer.Explanation.self, "explain", "england", cell)
    #expect(after.figure.lower == 434_353 && after.figure.since == 2)
    // One pupil more in the gap, and not explained.
    #expect(after.bridges.map(\.gap) == [142_121] && after.bridges.map(\.unexplained) == [2_981])
    let revision = after.flags.filter { $0.cause == "REV" }
    #expect(revision.map(\.numbers) == [[434_353, 434_354]])

    // The old vintage says what it said.
    let old = try workspace.sanaq("explain", "england", cell, "--vintage", "1", "--json")
    #expect(old.code == 0 && old.output == before)
    let figures = try workspace.answer(
      Answer.Figures.self, "figures", "england", "--vintage", "1")
    #expect(figures.vintage == 1 && figures.figures.allSatisfy { $0.since == 1 })
    #expect(try workspace.sanaq("verify", "england").code == 0)
    #expect(try workspace.answer(Run.self, "run", "england").status == "unchanged")
  }

  @Test("verify says when what a clerk wrote of a file has changed since")
  func note() throws {
    let workspace = try Workspace.published("england")
    try workspace.edit(
      "RawData/england/sen2/delivery.yaml", "sender: Department for Education", "sender: unknown")
    let verify = try workspace.sanaq("verify", "england")
    #expect(verify.output.contains("not derived again: a delivery.yaml has changed"))
  }

  @Test("the plan says beforehand what the run then does")
  func plan() throws {
    struct Plan: Decodable {
      struct Item: Decodable, Equatable {
        let file: String
        let change: String
      }
      let wouldWrite: Bool
      let vintage: Int
      let cellsTouched: Int
      let deliveries: [Item]
    }
    let workspace = try Workspace.published("england")
    #expect(try workspace.answer(Plan.self, "plan", "england").wouldWrite == false)
    try workspace.deliverNextEdition()
    let plan = try workspace.answer(Plan.self, "plan", "england")
    #expect(plan.wouldWrite && plan.vintage == 2 && plan.cellsTouched == 1)
    #expect(
      plan.deliveries == [
        .init(file: "school-census/sen-schools-2.csv", change: "new"),
        .init(file: "school-census/sen-schools.csv", change: "unchanged"),
        .init(file: "sen2/caseload.csv", change: "unchanged"),
      ])
  }

  @Test("two workspaces give the same bytes but for the clock")
  func twins() throws {
    let first = try Workspace.published("karaganda")
    let second = try Workspace.fresh("karaganda")
    #expect(try second.sanaq("run", "karaganda", "--jobs", "1").code == 0)
    // All tables without a run's times and what is hashed over them.
    let dump =
      ".dump cell figure figure_input observation check_result flag flag_value proposal staging "
      + "record_block row_digest"
    let one = try Warehouse(first, "karaganda").query(dump)
    let other = try Warehouse(second, "karaganda").query(dump)
    #expect(!one.isEmpty && one == other)
  }

  private func modified(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}
