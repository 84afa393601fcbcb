import Foundation
import TestSupport
import Testing

/// What people read, as a reviewer has read it.
///
/// After a change of words record them and read them again:
/// `SANAQ_RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests`.
@Suite("Snapshots of what people read")
struct SnapshotTests {
  private func expect(
    _ name: String, _ arguments: String..., in workspace: Workspace
  ) throws {
    let result = try Sanaq.run(arguments, in: workspace.path)
    // The hash of a result is for machines, and follows every change of what is hashed.
    let text = result.output.replacing(/result SHA-256 [0-9a-f]{64}/, with: "result SHA-256 …")
    #expect(try text == Golden.text(name, recording: text))
  }

  @Test("a run's summary")
  func run() throws {
    try expect("run-karaganda", "run", "karaganda", in: Workspace.fresh("karaganda"))
  }

  @Test("flags of one year")
  func flags() throws {
    try expect(
      "flags-karaganda-2019", "flags", "karaganda", "--period", "2019", in: Workspace.read.get())
  }

  @Test("a cell explained, with its bridge")
  func explain() throws {
    try expect(
      "explain-england", "explain", "england",
      "indicator=ehc-plans,area=E92000001,period=2023/2024", in: Workspace.read.get())
  }

  @Test(
    "a cell whose row was balanced, and one whose row the gate refused",
    arguments: ["2022", "2019"])
  func balancing(year: String) throws {
    try expect(
      "explain-karaganda-\(year)", "explain", "karaganda",
      "indicator=share-in-setting,area=KZ-35,period=\(year),setting=HOME_STUDY",
      in: Workspace.read.get())
  }

  @Test("a figure traced")
  func trace() throws {
    try expect(
      "trace-out-of-school", "trace", "kazakhstan", "indicator=out-of-school,area=KZ,period=2018",
      in: Workspace.read.get())
  }
}
