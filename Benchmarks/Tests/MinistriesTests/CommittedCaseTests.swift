import Foundation
import Ministries
import Testing

@Suite("The small case that the program's own tests use")
struct CommittedCaseTests {
  /// `<root>/Benchmarks/Tests/MinistriesTests/<this file>`, four steps up.
  private static let fixture =
    #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
    + "/Tests/Fixtures/ministries"

  @Test("is what generate makes now")
  func isCurrent() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try BenchmarkCase(rows: 2000, seed: 7).write(to: folder)
    for (made, kept) in [
      ("\(folder)/RawData/bench", "\(Self.fixture)/RawData"),
      ("\(folder)/truth.csv", "\(Self.fixture)/truth.csv"),
    ] {
      #expect(
        FileManager.default.contentsEqual(atPath: made, andPath: kept),
        "generate --rows 2000 --seed 7 and copy \(made) to \(kept)")
    }
  }
}
