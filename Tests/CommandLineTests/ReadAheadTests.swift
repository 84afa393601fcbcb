import TestSupport
import Testing

/// With more cores than files, a file is read on one core and worked on by another: what comes out,
/// and which fault is named, must not tell.
@Suite("One file on two cores")
struct ReadAheadTests {
  /// Long enough for several batches of a quarter of a megabyte.
  private static func lines(_ count: Int) -> [String] {
    (0..<count).map { "KZ-10,\(2000 + $0 % 20),\($0 % 997)" }
  }

  /// What is said of a run with as many files read at once as there are, and with more.
  private func answers(_ lines: [String], _ options: [String] = []) throws -> [ProgramResult] {
    try ["4", "9"].map { jobs in
      let pipeline = try HostilePipeline()
      try pipeline.deliver(
        Array((["Region,Year,Value"] + lines).joined(separator: "\n").utf8), to: .table)
      let run = try Sanaq.run(
        ["run", "intake", "--jobs", jobs] + options, in: pipeline.workdir.path)
      guard run.code == 0 else { return run }
      return try Sanaq.run(["flags", "intake", "--json"], in: pipeline.workdir.path)
    }
  }

  /// Each year stands in 6,000 records, which the flags name; the last of 2007 is the 119,988th.
  @Test("finds the same in the same records")
  func sameFlags() throws {
    let answers = try answers(Self.lines(120_000))
    #expect(answers[0].code == 0, "\(answers[0].errors)")
    // Compared beforehand: a failure would print the two, which are very long.
    let isSame = answers[0].output == answers[1].output
    #expect(isSame && answers[1].code == 0, "\(answers[1].errors)")
    let namesLast = answers[1].output.contains("119988")
    #expect(namesLast)
  }

  @Test(
    "names the same fault",
    arguments: [
      [100_000: "KZ-10,2005,\"12"], [100_000: "KZ-10,2005"], [7: "KZ-99,2005,1"],
      [7: "KZ-10,2005,many", 100_000: "KZ-10,2005,\"12"],
    ])
  func sameFault(faults: [Int: String]) throws {
    var lines = Self.lines(110_000)
    for (line, text) in faults { lines[line - 2] = text }
    let answers = try answers(lines)
    #expect(answers[0].code == 65)
    #expect(answers.map(\.errors) == [answers[0].errors, answers[0].errors])
    #expect(answers[0].errors.contains(":\(faults.keys.max() ?? 0)"), "\(answers[0].errors)")
  }
}
