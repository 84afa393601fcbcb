import Foundation
import TestSupport
import Testing

/// `diff`: what two vintages state differently is put down to what was changed between them.
@Suite("Revisions are split into data, rule, decision and code")
struct DiffTests {
  struct Diff: Decodable {
    struct Change: Decodable {
      let id: String
      let why: String
      let reasons: [String]
      let before: Answer.Figure?
      let after: Answer.Figure?
    }
    let changes: [Change]
    let counts: [String: Int]
    let otherwise: Int
    let definitionFiles: [String]
  }

  private static let plans = "indicator=ehc-plans,area=E92000001,period=2023/2024"
  private static let census = "RawData/england/school-census/sen-schools.csv"

  let workspace: Workspace

  init() throws { workspace = try Workspace.published("england") }

  private func run() throws {
    let run = try workspace.sanaq("run", "england")
    guard run.code == 0 else { throw Workspace.Failure(description: run.errors) }
  }

  /// The census counts one pupil fewer: 434,353.
  private func correctCensus() throws {
    let text = String(decoding: try workspace.bytes(Self.census), as: UTF8.self)
    try workspace.deliver(
      Array(text.replacing("434354", with: "434353").utf8), as: Self.census)
  }

  private func diff(_ first: Int, _ second: Int) throws -> Diff {
    try workspace.answer(Diff.self, "diff", "england", "\(first)", "\(second)")
  }

  @Test("a corrected file is data, and touches the one figure that rests on it")
  func data() throws {
    try correctCensus()
    try run()
    let diff = try diff(1, 2)
    #expect(diff.changes.map(\.reasons) == [["data"]])
    #expect(diff.changes[0].before?.lower == 434_354 && diff.changes[0].after?.lower == 434_353)
    #expect(diff.counts == ["data": 1] && diff.definitionFiles.isEmpty)
  }

  @Test("a rule of precedence that is another is rule; one that decides nothing changes nothing")
  func rule() throws {
    try workspace.edit(
      "Pipelines/england/reconcile.yaml", "id: plans-of-authorities", "id: plans-by-authority")
    try run()
    let diff = try diff(1, 2)
    #expect(!diff.changes.isEmpty)
    #expect(diff.changes.allSatisfy { $0.reasons == ["rule"] })
    #expect(diff.counts == ["rule": diff.changes.count])
    #expect(diff.definitionFiles == ["reconcile.yaml"])
    // A title decides no number.
    try workspace.edit("Pipelines/england/pipeline.yaml", "en: ", "en: The ")
    try run()
    let title = try self.diff(2, 3)
    #expect(title.changes.isEmpty && title.otherwise == 0)
    #expect(title.definitionFiles == ["pipeline.yaml"])
  }

  @Test("a decision is decision; with new data beside it, both are named")
  func decision() throws {
    let decide = try Sanaq.run(
      ["decide", "england", "--cell", Self.plans, "--accept", "sen2"]
        + DecisionPathTests.signature, in: workspace.path)
    #expect(decide.code == 0, "\(decide.errors)")
    try run()
    let decided = try diff(1, 2)
    #expect(decided.changes.map(\.reasons) == [["decision"]])
    #expect(decided.changes[0].before?.status == "interval")
    #expect(decided.changes[0].after?.value == 576_474)
    // What its author saw is another now, and the decision is suspended: two things at once.
    try correctCensus()
    try run()
    let both = try diff(2, 3)
    #expect(both.changes.map(\.why) == ["several"])
    #expect(both.changes[0].reasons == ["data", "decision"])
    // Seen from the first vintage too: only that the figure is an interval again.
    #expect(try diff(1, 3).changes.map(\.reasons) == [["data", "decision"]])
  }

  @Test("another program version is code")
  func code() throws {
    try correctCensus()
    try run()
    // As if another program had made the first vintage.
    try Warehouse(workspace, "england").change(
      "UPDATE run SET program_version = '0.0.9' WHERE vintage = 1")
    let diff = try diff(1, 2)
    #expect(diff.changes.map(\.reasons) == [["data", "code"]])
    let text = try workspace.sanaq("diff", "england", "1", "2")
    #expect(text.output.contains("several (data, code)"))
    #expect(text.output.contains("Program 0.0.9 became 0.1.0."))
  }

  @Test("text, CSV and filters")
  func output() throws {
    try correctCensus()
    try run()
    let text = try workspace.sanaq("diff", "england", "1", "2")
    #expect(text.output.contains("interval 434354 to 576474  interval 434353 to 576474  data"))
    #expect(text.output.contains("1 figure changed: 1 data."))
    let csv = try workspace.sanaq("diff", "england", "1", "2", "--csv")
    let rows = csv.output.split(whereSeparator: \.isNewline)
    #expect(rows.count == 2 && rows[0].contains("why,reasons,before_status"))
    let none = try workspace.sanaq("diff", "england", "1", "2", "--period", "2022/2023")
    #expect(none.output.hasPrefix("0 figures changed"))
    #expect(try workspace.sanaq("diff", "england", "2", "1").code == 64)
    #expect(try workspace.sanaq("diff", "england", "1", "9").code == 64)
    #expect(try workspace.sanaq("diff", "england", "0", "1").code == 64)
    #expect(try workspace.sanaq("diff", "england", "1", "2", "--area", "XX").code == 64)
  }
}
