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
    fields.map { field in
      guard let field else { return "" }
      let needsQuotes =
        field.isEmpty || field.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      return needsQuotes
        ? "\""
          + field.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }

  /// One record for spreadsheets, without its line end.
  package static func line(_ fields: [Field]) -> String { line(fields.map(\.written)) }

  static func defused(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    // An apostrophe of the text's own is doubled, so that taking one off is always right.
    return "=+-@\t\r\n\0'＝＋－＠".unicodeScalars.contains(first) ? "'\(text)" : text
  }
}
