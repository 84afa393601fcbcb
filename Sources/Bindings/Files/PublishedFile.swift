import Glibc

/// A file that is only ever replaced whole, by an edited copy of itself.
///
/// The copy is `.<name>.next` in the same folder, since a rename cannot leave a file system.
/// Whatever ends the program before ``publish()`` leaves the published bytes as they were, and
/// whoever has the old file open goes on reading the old content.
package struct PublishedFile: Sendable {
  package let path: String
  package let next: String
  private let folder: String

  package init(path: String) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let prefix = slash.map { path[...$0] } ?? ""
    next = "\(prefix).\(name).next"
    folder = prefix.isEmpty ? "." : String(prefix)
  }

  package var exists: Bool { unsafe access(path, F_OK) == 0 }

  /// - Throws: ``FileFailure`` when the file or its folder cannot or should not be written.
  package func requireWritable() throws(FileFailure) {
    try Files.requireWritable(folder: folder)
    guard exists else { return }
    try requireFile()
    try Files.requireWritable(path)
  }

  /// - Throws: ``FileFailure`` when what is there is no file.
  package func requireFile() throws(FileFailure) { _ = try FileDescriptor.regularFile(path) }

  /// Puts a copy of the published file, or an empty file, at ``next``; a stale one is removed.
  ///
  /// - Complexity: O(size of the file).
  package func copyToNext() throws(FileFailure) {
    discardNext()
    let target = try FileDescriptor(path: next, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    guard exists else { return }
    let source = try FileDescriptor.regularFile(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe read(source.number, &buffer, buffer.count)
      if count == 0 { return }
      if count > 0 {
        try writeAll(Array(buffer[..<count]), to: target.number, named: next)
      } else if errno != EINTR {
        throw FileFailure(path: path, errno: errno)
      }
    }
  }

  /// Forces the copy to disk and puts it in the place of the published file.
  package func publish() throws(FileFailure) { try Files.publish(next, as: path) }

  package func discardNext() { _ = unsafe unlink(next) }
}
