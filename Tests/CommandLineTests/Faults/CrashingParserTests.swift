import Foundation
import TestSupport
import Testing

/// A file that no reader survives is one bad file: `Tests/Fixtures/faults/crashing_parsers.c` stands
/// in for the defect of a parser that nobody knows yet.
@Suite("A crash while a file is read rejects the file, not the run")
struct CrashingParserTests {
  private static let library = Result { try PreloadedLibrary.compiled("crashing_parsers") }

  /// The ways to end that a signal handler sees, by the names of the library.
  private static let crashes = [
    "read": "SIGSEGV", "trap": "SIGILL", "abort": "SIGABRT", "stack": "SIGSEGV",
  ]

  /// The surroundings in which a parser crashes on a file that holds the text, which must be in none
  /// of the pipeline's own: a definition that crashes the program ends the run.
  private func surroundings(_ how: String, at text: String) throws -> [String: String] {
    [
      "LD_PRELOAD": try Self.library.get(), "CRASH_AT": text, "CRASH_HOW": how,
      // Swift's own report of a crash would have the handler otherwise.
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  private func run(
    _ pipeline: HostilePipeline, _ options: String..., environment: [String: String]
  ) throws -> ProgramResult {
    try Sanaq.run(
      ["run", "intake"] + options, in: pipeline.workdir.path, environment: environment)
  }

  private func figures(_ pipeline: HostilePipeline) throws -> String {
    try Sanaq.run(["figures", "intake", "--csv"], in: pipeline.workdir.path).output
  }

  @Test(
    "refused with its path and the signal; kept going, the others are published",
    arguments: crashes.keys.sorted(),
    [(HostileFile.Source.table, "KZ-10,2020"), (HostileFile.Source.message, "KZ-19' year")])
  func refused(how: String, file: (source: HostileFile.Source, text: String)) throws {
    let pipeline = try HostilePipeline()
    let surroundings = try surroundings(how, at: file.text)
    let refused = try run(pipeline, environment: surroundings)
    #expect(refused.code == 65 && refused.output.isEmpty)
    let signal = try #require(Self.crashes[how])
    #expect(refused.errors.hasPrefix("\(HostilePipeline.file(file.source)):1: "))
    #expect(refused.errors.contains("(\(signal))"))
    #expect(refused.errors.split(separator: "\n").count == 1)
    let warehouse = pipeline.workdir.path("Warehouse/intake.sqlite")
    #expect(!FileManager.default.fileExists(atPath: warehouse))

    #expect(try run(pipeline, "--keep-going", environment: surroundings).code == 2)
    // What is left is what is left when the same file is refused for a reason of every day.
    let other = try HostilePipeline()
    try other.deliver([0], to: file.source)
    #expect(try run(other, "--keep-going", environment: [:]).code == 2)
    #expect(try figures(pipeline) == figures(other))
    #expect(try figures(pipeline).contains("KZ-11"))
    let history = try Sanaq.run(["history", "intake", "--json"], in: pipeline.workdir.path)
    #expect(history.output.contains("crashed the program"))
  }

  @Test("several such files, read side by side, are refused together")
  func several() throws {
    for jobs in ["1", "4"] {
      let refused = try run(
        HostilePipeline(), "--jobs", jobs, environment: surroundings("read", at: "2020"))
      #expect(refused.code == 65)
      let files = refused.errors.split(separator: "\n").map { $0.prefix { $0 != ":" } }
      // The file in UTF-16 and the one in KZ-1048 reach their parser as UTF-8.
      #expect(
        files.map(String.init)
          == ["kazakh", "message", "table", "wide"].map {
            "RawData/intake/\($0)/data.\($0 == "message" ? "xml" : "csv")"
          })
    }
  }

  @Test("validate and plan name the file too")
  func otherVerbs() throws {
    for (verb, code) in [("validate", Int32(65)), ("plan", 65)] {
      let pipeline = try HostilePipeline()
      let answer = try Sanaq.run(
        [verb, "intake"], in: pipeline.workdir.path,
        environment: surroundings("trap", at: "KZ-19' year"))
      #expect(answer.code == code, "\(verb): \(answer.errors)")
      #expect(answer.errors.hasPrefix("RawData/intake/message/data.xml:1: "), "\(verb)")
    }
  }

  @Test("the signal of another process is no crash: it ends the run")
  func sent() throws {
    let pipeline = try HostilePipeline()
    let ended = try run(pipeline, environment: surroundings("sent", at: "KZ-10,2020"))
    #expect(ended.code == -SIGABRT && ended.errors.isEmpty)
    #expect(try run(pipeline, environment: [:]).code == 0)
  }

  @Test("the program that began anew can be stopped: no signal stays blocked")
  func stoppable() throws {
    let pipeline = try HostilePipeline()
    var environment = try FailingCalls.environment(in: pipeline.workdir.path)
    let crash = try surroundings("read", at: "KZ-10,2020")
    environment.merge(crash) { "\($0):\($1)" }
    // It stands still where it begins to write: the first call on this file, before anything is read,
    // removes what another run may have left.
    environment["FAULTS_ONLY"] = "Warehouse/.intake.sqlite.next"
    environment["FAULTS_AT"] = "2"
    environment["FAULTS_DO"] = "stop"
    let run = try StartedProgram(
      Sanaq.executable, ["run", "intake", "--keep-going"], in: pipeline.workdir.path,
      environment: environment)
    try #require(run.waitUntilStopped())
    let status = try String(contentsOfFile: "/proc/\(run.identifier)/status", encoding: .utf8)
    #expect(status.contains("SigBlk:\t0000000000000000\n"))
    let command = try String(contentsOfFile: "/proc/\(run.identifier)/cmdline", encoding: .utf8)
    #expect(command.contains("--crashed=11:table/data.csv"))
    kill(run.identifier, SIGTERM)
    kill(run.identifier, SIGCONT)
    #expect(try run.result().code == -SIGTERM)
  }
}
