package import StatisticalModel

/// Lines of RFC 4180 CSV: comma, CRLF left to the writer, quotes only where they are needed.
package enum CSVText {
  /// A field that knows whether it is a number.
  package enum Field: Sendable, Hashable {
    /// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP ASVS
    /// 1.2.10); taking that off gives the text again.
    case text(String?)
    /// Written digit by digit: −5 stays a number.
    case number(ExactDecimal?)
    case count(Int?)

    var written: String? {
      switch self {
      case .text(let text): text.map(CSVText.defused)
      case .number(let number): number?.description
      case .count(let count): count.map(String.init)
      }
    }
  }

  /// One record without its line end; nil is an empty field, an empty string is `""`.
  package static func line(_ fields: [String?]) -> String {
    var bytes: [UInt8] = []
    append(fields, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends one record without its line end.
  package static func append(_ fields: [String?], to bytes: inout [UInt8]) {
    for (position, field) in fields.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      if let field { append(field, to: &bytes) }
    }
  }

  // Byte by byte: a quotation mark with an accent on it still ends a field.
  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard field.isEmpty || field.unicodeScalars.contains(where: needsQuotes) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  /// Commas, quotes, and everything that some reader takes for the end of a line.
  private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "," || scalar == "\"" || Character(scalar).isNewline
  }

  /// One record for spreadsheets, without its line end.
  package static func line(_ fields: [Field]) -> String { line(fields.map(\.written)) }

  static func defused(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    // An apostrophe of the text's own is doubled, so that taking one off is always right.
    return "=+-@\t\r\n\0'＝＋－＠".unicodeScalars.contains(first) ? "'\(text)" : text
  }
}
