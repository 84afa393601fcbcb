import Files
import StatisticalModel

/// A delivered file read once: its bytes hashed where that is wanted, its text decoded.
struct DecodedFile: ~Copyable {
  private let displayName: String
  private var file: InputFile
  private var decoder: TextDecoder
  private var bytes: [UInt8]
  /// Bytes at the start of `bytes` that wait for the rest of their character.
  private var waiting = 0
  private(set) var isAtEnd = false

  /// - Parameter chunkSize: how much is decoded at a time, in bytes.
  init(
    path: String, displayName: String, encoding: TextEncoding, chunkSize: Int = 1 << 18,
    hashing: Hashing = .sha256
  ) throws(FileFailure) {
    bytes = [UInt8](repeating: 0, count: chunkSize)
    self.displayName = displayName
    file = try InputFile(path: path, hashing: hashing)
    decoder = TextDecoder(encoding: encoding)
  }

  /// The first bytes of the file, before anything is decoded.
  ///
  /// Only before ``read(into:)``.
  mutating func peek(_ count: Int) throws(FileFailure) -> [UInt8] {
    try fill()
    return Array(bytes[..<min(count, waiting)])
  }

  /// Decodes with another table than the one given; only before ``read(into:)``.
  mutating func decode(as encoding: TextEncoding) { decoder = TextDecoder(encoding: encoding) }

  /// Appends the text of the next chunk; returns why it ends where it ends, where that is a fault.
  mutating func read(into text: inout [UInt8]) throws(FileFailure) -> ExtractionError.Reason? {
    try fill()
    let result = decoder.decode(bytes, count: waiting, isLast: isAtEnd, into: &text)
    for index in 0..<result.undecoded {
      bytes[index] = bytes[waiting - result.undecoded + index]
    }
    waiting = result.undecoded
    return result.fault
  }

  private mutating func fill() throws(FileFailure) {
    waiting += try file.read(into: &bytes, from: waiting)
    // A short read is the end: reading goes on until the buffer is full or nothing comes.
    isAtEnd = waiting < bytes.count
  }

  var encoding: TextEncoding { decoder.encoding }
  /// Bytes of the byte order mark.
  var markWidth: Int { decoder.markWidth }

  /// Throws where somebody has written to the file since it was opened: it may have been read half
  /// old and half new.
  func finish() throws {
    guard file.position == file.size, try file.isUntouched() else {
      throw ExtractionError(file: displayName, line: 1, column: 1, reason: .changedWhileRead)
    }
  }

  /// SHA-256 in hexadecimal and size of what was read, once it is known to be the whole file.
  func summary(records: Int, header: [RecordLocator]) throws -> ExtractedFile {
    try finish()
    return ExtractedFile(
      sha256: try file.digest(), size: file.position, records: records, header: header)
  }
}
