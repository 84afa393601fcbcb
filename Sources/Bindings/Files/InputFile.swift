import Crypto
import Glibc

/// Whether a file is hashed while it is read: that takes a third as long as parsing XML does.
package enum Hashing: Sendable { case sha256, none }

/// A regular file being read once from its start.
package struct InputFile: ~Copyable {
  private let descriptor: FileDescriptor
  /// Of the bytes read; nil where it is not wanted.
  private var hash: SHA256?
  /// In bytes, when it was opened.
  package let size: Int
  private let modified: timespec
  /// Bytes read so far.
  package private(set) var position = 0

  /// Opens a file without ever waiting for one.
  ///
  /// Symbolic links in the last component, folders, FIFOs and devices are refused.
  package init(path: String, hashing: Hashing = .sha256) throws(FileFailure) {
    let descriptor = try FileDescriptor.regularFile(path)
    let status = try descriptor.status()
    size = Int(status.st_size)
    modified = status.st_mtim
    self.descriptor = descriptor
    hash = hashing == .sha256 ? SHA256() : nil
  }

  /// Whether nobody has written to the file since it was opened, as far as its size and the time
  /// of its last change tell.
  package func isUntouched() throws(FileFailure) -> Bool {
    let status = try descriptor.status()
    return Int(status.st_size) == size && status.st_mtim.tv_sec == modified.tv_sec
      && status.st_mtim.tv_nsec == modified.tv_nsec
  }

  /// Reads into `buffer` from `start` to its end; returns how many bytes came, 0 at the end.
  package mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(FileFailure) -> Int {
    var filled = start
    while filled < buffer.count {
      let (count, code) = unsafe buffer.withUnsafeMutableBytes { bytes in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
        let count = unsafe Glibc.read(descriptor.number, rest.baseAddress, rest.count)
        return (count, errno)
      }
      if count == 0 { break }
      if count < 0 {
        guard code == EINTR else { throw FileFailure(path: descriptor.path, errno: code) }
        continue
      }
      filled += count
    }
    unsafe buffer.withUnsafeBytes { bytes in
      unsafe hash?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[start..<filled]))
    }
    position += filled - start
    return filled - start
  }

  /// SHA-256 of the bytes read, in hexadecimal.
  ///
  /// - Complexity: reads the whole file where it was not hashed while it was read.
  package func digest() throws(FileFailure) -> String {
    guard let hash else { return try FileDigest(path: descriptor.path).sha256 }
    return hexadecimal(hash.finalize())
  }
}

/// The path of the file that a path leads to, through symbolic links.
package func resolvingLinks(_ path: String) throws(FileFailure) -> String {
  guard let resolved = unsafe realpath(path, nil) else {
    throw FileFailure(path: path, errno: errno)
  }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// Bytes of what a path leads to now, without opening it; nil where there is nothing to be seen.
package func fileSize(_ path: String) -> Int? {
  var status = stat()
  return unsafe lstat(path, &status) == 0 ? Int(status.st_size) : nil
}

/// What a path leads to, through symbolic links.
package enum PathKind: Sendable {
  case file
  case folder
  /// A device, a socket, a link to nothing.
  case other

  package init(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      self = .other
      return
    }
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
  }
}

/// The first bytes of a file, at most `count`.
package func firstBytes(of path: String, upTo count: Int) throws(FileFailure) -> [UInt8] {
  var file = try InputFile(path: path, hashing: .none)
  var bytes = [UInt8](repeating: 0, count: count)
  return try Array(bytes[..<file.read(into: &bytes, from: 0)])
}

/// Part of a file, for showing the evidence again.
///
/// - Throws: ``FileFailure`` with `shorter` when the file ends before `offset + length`.
package func slice(
  of path: String, offset: Int, length: Int
) throws(FileFailure) -> [UInt8] {
  let descriptor = try FileDescriptor.regularFile(path)
  let size = try Int(descriptor.status().st_size)
  // Checked before anything is allocated: the numbers may come from a damaged warehouse.
  guard offset >= 0, length >= 0, offset <= size, length <= size - offset else {
    throw FileFailure(path: path, reason: .shorter)
  }
  return try descriptor.bytes(at: offset..<offset + length)
}
