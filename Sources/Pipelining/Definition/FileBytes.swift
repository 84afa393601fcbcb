import Files
import Foundation

/// The bytes of a definition or delivery file, read once for both its content and its hash.
struct FileBytes {
  var bytes: [UInt8]
  var sha256: String { Files.sha256(of: bytes) }

  /// - Returns: nil when the file cannot be read or is too large to be a definition; `problems`
  ///   then says why.
  init?(path: String, _ problems: ProblemList) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      problems.add("the file cannot be opened", suggestion: "Check its permissions.")
      return nil
    }
    defer { try? handle.close() }
    // One byte more than is admitted shows that there is more.
    guard let data = try? handle.read(upToCount: DefinitionNode.maximumSize + 1) else {
      problems.add("the file cannot be read")
      return nil
    }
    bytes = Array(data)
  }
}

extension String {
  /// SHA-256 of the text in UTF-8, in hexadecimal.
  var sha256: String { Files.sha256(of: self) }
}
