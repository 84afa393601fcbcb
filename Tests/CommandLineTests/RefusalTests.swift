import Foundation
import TestSupport
import Testing

/// One clear message and one code for each thing that can be wrong with what a run is given.
@Suite("Refusals name the place, the reason and the next step")
struct RefusalTests {
  /// - Returns: the message, which is all that was said, and all of it on stderr.
  private func refusal(
    _ result: ProgramResult, _ code: Int32, lines: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> String {
    #expect(result.code == code, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    let messages = result.errors.split(separator: "\n")
    #expect(messages.count == lines, "\(result.errors)", sourceLocation: sourceLocation)
    return result.errors
  }

  // MARK: Delivered files

  @Test("a column of another name: 65, with the nearest name")
  func column() throws {
    let workspace = try Workspace.published("kazakhstan")
    let published = try workspace.bytes("Warehouse/kazakhstan.sqlite")
    let file = "RawData/kazakhstan/education-autism/reply-2022.csv"
    let text = try String(contentsOfFile: workspace.path(file), encoding: .utf8)
    try workspace.deliver(Array(text.replacing("children_au", with: "children_ab").utf8), as: file)
    for verb in ["run", "validate"] {
      let message = refusal(try workspace.sanaq(verb, "kazakhstan"), 65)
      #expect(message.hasPrefix("\(file):1:1: "))
      #expect(message.contains("children_au") && message.contains("Correct the header"))
    }
    #expect(try workspace.bytes("Warehouse/kazakhstan.sqlite") == published)
    // The rest can be had: everything but that file's one observation.
    let rest = try workspace.sanaq("run", "kazakhstan", "--keep-going")
    #expect(rest.code == 2)
    #expect(rest.errors.hasPrefix("\(file):1:1: "))
    #expect(rest.output.contains("vintage 2"))
    // And the books of the run say which file they are without, and why.
    let run = try #require(try workspace.answer(History.self, "history", "kazakhstan").runs.last)
    #expect(run.leftOut.map(\.file) == ["education-autism/reply-2022.csv"])
    #expect(run.leftOut.allSatisfy { $0.reason.contains("children_au") })
  }

  /// England's definition lists its columns; without the list only its values name them.
  @Test("a value column the file does not have: 65, with the nearest name")
  func valueColumn() throws {
    let workspace = try Workspace.fresh("england")
    try workspace.edit(
      "Pipelines/england/sources/sen2.yaml", "{column: fe_total,", "{column: fe_totals,")
    let listed = refusal(try workspace.sanaq("run", "england"), 78)
    #expect(listed.contains("fe_totals"))
    let definition = "Pipelines/england/sources/sen2.yaml"
    let text = try String(contentsOfFile: workspace.path(definition), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("  columns:") })
    let rest = lines[(start + 1)...].drop { $0.hasPrefix("    ") }
    try workspace.workdir.write(
      (lines[..<start] + rest).joined(separator: "\n"), to: definition)
    let message = refusal(try workspace.sanaq("run", "england"), 65)
    #expect(message.hasPrefix("RawData/england/sen2/caseload.csv:1: the file has no column"))
    #expect(message.contains("Did it mean 'fe_total'? Correct the header"))
  }

  @Test("a delivered file that may not be read: 77, named once")
  func unreadable() throws {
    let workspace = try Workspace.fresh("karaganda")
    let file = "RawData/karaganda/table-1/table-1.csv"
    try workspace.workdir.setMode(0o000, of: file)
    let message = refusal(try workspace.sanaq("run", "karaganda"), 77)
    #expect(message.hasPrefix("\(file): permission denied"))
    #expect(message.components(separatedBy: file).count == 2)
  }

  struct History: Decodable {
    struct Run: Decodable {
      let vintage: Int
      let deliveries: [Delivery]
      let quarantine: [Record]
      let leftOut: [LeftOut]
    }
    struct LeftOut: Decodable {
      let file: String
      let reason: String
    }
    struct Delivery: Decodable {
      let file: String
      let ledger: Ledger
    }
    struct Ledger: Decodable {
      let read: Int
      let loaded: Int
      let quarantined: Int
      let ignored: Int
      let balances: Bool
    }
    struct Record: Decodable {
      let file: String
      let record: Int
      let line: Int
      let reason: String
    }
    let runs: [Run]
  }

  @Test("a name in no list: 65; kept going: 2, and the record in the ledger of the history")
  func unknownCode() throws {
    let workspace = try Workspace.fresh("kazakhstan")
    try workspace.renameOrganisation()
    let message = refusal(try workspace.sanaq("run", "kazakhstan"), 65)
    #expect(message.hasPrefix("\(Workspace.organisations):4: "))
    #expect(message.contains("'Xyz'") && message.contains("Add it to a crosswalk"))
    // A refused first run leaves no warehouse.
    #expect(try workspace.warehouseFolder() == ["kazakhstan.sqlite.lock"])

    let rest = try workspace.sanaq("run", "kazakhstan", "--keep-going")
    #expect(rest.code == 2)
    #expect(rest.errors == message)
    let history = try workspace.answer(History.self, "history", "kazakhstan")
    let run = try #require(history.runs.first)
    #expect(run.deliveries.allSatisfy { $0.ledger.balances })
    #expect(run.deliveries.map(\.ledger.quarantined).reduce(0, +) == 1)
    let delivery = try #require(
      run.deliveries.first { Workspace.organisations.hasSuffix($0.file) })
    // Seven rows under title and header; the first kind, on line 4, was renamed.
    #expect(delivery.ledger.read == 7 && delivery.ledger.loaded == 6)
    #expect(run.quarantine.map(\.file) == [delivery.file])
    #expect(run.quarantine.map(\.line) == [4] && run.quarantine.map(\.record) == [2])
    #expect(run.quarantine[0].reason.contains("'Xyz'"))
    // The input is still bad: the next run says so again.
    #expect(try workspace.sanaq("run", "kazakhstan", "--keep-going").code == 2)
  }

  @Test("a file that is not the one that was filed: 65 with both hashes")
  func hash() throws {
    let workspace = try Workspace.fresh("england")
    let file = "RawData/england/school-census/sen-schools.csv"
    let filed = try workspace.sha256(file)
    try workspace.edit(file, "434354", "434355")
    let message = refusal(try workspace.sanaq("run", "england"), 65)
    #expect(message.hasPrefix("\(file):1: ") && message.contains("delivery.yaml"))
    let found = try workspace.sha256(file)
    #expect(message.contains(filed) && message.contains(found))
    #expect(!message.contains("434355"))
  }

  @Test("a delivered file that is gone, and a source's whole folder: 66")
  func missing() throws {
    let workspace = try Workspace.fresh("england")
    let file = "RawData/england/sen2/caseload.csv"
    try FileManager.default.removeItem(atPath: workspace.path(file))
    for verb in ["run", "validate", "plan"] {
      let message = refusal(try workspace.sanaq(verb, "england"), 66)
      #expect(message.hasPrefix("RawData/england/sen2/delivery.yaml:2:"))
      #expect(message.contains("'caseload.csv'") && message.contains("Put it there"))
    }
    try FileManager.default.removeItem(atPath: workspace.path("RawData/england/sen2"))
    #expect(refusal(try workspace.sanaq("run", "england"), 66).contains("'sen2'"))
    try FileManager.default.removeItem(atPath: workspace.path("RawData/england"))
    #expect(refusal(try workspace.sanaq("run", "england"), 66).contains("RawData/england"))
  }

  @Test("a folder where a delivered file is expected")
  func folderForFile() throws {
    let workspace = try Workspace.fresh("england")
    let file = workspace.path("RawData/england/sen2/caseload.csv")
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    let run = try workspace.sanaq("run", "england")
    #expect([66, 78].contains(run.code) && run.output.isEmpty)
    #expect(run.errors.contains("'caseload.csv' lies in the folder and is not a file"))
  }

  // MARK: Definitions

  @Test("an unknown key: 78 with line, column and the key that was meant")
  func unknownKey() throws {
    let workspace = try Workspace.fresh("karaganda")
    try workspace.edit(
      "Pipelines/karaganda/sources/table-2.yaml", "denominator:", "denominater:")
    let lines = try String(
      contentsOfFile: workspace.path("Pipelines/karaganda/sources/table-2.yaml"), encoding: .utf8
    ).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("denominater") }) + 1
    for verb in ["run", "plan", "validate", "flags", "verify"] {
      let message = refusal(try workspace.sanaq(verb, "karaganda"), 78)
      #expect(message.contains("sources/table-2.yaml:\(line):3: unknown key 'denominater'"))
      #expect(message.contains("Did you mean 'denominator'?"))
    }
  }

  @Test("no pipeline of the name: 66", arguments: ["karagandy", "Pipelines/none", "/nowhere"])
  func noPipeline(name: String) throws {
    let workspace = try Workspace.fresh("karaganda")
    let message = refusal(try workspace.sanaq("run", name), 66)
    #expect(message.hasPrefix(name) && message.contains("pipeline.yaml"))
  }

  // MARK: Warehouses

  @Test(
    "no warehouse yet: 66 and what to do",
    arguments: [
      ["figures"], ["flags"], ["history"], ["verify"],
      ["explain", "indicator=ehc-plans,area=E92000001,period=2023/2024"],
      ["trace", "indicator=ehc-plans,area=E92000001,period=2023/2024"],
    ])
  func noWarehouse(verb: [String]) throws {
    let workspace = try Workspace.fresh("england")
    let result = try Sanaq.run(
      [verb[0], "england"] + verb.dropFirst(), in: workspace.path)
    let message = refusal(result, 66)
    #expect(message.contains("Warehouse/england.sqlite: there is no warehouse yet. Run"))
    #expect(try workspace.warehouseFolder().isEmpty)
  }

  @Test(
    "bytes that are no warehouse: 65, and they stay",
    arguments: ["", "garbage\n", "SQLite format 3\0"])
  func garbage(text: String) throws {
    let workspace = try Workspace.fresh("england")
    let file = try workspace.workdir.write(text, to: "Warehouse/other.sqlite")
    for verb in ["run", "flags", "verify", "plan"] {
      let message = refusal(try workspace.sanaq(verb, "england", "--warehouse", file), 65)
      #expect(message.contains("other.sqlite"))
    }
    #expect(try workspace.bytes("Warehouse/other.sqlite") == Array(text.utf8))
  }

  @Test("a folder where the warehouse is expected: 66")
  func folderForWarehouse() throws {
    let workspace = try Workspace.fresh("england")
    for verb in ["run", "flags"] {
      let message = refusal(try workspace.sanaq(verb, "england", "--warehouse", "RawData"), 66)
      #expect(message == "RawData: is a folder, not a file. Name the file inside it.\n")
    }
    // Refused before a lock is made beside it.
    #expect(!FileManager.default.fileExists(atPath: workspace.path("RawData.lock")))
  }

  @Test("no folder for the warehouse: 73")
  func noFolder() throws {
    let workspace = try Workspace.fresh("england")
    let result = try workspace.sanaq("run", "england", "--warehouse", "nowhere/england.sqlite")
    let message = refusal(result, 73)
    #expect(message == "nowhere/: there is no such folder. Make it, or name another place.\n")
  }

  @Test("a read-only warehouse, or its folder: 77, for the superuser too")
  func readOnly() throws {
    let workspace = try Workspace.published("england")
    let warehouse = "Warehouse/england.sqlite"
    let published = try workspace.bytes(warehouse)
    try workspace.edit("Pipelines/england/reconcile.yaml", "floor: 0", "floor: 1")
    try workspace.workdir.setMode(0o444, of: warehouse)
    #expect(
      refusal(try workspace.sanaq("run", "england"), 77) == """
        \(warehouse): is read-only. Make it writable, or name another place.

        """)
    #expect(try workspace.sanaq("flags", "england").code == 0)
    try workspace.workdir.setMode(0o644, of: warehouse)
    try workspace.workdir.setMode(0o555, of: "Warehouse")
    let message = refusal(try workspace.sanaq("run", "england"), 77)
    #expect(message.hasPrefix("Warehouse/: is read-only."))
    try workspace.workdir.setMode(0o755, of: "Warehouse")
    #expect(try workspace.bytes(warehouse) == published)
    #expect(try workspace.sanaq("run", "england").code == 0)
  }

  // MARK: The command line

  struct Misuse: CustomTestStringConvertible {
    let arguments: [String]
    let words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(
    "what cannot be meant: 64, with what could have been",
    arguments: [
      Misuse(arguments: ["flags", "england", "--bogus"], words: "--bogus"),
      Misuse(arguments: ["frobnicate"], words: "frobnicate"),
      Misuse(arguments: ["run"], words: "<pipeline>"),
      Misuse(arguments: ["run", "england", "--jobs", "0"], words: "at least 1"),
      Misuse(arguments: ["run", "england", "--jobs", "two"], words: "two"),
      Misuse(arguments: ["run", "england", "--fail-on", "fatal"], words: "warning"),
      Misuse(arguments: ["flags", "england", "--cause", "XYZ"], words: "ARI, RND"),
      Misuse(arguments: ["flags", "england", "--severity", "bad"], words: "info, warning, error"),
      Misuse(arguments: ["flags", "england", "--area", "E1"], words: "no code 'E1' in area"),
      Misuse(arguments: ["flags", "england", "--category", "SPEECH"], words: "category"),
      Misuse(arguments: ["flags", "england", "--source", "sen3"], words: "school-census, sen2"),
      Misuse(arguments: ["validate", "england", "--keep-going"], words: "--keep-going"),
      Misuse(arguments: ["figures", "england", "--where", "colour=red"], words: "setting"),
      Misuse(
        arguments: ["figures", "england", "--where", "sex=M,sex=F"], words: "sex is named twice"),
      Misuse(
        arguments: ["figures", "england", "--period", "2023/2024", "--where", "period=2022/2023"],
        words: "period is named twice"),
      Misuse(arguments: ["figures", "england", "--where", "sex"], words: "dimension=code"),
      Misuse(arguments: ["figures", "england", "--vintage", "7"], words: "The latest is 1"),
      Misuse(arguments: ["figures", "england", "--vintage", "0"], words: "The latest is 1"),
      Misuse(arguments: ["figures", "england", "--period", "2023/2025"], words: "period"),
      Misuse(arguments: ["explain", "england", "garbage"], words: "dimension=code"),
      Misuse(arguments: ["explain", "england", ""], words: "indicator"),
      Misuse(arguments: ["trace", "england", "colour=red"], words: "colour"),
      Misuse(arguments: ["trace", "england", "indicator=ehc-plans"], words: "area"),
      Misuse(
        arguments: ["explain", "england", "indicator=ehc-plans,area=E92000001,period=1999/2000"],
        words: "no run has seen"),
    ])
  func misuse(_ misuse: Misuse) throws {
    let workspace = try Workspace.read.get()
    let result = try Sanaq.run(misuse.arguments, in: workspace.path)
    #expect(result.code == 64, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(misuse.words), "\(result.errors)")
  }

  @Test("--fail-on: 1 when a flag is as bad, with the data committed")
  func failOn() throws {
    for (pipeline, severity, code) in [
      ("karaganda", "error", 1), ("karaganda", "info", 1), ("england", "error", 0),
      ("england", "warning", 1),
    ] as [(String, String, Int32)] {
      let workspace = try Workspace.fresh(pipeline)
      let run = try workspace.sanaq("run", pipeline, "--fail-on", severity)
      #expect(run.code == code, "\(pipeline) \(severity)")
      #expect(try workspace.sanaq("verify", pipeline).code == 0)
      // The flags are still there when nothing new is written.
      #expect(try workspace.sanaq("run", pipeline, "--fail-on", severity).code == code)
    }
  }
}
