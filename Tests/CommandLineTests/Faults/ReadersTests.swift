import Foundation
import TestSupport
import Testing

/// Debian's SQLite can damage a file that two programs write to at once, so that only one may ever
/// write: these verbs must not, nor do anything else to a file below the folder they work in.
@Suite("Verbs that read change nothing, not even a time")
struct ReadersTests {
  private static let cell = "indicator=ehc-plans,area=E92000001,period=2023/2024"

  static let verbs: [[String]] = [
    ["figures", "england"], ["flags", "england"], ["explain", "england", cell],
    ["trace", "england", cell], ["verify", "england"], ["history", "england"],
    ["diff", "england", "1", "2"], ["plan", "england"], ["validate", "england"],
    ["run", "england", "--dry-run", "--full"],
  ]

  /// What can be seen of every file and folder: bytes, size, times of change.
  private func state(of workspace: Workspace) throws -> String {
    try Shell.run(
      "find . -printf '%p %s %T@ %C@ %m\\n' | sort; find . -type f -print0 | sort -z | xargs -0 sha256sum",
      in: workspace.path
    ).output
  }

  @Test("no call that could write, no byte and no time changed", arguments: verbs)
  func readOnly(verb: [String]) throws {
    let workspace = try Workspace.published("england")
    try workspace.deliverNextEdition()
    #expect(try workspace.sanaq("run", "england").code == 0)
    // Whoever may not write at all gets the same answers.
    let folders = ["Warehouse", "Warehouse/england.sqlite", "RawData/england", "Pipelines/england"]
    for folder in folders { try workspace.workdir.setMode(0o555, of: folder) }
    defer { for folder in folders { try? workspace.workdir.setMode(0o755, of: folder) } }
    let before = try state(of: workspace)
    let lists = try Workdir()
    let answer = try Sanaq.run(
      verb, in: workspace.path,
      environment: FailingCalls.environment(in: workspace.path, list: lists.path("calls")))
    #expect(answer.code == 0, "\(answer.errors)")
    #expect(try state(of: workspace) == before)
    let calls = try FailingCalls.calls(listedIn: lists.path("calls"))
    #expect(calls.filter(\.changesDisk) == [])
    #expect(calls.contains { $0.name == "read" && $0.file == "Warehouse/england.sqlite" })
  }
}
