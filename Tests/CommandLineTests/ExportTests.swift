import Foundation
import TestSupport
import Testing

/// `sanaq export`, judged by the programs that others read such files with.
@Suite struct ExportTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  /// Exports one of the shipped pipelines after its run.
  private func export(_ pipeline: String, _ arguments: String...) throws -> ProgramResult {
    try Sanaq.run(["export", pipeline] + arguments, in: try Workspace.read.get().path)
  }

  private func warehouse(_ pipeline: String) throws -> String {
    try Workspace.read.get().path("Warehouse/\(pipeline).sqlite")
  }

  @Test(
    "frictionless finds no error in a data package, and its numbers are those of the warehouse",
    .enabled(if: Python.judges != nil), arguments: Workspace.shipped)
  func dataPackage(pipeline: String) throws {
    let result = try export(pipeline, "--format", "csv", "--output", workdir.path)
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    let judged = try Judges.run(
      "data_package", workdir.path("datapackage.json"), try warehouse(pipeline))
    #expect(judged.code == 0, "\(judged.errors)")
  }

  @Test(
    "pysdmx and sdmx1 read every observation of SDMX-CSV back",
    .enabled(if: Python.judges != nil), arguments: Workspace.shipped, ["sdmx-csv", "sdmx-csv-1"])
  func sdmxCSV(pipeline: String, format: String) throws {
    for format in [format, "sdmx-ml"] {
      let result = try export(pipeline, "--format", format, "--output", "\(workdir.path)/")
      #expect(result.code == 0, "\(result.errors)")
    }
    let judged = try Judges.run("sdmx_csv", workdir.path, try warehouse(pipeline))
    #expect(judged.code == 0, "\(judged.errors)")
  }

  @Test(
    "SDMX-ML validates, and pysdmx and sdmx1 read every observation back",
    .enabled(if: Python.judges != nil), arguments: Workspace.shipped, ["sdmx-ml", "sdmx-ml-2.1"])
  func sdmxML(pipeline: String, format: String) throws {
    let result = try export(pipeline, "--format", format, "--output", workdir.path)
    #expect(result.code == 0, "\(result.errors)")
    let judged = try Judges.run("sdmx_ml", workdir.path, try warehouse(pipeline))
    #expect(judged.code == 0, "\(judged.errors)")
  }

  @Test(
    "our own reader finds every observation",
    arguments: ["sdmx-csv", "sdmx-csv-1", "sdmx-ml", "sdmx-ml-2.1"])
  func ownReader(format: String) throws {
    let text = try export("england", "--format", format).output
    let file = try workdir.write(text, to: "england")
    let seen = try Sanaq.run(["inspect", file, "--observations", "--json"])
    let figures = try Workspace.read.get().answer(Answer.Figures.self, "figures", "england").figures
    #expect(seen.lines.count == figures.count)
    // January 2024 is in the school year 2023/2024, where the two returns differ: 434,354 to 576,474.
    let cell = try #require(seen.lines.first { $0.contains("2023-A1") && $0.contains("576474") })
    #expect(cell.contains("\"value\":null") && cell.contains("--09-01"))
    #expect(cell.contains("434354") && cell.contains("interval"))
  }

  @Test(
    "openlineage-python makes its objects of a run's two events",
    .enabled(if: Python.judges != nil), arguments: Workspace.shipped)
  func openLineage(pipeline: String) throws {
    let text = try export(pipeline, "--format", "openlineage").output
    // A run is its pipeline, when it began and what was before; RFC 9562 fixes two of the digits.
    let run = try Shell.run(
      """
      printf '%s\\n%s\\n%s' "$2" "$(sqlite3 "$1" 'SELECT started FROM run')" \
        "$(sqlite3 "$1" 'SELECT previous_hash FROM run')" | sha256sum
      """, [try warehouse(pipeline), pipeline]
    ).output
    let judged = try Judges.run("openlineage_events", try workdir.write(text, to: "events"))
    #expect(judged.code == 0, "\(judged.errors)")
    #expect(judged.output.hasPrefix("\(run.prefix(8))-\(run.dropFirst(8).prefix(4))-8"))
    #expect(try export(pipeline, "--format", "openlineage").output == text)
  }

  @Test("the prov package loads a figure's neighbourhood", .enabled(if: Python.judges != nil))
  func provenance() throws {
    let file = workdir.path("figure.json")
    let cell = "indicator=ehc-plans,area=E92000001,period=2023/2024"
    let result = try export(
      "england", "--format", "prov-json", "--figure", cell, "--output", file)
    #expect(result.code == 0, "\(result.errors)")
    let judged = try Judges.run("prov_json", file)
    #expect(judged.code == 0, "\(judged.errors)")
    let traced = try Sanaq.run(["trace", "england", cell, "--prov"], in: Workspace.read.get().path)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == traced.output)
  }

  @Test(
    "openpyxl opens a workbook: a table to a sheet, no merged cells, numbers are numbers",
    .enabled(if: Python.judges != nil), arguments: Workspace.shipped)
  func workbook(pipeline: String) throws {
    let file = workdir.path("vintage.xlsx")
    let result = try export(pipeline, "--format", "xlsx", "--output", file)
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    let judged = try Judges.run("workbook", file, try warehouse(pipeline))
    #expect(judged.code == 0, "\(judged.errors)")
  }

  /// The archive holds times; they are those of the run, in coordinated universal time.
  @Test("a workbook has the same bytes whenever and wherever it is written")
  func workbookBytes() throws {
    let digests = try ["UTC", "Asia/Almaty"].map { zone in
      let file = workdir.path("\(zone.prefix(3)).xlsx")
      let result = try Sanaq.run(
        ["export", "england", "--format", "xlsx", "--output", file],
        in: Workspace.read.get().path, environment: ["TZ": zone])
      #expect(result.code == 0, "\(result.errors)")
      return try Data(contentsOf: URL(fileURLWithPath: file))
    }
    #expect(digests[0] == digests[1] && digests[0].count > 10_000)
    let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path)
    #expect(names.sorted() == ["Asi.xlsx", "UTC.xlsx"])
  }

  /// Where the figures of one office are the source of another.
  @Test(
    "a pipeline made from an exported structure takes the exported figures as they are",
    arguments: ["sdmx-csv", "sdmx-csv-1", "sdmx-ml", "sdmx-ml-2.1"])
  func roundTrip(format: String) throws {
    let first = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    try first.deliver(SDMXPipeline.message(SDMXTests.dataSet))
    let figures = try first.figures()
    #expect(figures.contains("sen,2018,F,published,12500") && figures.count == 4)
    let data = try first.sanaq("export", "demo", "--format", format).output
    let version = format == "sdmx-ml-2.1" ? format : "sdmx-ml"
    let structure = try first.sanaq("export", "demo", "--format", version, "--part", "structure")

    let form = format.hasPrefix("sdmx-csv") ? "sdmx-csv" : "sdmx-ml"
    let second = try SDMXPipeline(
      file: "format: \(form), structure: sen", dimensions: "{indicator: {}, sex: {}}")
    try second.write("structures/sen.xml", structure.output)
    try second.deliver(data)
    #expect(try second.figures() == figures)
    // Suppressed at the ministry, suppressed at whoever reads the export.
    #expect(
      try second.sanaq("explain", "demo", "indicator=sen,period=2019,sex=M").output.contains(
        "suppressed"))

    try workdir.write(structure.output, to: "s.xml")
    let made = try Sanaq.run(
      ["init", "Pipelines/needs", "--from-structure", "s.xml"], in: workdir.path)
    #expect(made.code == 0, "\(made.errors)")
  }

  @Test("the same vintage is written to the same bytes, by cell")
  func sameBytes() throws {
    let first = try export("karaganda", "--format", "sdmx-csv").output
    #expect(try export("karaganda", "--format", "sdmx-csv", "--vintage", "1").output == first)
    let lines = first.split(separator: "\r\n")
    let years = lines.dropFirst().filter { $0.contains("share-in-setting,KZ-35,") }
    #expect(!years.isEmpty && lines[0].hasPrefix("STRUCTURE[;],STRUCTURE_ID,ACTION,INDICATOR,"))
  }

  @Test(
    "what cannot be written is refused with the next step",
    arguments: [
      (["--format", "csv", "--part", "figures", "--vintage", "7"], 64, "The latest is 1"),
      (["--format", "sdmx-csv", "--part", "flags"], 64, "It has: figures, sources"),
      (["--format", "csv", "--part", "structure"], 64, "It has: figures, sources, flags, codes"),
      (["--format", "csv", "--output", "nowhere/"], 73, "no such folder"),
      (["--format", "csv", "--output", "nowhere/x.csv"], 73, "no such folder"),
      (["--format", "parquet"], 64, "sdmx-csv"),
      (["--format", "prov-json"], 64, "--figure"),
      (["--format", "xlsx"], 64, "--output"),
      (["--format", "xlsx", "--output", "nowhere/x.xlsx"], 73, "no such folder"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], code: Int32, words: String) throws {
    let result = try Sanaq.run(
      ["export", "england"] + arguments, in: try Workspace.read.get().path)
    #expect(result.code == code && result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("a code that is no id in SDMX is refused by name, and the file that is there stays")
  func codeThatIsNoID() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    try pipeline.write("codelists/sex.csv", "code,name_en\n_T,Total\nF,Female\nM,Male\nF/M,Both\n")
    try pipeline.deliver(SDMXPipeline.message(SDMXTests.dataSet))
    #expect(try pipeline.sanaq("run", "demo").code == 0)
    let file = try pipeline.workdir.write("before", to: "out.csv")
    let result = try pipeline.sanaq("export", "demo", "--format", "sdmx-csv", "--output", file)
    #expect(result.code == 78)
    #expect(result.errors.contains("'F/M' of sex") && result.errors.contains("codelists/"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "before")
    #expect(try pipeline.sanaq("export", "demo", "--format", "csv", "--output", file).code == 0)
    #expect(
      try String(contentsOfFile: file, encoding: .utf8).contains("sen,2018,F,published,12500"))
    let names = try FileManager.default.contentsOfDirectory(atPath: pipeline.workdir.path)
    #expect(!names.contains { $0.hasSuffix(".partial") })
  }

  @Test("what a killed export left is removed by the next, what another still writes is not")
  func remains() throws {
    let workspace = try Workspace.published("england")
    let left = try workspace.workdir.write("half", to: "out/.x.csv.4000000.partial")
    let held = try workspace.workdir.write("half", to: "out/.x.csv.4000001.partial")
    let others = [".x.csv.notes.partial", ".y.csv.4000000.partial", ".x.csv.4000000"]
    for name in others { try workspace.workdir.write("", to: "out/\(name)") }
    let writer = try #require(FileHandle(forUpdatingAtPath: held))
    #expect(flock(writer.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
    let export = try workspace.sanaq(
      "export", "england", "--format", "csv", "--output", "out/x.csv")
    #expect(export.code == 0, "\(export.errors)")
    #expect(!FileManager.default.fileExists(atPath: left))
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.path("out"))
    #expect(Set(names) == Set(others + ["x.csv", ".x.csv.4000001.partial"]))
  }

  @Test("the agency of pipeline.yaml stands in every reference, and one that is none is refused")
  func agency() throws {
    let pipeline = try SDMXPipeline(file: "format: sdmx-ml, fixed: {FREQ: A}")
    try pipeline.deliver(SDMXPipeline.message(SDMXTests.dataSet))
    let text =
      "pipeline: demo\ntitle: Demo\ndeliveries: ../deliveries\nwarehouse: ../demo.sqlite\nagency: "
    try pipeline.write("pipeline.yaml", text + "KZ.BNS\n")
    #expect(try pipeline.sanaq("run", "demo").code == 0)
    let export = try pipeline.sanaq("export", "demo", "--format", "sdmx-csv-1")
    #expect(export.lines.dropFirst().allSatisfy { $0.hasPrefix("KZ.BNS:DEMO_FIGURES(1.0),") })
    try pipeline.write("pipeline.yaml", text + "1BNS\n")
    #expect(try pipeline.sanaq("export", "demo", "--format", "csv").errors.contains("agency"))
  }
}
