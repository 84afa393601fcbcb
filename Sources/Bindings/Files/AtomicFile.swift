import Glibc

/// A file written beside its place and put there whole, or not at all.
package struct AtomicFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: String

  /// Begins to write what ``publish()`` puts at `path`, in place of what is there.
  package init(path: String) throws(FileFailure) {
    try requireWritable(folder: folder(of: path))
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    // Hidden, so that one left behind is nobody's input.
    let temporary = "\(folder(of: path))/.\(name).\(getpid()).partial"
    // Left by a process of the same number that was killed.
    _ = unsafe unlink(temporary)
    descriptor = try FileDescriptor(
      path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    self.path = path
  }

  package borrowing func write(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes[...], to: descriptor.number, named: path)
  }

  /// Returns once the content and the name would survive a loss of power.
  package consuming func publish() throws(FileFailure) {
    try descriptor.synchronise()
    guard unsafe rename(descriptor.path, path) == 0 else {
      throw FileFailure(path: path, errno: errno)
    }
    try FileDescriptor(path: folder(of: path), flags: O_RDONLY | O_DIRECTORY).synchronise()
  }

  /// As ``publish()``, but never in the place of another file.
  ///
  /// - Throws: ``FileFailure`` with `alreadyExists`.
  package consuming func publishAsNew() throws(FileFailure) {
    try descriptor.synchronise()
    guard unsafe link(descriptor.path, path) == 0 else {
      throw FileFailure(path: path, errno: errno)
    }
    try FileDescriptor(path: folder(of: path), flags: O_RDONLY | O_DIRECTORY).synchronise()
  }

  // After publishing there is nothing of this name to remove.
  deinit { _ = unsafe unlink(descriptor.path) }
}

/// A folder or file without any write bit counts as read-only, for root too, whom the system
/// lets write anywhere: whoever took the bits away meant it.
package func requireWritable(_ path: String) throws(FileFailure) {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { throw FileFailure(path: path, errno: errno) }
  if status.st_mode & 0o222 == 0 { throw FileFailure(path: path, reason: .readOnly) }
  guard unsafe access(path, W_OK) == 0 else { throw FileFailure(path: path, errno: errno) }
}

/// As `requireWritable(_:)`, for the folder a file is to be made in.
package func requireWritable(folder path: String) throws(FileFailure) {
  var status = stat()
  guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
    throw FileFailure(path: path, reason: .noFolder)
  }
  try requireWritable(path)
}

/// Whether there is a folder of this name, or a link to one.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
