import TestSupport
import Testing

/// The web service of SDMX, asked by the programs that others ask such services with.
@Suite struct SDMXServiceTests {
  @Test(
    "sdmx1 and pysdmx get every observation of the exported files, by key, by period and in series",
    .enabled(if: Python.judges != nil),
    arguments: [["karaganda"], ["kazakhstan", "england"], ["england", "karaganda", "kazakhstan"]])
  func clients(pipelines: [String]) throws {
    let folder = try Workspace.read.get().path
    let judged = try Judges.run("sdmx_rest", [Sanaq.executable, folder] + pipelines)
    #expect(judged.code == 0, "\(judged.errors)")
  }
}
