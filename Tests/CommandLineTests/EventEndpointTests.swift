import TestSupport
import Testing

/// `sanaq run` and an endpoint for OpenLineage, which is a server of the judges: whatever it does, the
/// vintage is published, no wait is longer than half a minute, and stderr says what did not arrive.
@Suite(.enabled(if: Python.judges != nil)) struct EventEndpointTests {
  private func judge(_ arguments: String..., in workspace: Workspace) throws {
    let judged = try Judges.run(
      "openlineage_http", [arguments[0], Sanaq.executable, workspace.path] + arguments.dropFirst())
    #expect(judged.code == 0, "\(arguments): \(judged.errors)")
  }

  @Test(
    "the endpoint gets START when the run begins, then what export writes, each once",
    arguments: ["taken", "addresses", "recovered", "locked", "secure"])
  func taken(case name: String) throws {
    try judge(name, "england", in: Workspace.fresh("england"))
  }

  @Test(
    "an endpoint that takes nothing: the vintage is published, the code is 2",
    arguments: [
      "down", "nameless", "silent", "dripping", "closing", "halting", "garbled", "key", "refusing",
      "size", "failing", "unavailable", "redirecting", "moved", "end", "distrusted", "misnamed",
      "plain",
    ])
  func missing(case name: String) throws {
    try judge(name, "england", in: Workspace.fresh("england"))
  }

  @Test("a run that is refused ends with FAIL at the endpoint, under its own code")
  func failed() throws {
    let workspace = try Workspace.fresh("kazakhstan")
    try workspace.renameOrganisation()
    try judge("failed", "kazakhstan", in: workspace)
  }

  @Test(
    "of runs that are killed every START has exactly one end after the next one", arguments: [7])
  func killed(seed: Int) throws {
    try judge("killed", "england", "\(seed)", "20", in: Workspace.fresh("england"))
  }
}
