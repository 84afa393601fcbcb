import Foundation
import TestSupport
import Testing

/// Deliveries with errors that are known, made by `Benchmarks/` and kept in `Tests/Fixtures`.
@Suite("Known errors are found and named")
struct KnownErrorTests {
  private struct KnownError {
    var kind: String
    var cause: String
    var cell: [String]
    var source: String
  }

  private static let dimensions = ["area", "period", "sex", "age", "category", "setting"]

  /// Of these the files say nothing: rows that are not there.
  private static let unseen: Set = ["lost-rows"]

  private static func lines() throws -> [[String]] {
    try String(
      contentsOfFile: "\(Repository.root)/Tests/Fixtures/ministries/truth.csv", encoding: .utf8
    )
    .split(separator: "\n").dropFirst()
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  private static let answer: Result<Answer.Flags, any Error> = Result {
    let workdir = try Workdir()
    for folder in ["Pipelines", "RawData", "Warehouse"] {
      try FileManager.default.createDirectory(
        atPath: workdir.path(folder), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: "\(Repository.root)/Benchmarks/Sources/Ministries/Pipeline",
      toPath: workdir.path("Pipelines/bench"))
    try FileManager.default.copyItem(
      atPath: "\(Repository.root)/Tests/Fixtures/ministries/RawData",
      toPath: workdir.path("RawData/bench"))
    let run = try Sanaq.run(["run", "bench", "--quiet"], in: workdir.path)
    #expect(run.code == 0, "\(run.errors)")
    let flags = try Sanaq.run(["flags", "bench", "--json"], in: workdir.path)
    return try JSONDecoder().decode(Answer.Flags.self, from: Data(flags.output.utf8))
  }

  private static func known() throws -> [KnownError] {
    try lines().filter { !$0[1].isEmpty }.map {
      KnownError(kind: $0[0], cause: $0[1], cell: Array($0[3..<9]), source: $0[9])
    }
  }

  private static func cell(of flag: Answer.Flag) -> [String] {
    dimensions.map { flag.cell[$0] ?? "_T" }
  }

  @Test("Every error is flagged, and has its cause unless the files are silent about it")
  func recall() throws {
    let flags = Dictionary(grouping: try Self.answer.get().flags, by: Self.cell)
    let known = try Self.known()
    #expect(Set(known.map(\.kind)).count == 14)
    for error in known {
      let own = (flags[error.cell] ?? []).filter {
        $0.reported.contains { $0.source == error.source }
      }
      #expect(!own.isEmpty, "nothing is said of \(error)")
      if !Self.unseen.contains(error.kind) {
        #expect(own.contains { $0.cause == error.cause }, "\(error): \(own.map(\.cause))")
      }
    }
  }

  @Test("No flag names another cause than an error has, and none is where there is no error")
  func precision() throws {
    let known = Dictionary(grouping: try Self.known(), by: \.cell)
    for flag in try Self.answer.get().flags {
      let own = (known[Self.cell(of: flag)] ?? []).filter { error in
        flag.reported.contains { $0.source == error.source }
      }
      #expect(!own.isEmpty, "\(flag.cell) has no error of \(flag.reported.map(\.source))")
      #expect(flag.cause == "UNX" || own.contains { $0.cause == flag.cause }, "\(flag)")
    }
  }
}
