/// What a file's bytes are, without looking into them.
package struct FileDigest: Hashable, Sendable {
  /// SHA-256 in hexadecimal.
  package let sha256: String
  package let size: Int

  private static let chunk = 1 << 18

  /// Reads the file once, in chunks.
  package init(path: String) throws(FileFailure) {
    var file = try InputFile(path: path)
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while try file.read(into: &buffer, from: 0) > 0 {}
    size = file.position
    sha256 = try file.digest()
  }
}
