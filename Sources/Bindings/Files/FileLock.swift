import Glibc

/// A lock file held for the life of its owner, and let go by the system when the process ends.
package struct FileLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Takes the lock at once or not at all; the file is made when there is none and stays.
  ///
  /// - Throws: `FileFailure` with `held` when another owner has it.
  package init(path: String) throws(FileFailure) {
    let descriptor = try FileDescriptor(path: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW)
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { throw FileFailure(path: path, errno: errno) }
    }
    self.descriptor = descriptor
  }
}
