import Foundation
import TestSupport
import Testing

/// `sanaq run --events`: one START and one end for each run that did something.
@Suite struct RunEventsTests {
  private func judged(_ file: String, _ end: String) throws -> ProgramResult {
    try Judges.run("openlineage_events", file, end)
  }

  @Test(
    "a run that made a vintage has the events that export writes, one with nothing to do has none",
    .enabled(if: Python.judges != nil))
  func complete() throws {
    let workspace = try Workspace.fresh("england")
    let file = workspace.path("events.ndjson")
    #expect(try workspace.sanaq("run", "england", "--events", file).code == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try workspace.sanaq("export", "england", "--format", "openlineage").output == text)
    let result = try judged(file, "COMPLETE")
    #expect(result.code == 0, "\(result.errors)")
    let second = workspace.path("second.ndjson")
    #expect(try workspace.sanaq("run", "england", "--events", second).code == 0)
    #expect(!FileManager.default.fileExists(atPath: second))
  }

  @Test(
    "a run that failed has a FAIL event that says why, under an id of its own each time",
    .enabled(if: Python.judges != nil))
  func fail() throws {
    let workspace = try Workspace.fresh("kazakhstan")
    try workspace.renameOrganisation()
    let file = workspace.path("events.ndjson")
    let run = try workspace.sanaq("run", "kazakhstan", "--events", file)
    #expect(run.code == 65 && run.errors.contains("network-2025.csv"))
    let result = try judged(file, "FAIL")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("network-2025.csv"))
    #expect(try !workspace.warehouseFolder().contains("kazakhstan.sqlite"))
    // Times have seconds: a run in the next one is another.
    Thread.sleep(forTimeInterval: 1.1)
    let other = workspace.path("other.ndjson")
    #expect(try workspace.sanaq("run", "kazakhstan", "--events", other).code == 65)
    #expect(try judged(other, "FAIL").output.prefix(36) != result.output.prefix(36))
  }

  @Test(
    "an event of very many sources stays below what hubs take, and says what it goes without",
    .enabled(if: Python.judges != nil))
  func manySources() throws {
    let workspace = try Workspace.fresh("england")
    let source = "Pipelines/england/sources/school-census.yaml"
    let text = try String(contentsOfFile: workspace.path(source), encoding: .utf8)
    for number in 100..<300 {
      try workspace.workdir.write(
        text.replacing("source: school-census", with: "source: census-\(number)"),
        to: "Pipelines/england/sources/census-\(number).yaml")
      try FileManager.default.copyItem(
        atPath: workspace.path("RawData/england/school-census"),
        toPath: workspace.path("RawData/england/census-\(number)"))
    }
    let file = workspace.path("events.ndjson")
    #expect(try workspace.sanaq("run", "england", "--events", file).code == 0)
    let result = try judged(file, "COMPLETE")
    #expect(result.code == 0, "\(result.errors)")
    let events = try String(contentsOfFile: file, encoding: .utf8)
    #expect(events.contains(#""facets":["columnLineage","schema"]"#))
    #expect(events.contains("census-299"))
  }

  @Test("events that cannot be written do not hide how the run ended")
  func unwritable() throws {
    let failing = try Workspace.fresh("kazakhstan")
    try failing.renameOrganisation()
    let failed = try failing.sanaq("run", "kazakhstan", "--events", "nowhere/x")
    #expect(failed.code == 65 && failed.errors.contains("no such folder"))
    let england = try Workspace.fresh("england")
    let published = try england.sanaq("run", "england", "--events", "nowhere/x")
    #expect(published.code == 2 && published.errors.contains("vintage 1 is published"))
  }
}
