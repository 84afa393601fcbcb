import Foundation
import TestSupport
import Testing

/// A delivery that was read before is taken from the warehouse; that may never show in a figure.
@Suite("Stored readings stand for files that have not changed")
struct ReuseTests {
  struct Run: Decodable {
    struct Delivery: Decodable {
      let file: String
      let stored: Bool
      let observations: Int
    }

    let vintage: Int
    let deliveries: [Delivery]
  }

  /// All that depends on what the files say; times and what is hashed over them stay out.
  private static let dump =
    ".dump cell figure figure_input observation check_result flag flag_value proposal bridge "
    + "bridge_step balancing decision staging record_block quarantine ignored row_digest"

  private func content(_ workspace: Workspace, _ pipeline: String = "england") throws -> String {
    try Warehouse(workspace, pipeline).query(Self.dump)
  }

  @Test("one file more: the others are not read again, and the vintage is the same to the byte")
  func sameVintage() throws {
    let quick = try Workspace.published("england")
    let whole = try Workspace.published("england")
    for workspace in [quick, whole] { try workspace.deliverNextEdition() }

    let run = try quick.answer(Run.self, "run", "england")
    let full = try whole.answer(Run.self, "run", "england", "--full")

    #expect(run.vintage == 2 && full.vintage == 2)
    #expect(run.deliveries.filter(\.stored).map(\.file).count == 2)
    #expect(run.deliveries.first { !$0.stored }?.file == "school-census/sen-schools-2.csv")
    #expect(full.deliveries.allSatisfy { !$0.stored })
    #expect(run.deliveries.map(\.observations) == full.deliveries.map(\.observations))
    let stored = try content(quick)
    let read = try content(whole)
    #expect(!stored.isEmpty && stored == read)
    #expect(try quick.sanaq("verify", "england").code == 0)
  }

  @Test("a changed rule judges stored readings anew", arguments: Workspace.shipped)
  func changedRule(pipeline: String) throws {
    let quick = try Workspace.published(pipeline)
    let whole = try Workspace.published(pipeline)
    for workspace in [quick, whole] {
      try workspace.edit("Pipelines/\(pipeline)/reconcile.yaml", "\n", "\n# reviewed\n")
    }
    #expect(
      try quick.answer(Run.self, "run", pipeline).deliveries.allSatisfy(\.stored))
    #expect(try whole.sanaq("run", pipeline, "--full").code == 0)
    #expect(try content(quick, pipeline) == content(whole, pipeline))
  }

  @Test(
    "what somebody changed in the warehouse is not taken from there, and the run says so",
    arguments: [
      "UPDATE observation SET value = value + 1 WHERE state = 'reported'",
      "UPDATE record_block SET checksums = zeroblob(length(checksums))",
      "UPDATE cell_part SET text = text || 'x' WHERE id = (SELECT tail FROM cell WHERE id = 3)",
      "DELETE FROM ignored", "DELETE FROM observation WHERE cell_id = 3",
    ])
  func changedWarehouse(change: String) throws {
    let workspace = try Workspace.published("karaganda")
    try Warehouse(workspace, "karaganda").change(change)
    try workspace.edit("Pipelines/karaganda/reconcile.yaml", "\n", "\n# reviewed\n")
    let told = try workspace.sanaq("run", "karaganda", "--json")
    let run = try JSONDecoder().decode(Run.self, from: Data(told.output.utf8))
    #expect(run.vintage == 2 && run.deliveries.allSatisfy { !$0.stored })
    #expect(told.errors.contains("Run verify. All files were read again."), "\(told.errors)")
  }

  @Test("what another program has read is read again")
  func otherProgram() throws {
    let workspace = try Workspace.published("karaganda")
    try Warehouse(workspace, "karaganda").change(
      "UPDATE run SET program_version = program_version || ' '")
    try workspace.edit("Pipelines/karaganda/reconcile.yaml", "\n", "\n# reviewed\n")
    let run = try workspace.answer(Run.self, "run", "karaganda")
    #expect(run.vintage == 2 && run.deliveries.allSatisfy { !$0.stored })
  }
}
