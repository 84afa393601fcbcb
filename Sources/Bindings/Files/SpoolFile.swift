import Glibc
import Synchronization

/// Bytes that wait on disk instead of in memory.
///
/// A file without a name, gone with its owner or with the process, whatever ends that; it is never
/// forced to disk.
package final class SpoolFile: Sendable {
  private let descriptor: FileDescriptor
  private let end = Atomic(0)

  /// Makes the file under `path`, in place of one that is there, and takes the name away at once.
  package init(path: String) throws(FileFailure) {
    _ = unsafe unlink(path)
    descriptor = try FileDescriptor(path: path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
    guard unsafe unlink(path) == 0 else { throw FileFailure(path: path, errno: errno) }
  }

  /// Appends bytes, from any thread.
  ///
  /// - Returns: where they begin.
  package func append(_ bytes: [UInt8]) throws(FileFailure) -> Int {
    let start = end.add(bytes.count, ordering: .relaxed).oldValue
    var written = 0
    while written < bytes.count {
      let (count, code) = unsafe bytes.withUnsafeBytes { bytes in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = unsafe pwrite(
          descriptor.number, rest.baseAddress, rest.count, off_t(start + written))
        return (count, errno)
      }
      if count >= 0 {
        written += count
      } else if code != EINTR {
        throw FileFailure(path: descriptor.path, errno: code)
      }
    }
    return start
  }

  /// - Throws: ``FileFailure`` with `shorter` for bytes that nobody appended.
  package func bytes(at range: Range<Int>) throws(FileFailure) -> [UInt8] {
    try descriptor.bytes(at: range)
  }
}
