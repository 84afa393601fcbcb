/// Lines of RFC 4180 CSV: comma, CRLF left to the writer, quotes only where they are needed.
package enum CSVText {
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
}
