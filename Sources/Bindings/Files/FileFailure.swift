import Glibc

/// Why a file could not be opened, read, written or published.
package struct FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case notFound
    /// There is no folder to make the file in.
    case noFolder
    case permission
    case isDirectory
    /// A FIFO, socket or device: reading it could wait for ever.
    case notRegular
    /// A symbolic link: what it points at was not delivered.
    case isLink
    case alreadyExists
    case readOnly
    case noSpace
    /// Another process holds the lock.
    case held
    /// Whoever read the pipe has gone.
    case readerGone
    /// Fewer bytes than asked for.
    case shorter
    case io(errno: Int32)
  }

  package var path: String
  package var reason: Reason

  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  init(path: String, errno code: Int32) {
    let reason: Reason =
      switch code {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM: .permission
      case EISDIR: .isDirectory
      case ELOOP: .isLink
      case ENXIO, ENODEV: .notRegular
      case EEXIST: .alreadyExists
      case EROFS: .readOnly
      case ENOSPC, EDQUOT, EFBIG: .noSpace
      case EWOULDBLOCK: .held
      case EPIPE: .readerGone
      default: .io(errno: code)
      }
    self.init(path: path, reason: reason)
  }

  /// One sentence with the next step.
  package var description: String { "\(path): \(words)" }

  /// What is wrong, and the next step, without the path.
  package var words: String {
    switch reason {
    case .notFound: "there is no such file. Check the path."
    case .noFolder: "there is no such folder. Make it, or name another place."
    case .permission: "permission denied. Give the user who runs this the right to it."
    case .isDirectory: "is a folder, not a file. Name the file inside it."
    case .notRegular: "is a pipe, socket or device, not a regular file. Copy its content to a file."
    case .isLink: "is a symbolic link. Put the file itself there."
    case .alreadyExists: "exists already. Name another, or move it away."
    case .readOnly: "is read-only. Make it writable, or name another place."
    case .noSpace: "no space is left for it. Free some, or name another place."
    case .held: "is held by another run. Wait until that one ends."
    case .readerGone: "nobody reads the output any more."
    case .shorter: "ends before the bytes asked for. It was changed after it was read."
    case .io(let code): "input/output error (\(String(errno: code))). Check the disk."
    }
  }
}

extension String {
  fileprivate init(errno code: Int32) {
    self = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)"
  }
}
