import Foundation
import TestSupport
import Testing

/// The inputs under `Tests/Fixtures/fuzz`, found by `.ci/fuzz` and kept by `.ci/fuzz-corpus`.
///
/// Each reached code that no other did, or broke a promise once.
@Suite(
  "Inputs that fuzzing found are taken or refused, and keep the promises of each reader",
  .serialized)
struct CorpusTests {
  private static func corpus(_ target: FuzzTarget) throws -> [String] {
    let folder = "\(Repository.root)/Tests/Fixtures/fuzz/\(target.rawValue)"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { "\(folder)/\($0)" }
  }

  // A broken promise traps: the target is then the last that was named as started.
  @Test(arguments: FuzzTarget.allCases)
  func replay(target: FuzzTarget) throws {
    let files = try Self.corpus(target)
    #expect(files.count >= 10, "a corpus this small reaches little")
    for file in files {
      let begun = ContinuousClock.now
      target.take(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
      // A second is too long for a few kilobytes, on any machine.
      #expect(ContinuousClock.now - begun < Sanitiser.allowing(.seconds(5)), "\(file)")
    }
  }
}
