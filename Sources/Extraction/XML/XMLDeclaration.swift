import StatisticalModel

/// Which encoding an XML document is in (XML 1.0, section 4.3.3 and appendix F).
enum XMLDeclaration {
  /// What the first bytes and the declaration say.
  ///
  /// The document decides, unless the definition of the source names an encoding other than the
  /// default: senders declare windows-1251 for text in KZ-1048.
  static func encoding(
    of bytes: [UInt8], defined: TextEncoding
  ) throws(XMLRefusal) -> TextEncoding {
    let declared = declaredName(in: bytes)
    if bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) {
      throw XMLRefusal(.encodingNotAllowed("EBCDIC"))
    }
    let isUTF16 =
      bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.starts(with: [0x3C, 0]) || bytes.starts(with: [0, 0x3C])
    guard let declared else { return isUTF16 ? .utf16 : defined }
    guard let named = TextEncoding(label: declared) else {
      throw XMLRefusal(.encodingNotAllowed(declared))
    }
    if isUTF16 != (named == .utf16) {
      throw XMLRefusal(
        .encodingContradicts(declared: declared, found: isUTF16 ? .utf16 : .utf8))
    }
    return defined == .utf8 ? named : defined
  }

  /// The name in `<?xml … encoding="…"?>`, whatever ASCII-like encoding or UTF-16 it is in.
  private static func declaredName(in bytes: [UInt8]) -> String? {
    let ascii = bytes.filter { $0 != 0 && $0 < 0x80 }
    let text = String(decoding: ascii, as: UTF8.self)
    guard text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>") else { return nil }
    let declaration = text[..<end.lowerBound]
    guard let match = declaration.firstMatch(of: /\sencoding\s*=\s*["']([^"']*)["']/) else {
      return nil
    }
    return String(match.1)
  }
}
