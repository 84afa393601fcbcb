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

  private static let longestNote = 256

  /// What an earlier owner left for the next; empty where none did, or it cannot be read.
  package var note: String {
    var bytes = [UInt8](repeating: 0, count: Self.longestNote)
    let count = unsafe pread(descriptor.number, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Leaves a note in the file; none where it cannot be written whole.
  package func leave(_ note: String) {
    let bytes = Array(note.utf8.prefix(Self.longestNote))
    guard ftruncate(descriptor.number, 0) == 0 else { return }
    let written = unsafe pwrite(descriptor.number, bytes, bytes.count, 0)
    if written != bytes.count { _ = ftruncate(descriptor.number, 0) }
  }
}
