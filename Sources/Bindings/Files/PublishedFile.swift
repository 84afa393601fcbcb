import Glibc

/// A file that is only ever replaced whole, by an edited copy of itself.
///
/// The copy is `.<name>.next` in the same folder, since a rename cannot leave a file system.
/// Whatever ends the program before ``publish()`` leaves the published bytes as they were, and
/// whoever has the old file open goes on reading the old content.
package struct PublishedFile: Sendable {
  package let path: String
  package let next: String
  /// A second name of what was published before, while its place is being taken.
  private let former: String
  private let spool: String
  private let folder: String

  package init(path: String) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let prefix = slash.map { path[...$0] } ?? ""
    next = "\(prefix).\(name).next"
    former = "\(prefix).\(name).former"
    spool = "\(prefix).\(name).spool"
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

  /// Puts a copy of the published file, or an empty file, at ``next``.
  ///
  /// - Complexity: O(size of the file).
  package func copyToNext() throws(FileFailure) {
    if exists { return try copyToNext(from: path) }
    discardNext()
    _ = try FileDescriptor(path: next, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
  }

  /// Puts a copy of a file at ``next``.
  ///
  /// - Complexity: O(size of the file).
  package func copyToNext(from path: String) throws(FileFailure) {
    discardNext()
    let source = try FileDescriptor.regularFile(path)
    let target = try FileDescriptor(path: next, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe read(source.number, &buffer, buffer.count)
      if count == 0 { return }
      if count > 0 {
        try writeAll(buffer[..<count], to: target.number, named: next)
      } else if errno != EINTR {
        throw FileFailure(path: path, errno: errno)
      }
    }
  }

  /// Forces ``next`` to disk and puts it in the place of the published file.
  ///
  /// When this fails, the file that was published is in its place again: the rename is taken back
  /// where the folder could not be forced to disk after it. That needs hard links, which every
  /// file system of Linux has; without them the new file stays.
  package func publish() throws(FileFailure) {
    try FileDescriptor(path: next, flags: O_RDONLY | O_NOFOLLOW).synchronise()
    // Opened beforehand: after the rename as little as possible is left that can fail.
    let directory = try FileDescriptor(path: folder, flags: O_RDONLY | O_DIRECTORY)
    _ = unsafe unlink(former)
    let isKept = unsafe link(path, former) == 0
    let isFirst = !isKept && errno == ENOENT
    defer { _ = unsafe unlink(former) }
    guard unsafe rename(next, path) == 0 else { throw FileFailure(path: path, errno: errno) }
    do {
      try directory.synchronise()
    } catch {
      if isKept { _ = unsafe rename(former, path) }
      if isFirst { _ = unsafe unlink(path) }
      throw error
    }
  }

  /// A place on the same disk for what waits to be written; only for whoever holds the lock.
  package func makeSpool() throws(FileFailure) -> SpoolFile { try SpoolFile(path: spool) }

  package func discardNext() { _ = unsafe unlink(next) }

  /// Removes what a program that was killed left behind; only for whoever holds the lock.
  package func discardRemains() {
    discardNext()
    _ = unsafe unlink(former)
    _ = unsafe unlink(spool)
  }
}

/// Hands `body` a name beside a path to write a file under, and puts the file at the path once `body`
/// has returned: for libraries that open their files themselves.
package func publishing(as path: String, _ body: (_ temporary: String) throws -> Void) throws {
  let file = PublishedFile(path: path)
  try file.requireWritable()
  file.discardNext()
  defer { file.discardNext() }
  try body(file.next)
  try file.publish()
}
