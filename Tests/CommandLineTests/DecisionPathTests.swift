import Foundation
import TestSupport
import Testing

/// Two printings of one reply of November 2022 say 175,082 and 175,085; a statistician decides.
@Suite("From a flag to a decision to the next run")
struct DecisionPathTests {
  static let cell = "indicator=children-with-sen,area=KZ,period=2022"
  static let signature = [
    "--author", "A. Omarova", "--role", "head of social statistics", "--reason",
    "en=A keying slip", "--reason", "ru=Описка при наборе",
  ]

  let workspace: Workspace

  init() throws { workspace = try Workspace.published("kazakhstan") }

  private func decide(_ arguments: String...) throws -> ProgramResult {
    try Sanaq.run(["decide", "kazakhstan"] + arguments + Self.signature, in: workspace.path)
  }

  private func flags() throws -> Answer.Flags {
    try workspace.answer(Answer.Flags.self, "flags", "kazakhstan")
  }

  private func slip() throws -> Answer.Flag {
    let found = try flags().flags.filter {
      $0.rule == "comparison"
        && $0.isAbout(
          ["indicator": "children-with-sen", "area": "KZ", "period": "2022"])
    }
    return try #require(found.first)
  }

  private func explanation() throws -> Answer.Explanation {
    try workspace.answer(Answer.Explanation.self, "explain", "kazakhstan", Self.cell)
  }

  /// inform.kz corrects itself: 175,083 in a second edition.
  private func deliverNextEdition() throws {
    let folder = "RawData/kazakhstan/sen-reply-inform"
    let bytes = try workspace.bytes("\(folder)/reply.csv")
    let text = String(decoding: bytes, as: UTF8.self).replacing("175085", with: "175083")
    try workspace.workdir.write(text, to: "\(folder)/reply-2.csv")
    let notes = try String(
      contentsOfFile: workspace.path("\(folder)/delivery.yaml"), encoding: .utf8)
    let entry = notes.split(separator: "\n").dropFirst().joined(separator: "\n")
      .replacing("reply.csv", with: "reply-2.csv").replacing("edition: 1", with: "edition: 2")
      .replacing(
        try workspace.sha256("\(folder)/reply.csv"),
        with: try workspace.sha256("\(folder)/reply-2.csv"))
    try workspace.workdir.write("\(notes)\(entry)\n", to: "\(folder)/delivery.yaml")
  }

  @Test("run, flags, decide, run: the flag is explained and the figure says so; then a new edition")
  func path() throws {
    let flag = try slip()
    #expect(flag.severity == "warning" && flag.decided == nil)
    let before = try workspace.bytes("Warehouse/kazakhstan.sqlite")

    let decided = try decide("--flag", flag.id, "--explained", "TYP", "--id", "slip")
    #expect(decided.code == 0, "\(decided.errors)")
    #expect(decided.lines.first == "Pipelines/kazakhstan/decisions/slip.yaml")
    #expect(decided.output.contains("The next run makes vintage 2"))
    let accepted = try decide("--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "pick")
    #expect(accepted.code == 0, "\(accepted.errors)")
    #expect(accepted.output.contains("interval 175082 to 175085 → published 175085"))
    // Nothing takes effect outside a run.
    #expect(try workspace.bytes("Warehouse/kazakhstan.sqlite") == before)

    #expect(try workspace.sanaq("run", "kazakhstan").output.contains("2 decisions: 2 applied."))
    let rows = try Shell.run(
      "sqlite3 -readonly \"$1\" \"$2\"",
      [
        workspace.path("Warehouse/kazakhstan.sqlite"),
        "SELECT decision, status, action, decided, cells, vintage FROM v_decisions",
      ])
    #expect(
      rows.lines == [
        "pick|applied|accept|sen-reply-inform|1|2", "slip|applied|explained|TYP|1|2",
      ])
    let explained = try slip()
    #expect(explained.id == flag.id)
    #expect(explained.severity == "info" && explained.confidence == "decided")
    #expect(
      explained.decided == Answer.Decided(decision: "slip", cause: "TYP", severity: "warning"))
    let cell = try explanation()
    #expect(cell.figure.status == "published" && cell.figure.value == 175_085)
    #expect(cell.figure.explainedShare == 1)
    #expect(cell.decision?.id == "pick" && cell.decision?.author == "A. Omarova")
    #expect(cell.decision?.reason["ru"] == "Описка при наборе")
    #expect(cell.decisions.map(\.id) == ["pick", "slip"])
    // Another program hashes the lines that the author saw.
    let lines = #"sed -n 's/^    - //p' "$1" | sha256sum"#
    let hash = try Shell.run(lines, [workspace.path("Pipelines/kazakhstan/decisions/pick.yaml")])
    #expect(cell.decision?.evidence == String(hash.output.prefix(64)))

    let trace = try workspace.sanaq("trace", "kazakhstan", Self.cell)
    #expect(trace.output.contains("Figure: published 175085, by decision:pick, vintage 2"))
    #expect(trace.output.contains("Decision pick of"))
    #expect(try workspace.sanaq("verify", "kazakhstan").code == 0)
    #expect(try workspace.sanaq("run", "kazakhstan").output.contains("nothing has changed"))
    #expect(try workspace.sanaq("run", "kazakhstan", "--full").output.contains("nothing has"))

    try deliverNextEdition()
    let run = try workspace.sanaq("run", "kazakhstan")
    #expect(run.code == 0 && run.output.contains("2 decisions: 2 suspended."))
    #expect(
      run.output.contains(
        "175085 edition=1 as-of=unknown, now it is 175083 edition=2 as-of=unknown"))
    let after = try explanation()
    #expect(after.figure.status == "interval" && after.decision == nil)
    #expect(after.decisions.map(\.status) == ["suspended", "suspended"])
    let raised = after.flags.filter { $0.rule.hasPrefix("decision:") }
    #expect(raised.map(\.rule) == ["decision:pick", "decision:slip"])
    #expect(raised.allSatisfy { $0.cause == "REV" && $0.severity == "warning" })
    #expect(try slip().severity == "warning")
    let history = try workspace.sanaq("history", "kazakhstan")
    #expect(history.output.contains("2 decisions: 2 applied."))
    #expect(history.output.contains("2 decisions: 2 suspended."))
    #expect(try workspace.sanaq("verify", "kazakhstan").code == 0)
  }

  @Test("PROV names the person, and what the figure owes to whom")
  func provenance() throws {
    _ = try decide("--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "pick")
    #expect(try workspace.sanaq("run", "kazakhstan").code == 0)
    let result = try workspace.sanaq("trace", "kazakhstan", Self.cell, "--prov")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: [String: Any]])
    let agents = try #require(document["agent"] as? [String: [String: String]])
    let person = try #require(agents.first { $0.value["prov:type"] == "prov:Person" })
    #expect(person.value["prov:label"] == "A. Omarova")
    let attributed = try #require(document["wasAttributedTo"] as? [String: [String: String]])
    #expect(
      Set(attributed.values.filter { $0["prov:agent"] == person.key }.map { $0["prov:entity"] })
        == ["sanaq:figure", "sanaq:decision-pick"])
    let influence = try #require(document["wasInfluencedBy"] as? [String: [String: String]])
    #expect(
      influence.values.map { $0 } == [
        ["prov:influencee": "sanaq:figure", "prov:influencer": "sanaq:decision-pick"]
      ])
  }

  private func edit(_ id: String, _ old: String, _ new: String) throws {
    try workspace.edit("Pipelines/kazakhstan/decisions/\(id).yaml", old, new)
  }

  /// A copy of a decision under another name, with some text replaced.
  private func copy(_ id: String, as other: String, _ old: String, _ new: String) throws {
    let folder = "Pipelines/kazakhstan/decisions"
    let text = try String(contentsOfFile: workspace.path("\(folder)/\(id).yaml"), encoding: .utf8)
    try workspace.workdir.write(
      text.replacing("decision: \(id)", with: "decision: \(other)").replacing(old, with: new),
      to: "\(folder)/\(other).yaml")
  }

  @Test("expired, contradictory and out of scope are each named, and the figure is the plain one")
  func named() throws {
    _ = try decide("--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "pick")
    let today = String(try #require(try workspace.yaml("pick", "date")))
    try copy("pick", as: "old", "date: \(today)", "date: 2020-01-01\nexpires: 2020-12-31")
    try copy("pick", as: "other", "accept: sen-reply-inform", "accept: sen-reply-inastana")
    try copy("pick", as: "elsewhere", "period: 2022", "period: 1999")
    let run = try workspace.sanaq("run", "kazakhstan")
    #expect(run.code == 0, "\(run.errors)")
    let flags = try flags()
    let fates = Dictionary(uniqueKeysWithValues: flags.decisions.map { ($0.id, $0) })
    #expect(
      fates.mapValues(\.status) == [
        "pick": "contradictory", "other": "contradictory", "old": "expired",
        "elsewhere": "outOfScope",
      ])
    #expect(fates["pick"]?.why.first?.values["other"] == "other")
    #expect(fates["other"]?.why.first?.values["other"] == "pick")
    let cell = try explanation()
    #expect(cell.figure.status == "interval" && cell.decision == nil)
    #expect(cell.decisions.map(\.id) == ["old", "other", "pick"])
    #expect(
      cell.flags.map(\.rule).filter { $0.hasPrefix("decision:") } == [
        "decision:old", "decision:other", "decision:pick",
      ])
    for line in ["decision elsewhere out of scope: no cell fits it", "expired after 2020-12-31"] {
      #expect(run.output.contains(line))
      #expect(try workspace.sanaq("flags", "kazakhstan").output.contains(line))
    }
    #expect(try workspace.sanaq("verify", "kazakhstan").code == 0)
  }

  @Test("an excluded delivery leaves the figures and stays in the books")
  func excluded() throws {
    let path = "sen-reply-inastana/reply.csv"
    let unsigned = try decide("--exclude", path)
    #expect(unsigned.code == 64 && unsigned.errors.contains("secondSigner"))
    #expect(try decide("--exclude", path, "--second", "B. Serikov", "--id", "out").code == 0)
    let ledger = try ledgers()
    #expect(try workspace.sanaq("run", "kazakhstan").code == 0)
    let cell = try explanation()
    #expect(cell.lost.map(\.source) == ["sen-reply-inform"])
    #expect(!cell.flags.contains { $0.rule == "comparison" })
    #expect(try ledgers() == ledger)
    let shown = try workspace.sanaq("explain", "kazakhstan", Self.cell)
    #expect(shown.output.contains("\(path) (left out by decision out)"))
    #expect(try workspace.sanaq("verify", "kazakhstan").code == 0)
  }

  private func ledgers() throws -> String {
    try Warehouse(workspace, "kazakhstan").query(
      "SELECT sum(read), sum(loaded), sum(quarantined), sum(ignored), count(*) FROM staging")
  }

  @Test("a decision is never written over another, nor where the next run would not apply it")
  func refused() throws {
    #expect(try decide("--cell", Self.cell, "--accept", "sen-reply-inform").code == 0)
    let folder = workspace.path("Pipelines/kazakhstan/decisions")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let bytes = try workspace.bytes("Pipelines/kazakhstan/decisions/\(files[0])")
    // The same decision on the same day has the same name.
    let again = try decide("--cell", Self.cell, "--accept", "sen-reply-inform")
    #expect(again.code == 73 && again.errors.contains("exists already"))
    for (arguments, words) in [
      (["--cell", Self.cell, "--accept", "sen-reply-inastana"], "says something else"),
      (["--cell", Self.cell, "--accept", "table-1"], "unknown source 'table-1'"),
      (["--cell", Self.cell, "--accept", "nedb-2025"], "gives no number"),
      (["--cell", Self.cell, "--explained", "UNX"], "no cause 'UNX'"),
      (["--cell", Self.cell, "--explained", "ARI", "--rule", "x"], "flags with --rule: "),
      (["--flag", "00000000", "--explained", "ARI"], "no flag '00000000'"),
      (["--exclude", "none.csv", "--second", "B"], "no delivery 'none.csv'"),
      (["--cell", Self.cell, "--value", "1,5", "--second", "B"], "no decimal number"),
      (["--cell", Self.cell], "decide one thing"),
      (["--accept", "sen-reply-inform"], "--flag ID or --cell CELL"),
      (["--cell", Self.cell, "--accept", "sen-reply-inform", "--expires", "soon"], "is no day"),
      (["--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "../x"], "is not an id"),
    ] {
      let result = try Sanaq.run(
        ["decide", "kazakhstan"] + arguments + Self.signature, in: workspace.path)
      #expect(result.code == 64 && result.errors.contains(words), "\(arguments) \(result.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == files)
    #expect(try workspace.bytes("Pipelines/kazakhstan/decisions/\(files[0])") == bytes)
    let oneLanguage = try workspace.sanaq(
      "decide", "kazakhstan", "--cell", Self.cell, "--accept", "sen-reply-inform", "--author", "A",
      "--role", "r", "--reason", "en=x")
    #expect(oneLanguage.code == 64 && oneLanguage.errors.contains("in one language"))
  }

  @Test("a dry run prints the file and leaves no trace; hostile texts come back as they were")
  func dryRun() throws {
    let author = "\"O'Hara\": #1 <b>&amp;\\ *x !y"
    let result = try workspace.sanaq(
      "decide", "kazakhstan", "--cell", Self.cell, "--accept", "sen-reply-inform", "--author",
      author, "--role", ": role: x", "--reason", "en={a: [b]}\nc: d", "--reason", "kk=Қате %",
      "--id", "hostile", "--dry-run")
    #expect(result.code == 0, "\(result.errors)")
    let folder = "Pipelines/kazakhstan/decisions"
    #expect(!FileManager.default.fileExists(atPath: workspace.path(folder)))
    try workspace.workdir.write(result.output, to: "\(folder)/hostile.yaml")
    #expect(try workspace.sanaq("run", "kazakhstan").code == 0)
    let decision = try #require(try flags().decisions.first)
    #expect(decision.author == author && decision.status == "applied")
    #expect(decision.reason == ["en": "{a: [b]}\nc: d", "kk": "Қате %"])
  }

  @Test(
    "a decision that is no decision stops the run, names the line and leaves the vintage",
    arguments: [
      ("date:", "date: &x"), ("decision: pick", "decision: pick\ndecision: pick"),
      ("accept: sen-reply-inform", "accept: !!str sen-reply-inform"), ("175085", "175086"),
      ("role:", "rôle:"), ("evidence:", "evidence: *a\nx:"),
    ])
  func hostile(old: String, new: String) throws {
    _ = try decide("--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "pick")
    let before = try workspace.bytes("Warehouse/kazakhstan.sqlite")
    try edit("pick", old, new)
    let run = try workspace.sanaq("run", "kazakhstan")
    #expect(run.code == 78)
    #expect(run.errors.contains("kazakhstan/decisions/pick.yaml:"))
    #expect(try workspace.bytes("Warehouse/kazakhstan.sqlite") == before)
  }

  @Test("a decision that is killed is written whole or not at all, and can be made again")
  func killed() throws {
    for delay in [0.0, 0.05, 0.1, 0.2, 0.4] {
      let program = try StartedProgram(
        Sanaq.executable,
        ["decide", "kazakhstan", "--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "k"]
          + Self.signature, in: workspace.path)
      Thread.sleep(forTimeInterval: delay)
      kill(program.identifier, SIGKILL)
      _ = try program.result()
      #expect(try workspace.sanaq("validate", "kazakhstan").code == 0)
    }
    let last = try decide("--cell", Self.cell, "--accept", "sen-reply-inform", "--id", "k")
    #expect(last.code == 0 || last.code == 73)
    #expect(try workspace.sanaq("run", "kazakhstan").output.contains("1 decision: 1 applied."))
  }
}

extension Workspace {
  /// The text behind a key at the margin of a decision's file.
  fileprivate func yaml(_ id: String, _ key: String) throws -> Substring? {
    let file = path("Pipelines/kazakhstan/decisions/\(id).yaml")
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      .first { $0.hasPrefix("\(key): ") }?.dropFirst(key.count + 2)
  }
}
