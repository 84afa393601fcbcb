/// What the schemas of SDMX admit as the id of a thing (2.1 and 3.0, `IDType` and its kin).
package enum SDMXIdentifier: Sendable {
  /// Of a code: ASCII letters, digits, `_`, `@`, `$`, `-`.
  case code
  /// Of a component, a list or a dataflow: as a code without `@` and `$`, a letter first.
  case name
  /// Of an agency: such names, with points between them.
  case agency

  package func admits(_ text: String) -> Bool {
    switch self {
    case .code:
      !text.isEmpty && text.utf8.allSatisfy { Self.isInName($0) || $0 == 0x40 || $0 == 0x24 }
    case .name: text.utf8.first.map(Self.isLetter) == true && text.utf8.allSatisfy(Self.isInName)
    case .agency:
      text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        Self.name.admits(String($0))
      }
    }
  }

  /// In words, for messages.
  package var alphabet: String {
    switch self {
    case .code: "letters a to z, digits, _, -, @ and $"
    case .name: "letters a to z, digits, _ and -, a letter first"
    case .agency: "letters a to z, digits, _ and -, a letter first, and points between such names"
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// The id that one of ours (`share-in-setting`) has in SDMX: `SHARE_IN_SETTING`.
  package static func upperCase(_ id: String) -> String {
    id.uppercased().replacing("-", with: "_")
  }
}
