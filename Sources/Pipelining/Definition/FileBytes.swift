import Files

/// The bytes of a definition or delivery file, read once for both its content and its hash.
struct FileBytes {
  var bytes: [UInt8]
  var sha256: String { Files.sha256(of: bytes) }

  /// - Returns: nil when the file cannot be read or is too large to be a definition; `problems`
  ///   then says why.
  init?(path: String, _ problems: ProblemList) {
    do {
      // One byte more than is admitted shows that there is more.
      bytes = try firstBytes(of: resolvingLinks(path), upTo: DefinitionNode.maximumSize + 1)
    } catch {
      problems.add("the file cannot be read", suggestion: error.words, kind: .missing)
      return nil
    }
  }
}

extension String {
  /// SHA-256 of the text in UTF-8, in hexadecimal.
  var sha256: String { Files.sha256(of: self) }
}
