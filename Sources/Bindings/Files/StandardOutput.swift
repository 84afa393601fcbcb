import Glibc

/// Standard output, written in large pieces.
///
/// Whoever writes must end with ``flush()``. A reader that goes away is a failure with
/// `readerGone`, not the end of the process.
package struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 16

  package init() {
    buffer.reserveCapacity(Self.capacity)
    _ = signal(SIGPIPE, SIG_IGN)
  }

  package mutating func write(_ bytes: [UInt8]) throws(FileFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  package mutating func write(line: String) throws(FileFailure) {
    buffer.append(contentsOf: line.utf8)
    try write([0x0A])
  }

  package mutating func flush() throws(FileFailure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    try writeAll(buffer[...], to: STDOUT_FILENO, named: "standard output")
  }
}

/// Writes a line to standard error; there is nowhere to report that it failed.
package func writeToStandardError(_ line: String) {
  do throws(FileFailure) {
    try writeAll((Array(line.utf8) + [0x0A])[...], to: STDERR_FILENO, named: "standard error")
  } catch {
    return
  }
}

/// Writes every byte, however many calls it takes.
func writeAll(
  _ bytes: ArraySlice<UInt8>, to number: Int32, named path: String
) throws(FileFailure) {
  var written = 0
  while written < bytes.count {
    let (count, code) = unsafe bytes.withUnsafeBytes { bytes in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = unsafe write(number, rest.baseAddress, rest.count)
      return (count, errno)
    }
    if count >= 0 {
      written += count
    } else if code != EINTR {
      throw FileFailure(path: path, errno: code)
    }
  }
}
