/// The container of a source's files.
package enum FileLayout: Sendable {
  case csv(CSVLayout)
  case xml(XMLLayout)
  case sdmx(SDMXLayout)
}

package enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "UTF-8"
  case utf16 = "UTF-16"
  case windows1251 = "windows-1251"
  case kz1048 = "KZ-1048"
}

package struct CSVLayout: Sendable {
  package var encoding: TextEncoding
  package var delimiter: UInt8
  package var quote: UInt8
  /// Physical records above the header: titles, `sep=;`.
  package var titleRows: Int
  /// Physical records that make up the header; 0 when the columns are named in ``columns``.
  package var headerRows: Int
  /// Column names the header must give, in order, or the names themselves when it has no rows.
  package var columns: [String]

  package init(
    encoding: TextEncoding = .utf8, delimiter: UInt8 = UInt8(ascii: ","),
    quote: UInt8 = UInt8(ascii: "\""), titleRows: Int = 0, headerRows: Int = 1,
    columns: [String] = []
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.titleRows = titleRows
    self.headerRows = headerRows
    self.columns = columns
  }
}

package struct XMLLayout: Sendable {
  package var encoding: TextEncoding
  /// Local name of the element that is a record.
  package var record: String
  /// Namespace URI the record element must have; nil admits any.
  package var namespace: String?
  /// Columns by name, each a path below the record: `@code`, `Period/@year`, `Value`, `.`.
  package var fields: [(name: String, path: String)]

  package init(
    encoding: TextEncoding = .utf8, record: String, namespace: String? = nil,
    fields: [(name: String, path: String)]
  ) {
    self.encoding = encoding
    self.record = record
    self.namespace = namespace
    self.fields = fields
  }
}
