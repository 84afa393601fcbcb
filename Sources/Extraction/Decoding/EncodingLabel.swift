package import StatisticalModel

extension TextEncoding {
  /// The encoding of a name as people and documents write it, in any case; nil for all others.
  ///
  /// The names are IANA's; ASCII is read as UTF-8, of which it is a part.
  package init?(label: String) {
    switch label.lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
    case "utf-16", "utf16", "utf-16le", "utf-16be": self = .utf16
    case "windows-1251", "cp1251", "1251": self = .windows1251
    case "kz-1048", "kz1048", "rk1048", "strk1048-2002", "cskz1048": self = .kz1048
    default: return nil
    }
  }

  /// The encoding that a byte order mark tells; nil when there is none.
  package init?(byteOrderMarkOf bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else {
      return nil
    }
  }
}
