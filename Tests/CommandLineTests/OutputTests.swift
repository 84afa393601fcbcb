import Foundation
import TestSupport
import Testing

/// stdout is data and stderr is talk, the same on every machine.
@Suite("Output: data and talk")
struct OutputTests {
  static let cell = "indicator=share-in-setting,area=KZ-35,period=2019,setting=HOME_STUDY"

  /// Every verb over a pipeline, in its plainest use.
  static let verbs = [
    ["run", "karaganda"], ["plan", "karaganda"], ["validate", "karaganda"],
    ["figures", "karaganda"], ["flags", "karaganda"], ["explain", "karaganda", cell],
    ["trace", "karaganda", cell], ["verify", "karaganda"], ["history", "karaganda"],
  ]

  private func sanaq(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> ProgramResult {
    try Sanaq.run(arguments, in: Workspace.read.get().path, environment: environment)
  }

  /// Two deliveries of England, which `plan` reads and nothing more.
  @Test("-v names on stderr what is read, and leaves the answer as it is")
  func verbose() throws {
    let workspace = try Workspace.read.get()
    let plain = try workspace.sanaq("plan", "england")
    let verbose = try workspace.sanaq("plan", "england", "-v")
    #expect(verbose.output == plain.output && plain.errors.isEmpty)
    let deliveries = verbose.errors.split(separator: "\n").filter { $0.hasPrefix("delivery: ") }
    #expect(deliveries.map { $0.contains("RawData/england/") } == [true, true])
    #expect(verbose.errors.contains("warehouse: Warehouse/england.sqlite\n"))
  }

  @Test("--json is one document that names its form", arguments: verbs)
  func json(verb: [String]) throws {
    let result = try sanaq(verb + ["--json"])
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.lines.count == 1)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "sanaq.\(verb[0])/1")
    #expect(document["pipeline"] as? String == "karaganda")
  }

  @Test("what people read says nothing on stderr and has no control characters", arguments: verbs)
  func text(verb: [String]) throws {
    let result = try sanaq(verb)
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(!result.output.isEmpty)
    #expect(Self.controls(in: result.output).isEmpty)
    for line in result.lines { #expect(line.last != " ") }
  }

  @Test("CSV is RFC 4180: CRLF, and as many fields as the header", arguments: ["figures", "flags"])
  func csv(verb: String) throws {
    let workspace = try Workspace.read.get()
    for pipeline in Workspace.shipped {
      let result = try sanaq([verb, pipeline, "--csv"])
      #expect(result.output.hasSuffix("\r\n"))
      // Python's csv module as the second opinion.
      let widths = try Shell.run(
        #"""
        "$1" "$2" "$3" --csv | python3 -c 'import csv, io, sys
        text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="")
        rows = list(csv.reader(text, strict=True))
        print(len(rows), len({len(row) for row in rows}))'
        """#, [Sanaq.executable, verb, pipeline], in: workspace.path)
      let listed =
        verb == "figures"
        ? try workspace.answer(Answer.Figures.self, verb, pipeline).figures.count
        : try workspace.answer(Answer.Flags.self, verb, pipeline).flags.count
      #expect(widths.output == "\(listed + 1) 1\n")
    }
  }

  @Test("a name from a delivered file cannot write to the terminal")
  func controlCharacters() throws {
    let workspace = try Workspace.fresh("kazakhstan")
    try workspace.renameOrganisation(to: "\u{1B}[2JX\u{07}")
    for verb in [
      ["run"], ["run", "--keep-going"], ["validate"], ["history"], ["history", "--json"],
    ] {
      let result = try Sanaq.run([verb[0], "kazakhstan"] + verb.dropFirst(), in: workspace.path)
      #expect(Self.controls(in: result.output + result.errors).isEmpty, "\(verb)")
    }
  }

  @Test("--severity takes in what is worse, as --fail-on does", arguments: Workspace.shipped)
  func severity(pipeline: String) throws {
    let workspace = try Workspace.read.get()
    let all = try workspace.answer(Answer.Flags.self, "flags", pipeline).flags
    let order = ["info", "warning", "error"]
    for (rank, severity) in order.enumerated() {
      let listed = try workspace.answer(
        Answer.Flags.self, "flags", pipeline, "--severity", severity
      ).flags
      #expect(listed == all.filter { order[rank...].contains($0.severity) }, "\(severity)")
    }
  }

  @Test(
    "help of every verb shows two examples that can be typed",
    arguments: [
      "run", "plan", "validate", "figures", "flags", "explain", "trace", "verify", "history",
      "inspect",
    ])
  func help(verb: String) throws {
    let help = try sanaq(["help", verb])
    #expect(help.code == 0 && help.errors.isEmpty)
    let examples = help.lines.filter { $0.hasPrefix("  sanaq \(verb) ") }
    #expect(examples.count == 2)
    #expect(try sanaq([verb, "--help"]).output == help.output)
    // An example of a shipped pipeline does what it says.
    for example in examples where verb != "inspect" {
      let words = example.split(separator: " ").dropFirst().map(String.init)
      let result = try sanaq(words)
      #expect(verb == "run" ? [0, 1].contains(result.code) : result.code == 0, "\(example)")
    }
  }

  @Test("completion for three shells, which the shell at hand accepts")
  func completion() throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try sanaq(["--generate-completion-script", shell])
      #expect(script.code == 0 && script.output.contains("figures"), "\(shell)")
    }
    let accepted = try Shell.run(
      "\"$1\" --generate-completion-script bash | bash -n", [Sanaq.executable])
    #expect(accepted.code == 0 && accepted.errors.isEmpty)
  }

  @Test(
    "a reader that has gone is no failure",
    arguments: [
      ["figures", "kazakhstan"], ["flags", "kazakhstan", "--json"], ["figures", "--help"],
    ])
  func brokenPipe(verb: [String]) throws {
    // `true` has ended, and the pipe is closed, long before anything is written.
    let result = try Shell.run(
      "{ sleep 0.2; \"$@\"; } | true; exit ${PIPESTATUS[0]}", [Sanaq.executable] + verb,
      in: Workspace.read.get().path)
    #expect(result.output.isEmpty && result.errors.isEmpty)
    // 141 is the shell's word for SIGPIPE.
    #expect(result.code == 0 || result.code == 141)
  }

  @Test("a full disk under stdout is said: 74")
  func fullOutput() throws {
    let result = try Shell.run(
      "\"$1\" flags karaganda >/dev/full", [Sanaq.executable], in: Workspace.read.get().path)
    #expect(result.code == 74 && result.errors.contains("standard output"))
  }

  @Test(
    "locale, time zone and terminal change nothing",
    arguments: [
      ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"], ["LC_ALL": "C"], ["LC_ALL": "kk_KZ.UTF-8"],
      ["TZ": "Pacific/Auckland"], ["TERM": "dumb", "COLUMNS": "20"],
    ])
  func surroundings(environment: [String: String]) throws {
    let here = try Workspace.read.get()
    let there = try Workspace.fresh("karaganda")
    #expect(try there.sanaq("run", "karaganda", environment: environment).code == 0)
    for verb in Self.verbs.dropFirst() where !["history", "verify", "trace"].contains(verb[0]) {
      for form in [[], ["--json"]] {
        let expected = try Sanaq.run(verb + form, in: here.path)
        let found = try Sanaq.run(verb + form, in: there.path, environment: environment)
        #expect(found.output == expected.output && found.code == 0, "\(verb)")
      }
    }
  }

  @Test("one job or many give the same flags, bit for bit", arguments: Workspace.shipped)
  func jobs(pipeline: String) throws {
    let expected = try sanaq(["flags", pipeline, "--json"]).output
    for jobs in ["1", "2", "7"] {
      let workspace = try Workspace.fresh(pipeline)
      #expect(try workspace.sanaq("run", pipeline, "--jobs", jobs).code == 0)
      #expect(try workspace.sanaq("flags", pipeline, "--json").output == expected)
    }
  }

  @Test("a pipeline is named by its folder, by a path, and from elsewhere")
  func names() throws {
    let workspace = try Workspace.read.get()
    let expected = try sanaq(["flags", "karaganda", "--json"]).output
    for name in [
      "Pipelines/karaganda", "./Pipelines/karaganda/", workspace.path("Pipelines/karaganda"),
    ] {
      #expect(try sanaq(["flags", name, "--json"]).output == expected, "\(name)")
    }
    let elsewhere = try Sanaq.run(
      ["flags", workspace.path("Pipelines/karaganda"), "--json"], in: "/")
    #expect(elsewhere.output == expected)
  }

  private static func controls(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
  }
}
