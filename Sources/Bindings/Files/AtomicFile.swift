import Glibc

/// A file written beside its place and put there whole, or not at all.
package struct AtomicFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: String

  /// Begins to write what ``publish()`` puts at `path`, in place of what is there.
  package init(path: String) throws(FileFailure) {
    try requireWritable(folder: folder(of: path))
    let remains = Remains(of: path)
    remains.discard()
    descriptor = try Self.held(remains.own)
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

  /// Makes the file, and holds it as its writer until the program ends, whatever ends it.
  private static func held(_ path: String) throws(FileFailure) -> FileDescriptor {
    while true {
      let descriptor = try FileDescriptor(
        path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
      // Where files cannot be held, nobody takes them for left behind either.
      while flock(descriptor.number, LOCK_EX) != 0, errno == EINTR {}
      // Between the two, another writer may have found it held by nobody.
      if try descriptor.status().st_nlink > 0 { return descriptor }
    }
  }

  // After publishing there is nothing of this name to remove.
  deinit { _ = unsafe unlink(descriptor.path) }
}

/// The unfinished files of one place: `.<name>.<process>.partial`, hidden, so that one left behind is
/// nobody's input.
private struct Remains {
  private let folder: String
  private let prefix: String
  private static let suffix = ".partial"

  init(of path: String) {
    folder = Files.folder(of: path)
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    prefix = ".\(name)."
  }

  /// The one that this process writes.
  var own: String { "\(folder)/\(prefix)\(getpid())\(Self.suffix)" }

  /// Removes those that processes which were killed have left behind.
  func discard() {
    // Left by a process of the same number.
    _ = unsafe unlink(own)
    for name in names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(Self.suffix) {
      guard Int32(name.dropFirst(prefix.count).dropLast(Self.suffix.count)) != nil,
        let file = try? FileDescriptor(
          path: "\(folder)/\(name)", flags: O_WRONLY | O_NOFOLLOW | O_NONBLOCK),
        flock(file.number, LOCK_EX | LOCK_NB) == 0
      else { continue }
      _ = unsafe unlink(file.path)
    }
  }
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

/// The names in a folder, none where it cannot be read.
private func names(in folder: String) -> [String] {
  guard let stream = unsafe opendir(folder) else { return [] }
  defer { _ = unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    names.append(
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      })
  }
  return names
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
