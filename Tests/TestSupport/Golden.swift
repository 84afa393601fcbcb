import Foundation

/// Texts that people read, kept beside the tests as a reviewer has seen them.
package enum Golden {
  package struct Recorded: Error, CustomStringConvertible {
    package let description: String
  }

  /// The text of `Snapshots/<name>.txt` beside the test.
  ///
  /// - Throws: ``Recorded`` when `SANAQ_RECORD_SNAPSHOTS` is set and `text` was put there instead:
  ///   a test that records proves nothing and must not pass.
  package static func text(
    _ name: String, recording text: String, beside test: String = #filePath
  ) throws -> String {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    guard ProcessInfo.processInfo.environment["SANAQ_RECORD_SNAPSHOTS"] == nil else {
      try Data(text.utf8).write(to: file)
      throw Recorded(description: "\(name).txt was recorded. Read it, then run without recording.")
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
