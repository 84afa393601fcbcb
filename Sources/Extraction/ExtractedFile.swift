package import StatisticalModel

/// What reading a file to its end tells of it.
package struct ExtractedFile: Hashable, Sendable {
  /// SHA-256 of the bytes read, in hexadecimal.
  package var sha256: String
  /// In bytes.
  package var size: Int
  /// Data records, without titles and header.
  package var records: Int
  /// Where the titles and the header rows of a CSV file stand, counted from 1.
  package var header: [RecordLocator]

  package init(sha256: String, size: Int, records: Int, header: [RecordLocator] = []) {
    self.sha256 = sha256
    self.size = size
    self.records = records
    self.header = header
  }
}
