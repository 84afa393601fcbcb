package import StatisticalModel

/// Why the content of a file was refused, and where.
package struct ExtractionError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    // CSV
    case unclosedQuote
    case strayQuote
    case textAfterQuote
    case tooManyColumns(limit: Int)
    case recordTooLong(limit: Int)
    case noHeader(rows: Int)
    case duplicateColumn(name: String, first: Int, second: Int)
    case missingColumn(name: String, nearest: String?)
    case columnOutOfOrder(name: String, after: String)
    // Encodings
    case invalidUTF8(offset: Int, looksCyrillic: Bool)
    case invalidUTF16(offset: Int)
    case noByteOrderMark
    case unassignedByte(UInt8, TextEncoding, offset: Int)
    case nulByte(offset: Int)
    case otherEncoding(declared: TextEncoding, is: TextEncoding)
    /// Kazakh letters that were read with the wrong table, here or before the file was sent.
    case wrongTable(declared: TextEncoding)
    // XML
    case malformedXML(String)
    /// The file ends inside an element that begins at `line`.
    case endsInside(element: String, line: Int)
    case documentType
    case encodingNotAllowed(String)
    case encodingContradicts(declared: String, found: TextEncoding)
    case startTagTooLong(limit: Int)
    case tooDeep(limit: Int)
    case textTooLong(limit: Int)
    case repeatedField(name: String, path: String)
    case nestedRecord(element: String)
    case noRecord(element: String, nearest: String?)
    case sdmx(SDMXFault)
    case changedWhileRead
    /// The two readers that check each other differ: a defect of this program.
    case readersDisagree
  }

  /// As messages name it.
  package var file: String
  package var line: Int
  /// In characters, from 1.
  package var column: Int
  package var reason: Reason

  package init(file: String, line: Int, column: Int, reason: Reason) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// The error as `FILE:line:column: what is wrong. What to do.`, on one line.
  package var description: String { "\(file):\(line):\(column): \(reason.words)" }
}
