import Glibc

/// An open descriptor, closed when its owner goes.
struct FileDescriptor: ~Copyable {
  let number: Int32
  let path: String

  init(path: String, flags: Int32, mode: mode_t = 0o644) throws(FileFailure) {
    let number = unsafe open(path, flags | O_CLOEXEC | O_NOCTTY, mode)
    guard number >= 0 else { throw FileFailure(path: path, errno: errno) }
    self.number = number
    self.path = path
  }

  /// Opens a regular file for reading without ever waiting for one; anything else is refused.
  ///
  /// A file without any read bit is refused to root too, whom the system lets read anything:
  /// whoever took the bits away meant it.
  static func regularFile(_ path: String) throws(FileFailure) -> FileDescriptor {
    let descriptor = try FileDescriptor(path: path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let mode = try descriptor.status().st_mode
    switch mode & S_IFMT {
    case S_IFREG where mode & 0o444 == 0: throw FileFailure(path: path, reason: .permission)
    case S_IFREG: return descriptor
    case S_IFDIR: throw FileFailure(path: path, reason: .isDirectory)
    default: throw FileFailure(path: path, reason: .notRegular)
    }
  }

  deinit { close(number) }

  /// The status, or the failure of asking for it.
  func status() throws(FileFailure) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw FileFailure(path: path, errno: errno) }
    return status
  }

  /// - Throws: ``FileFailure`` with `shorter` where the file ends before the range does.
  func bytes(at range: Range<Int>) throws(FileFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var filled = 0
    while filled < bytes.count {
      let (count, code) = unsafe bytes.withUnsafeMutableBytes { bytes in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
        let count = unsafe pread(
          number, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
        return (count, errno)
      }
      if count == 0 { throw FileFailure(path: path, reason: .shorter) }
      if count < 0 {
        guard code == EINTR else { throw FileFailure(path: path, errno: code) }
        continue
      }
      filled += count
    }
    return bytes
  }

  func synchronise() throws(FileFailure) {
    guard fsync(number) == 0 else { throw FileFailure(path: path, errno: errno) }
  }
}
