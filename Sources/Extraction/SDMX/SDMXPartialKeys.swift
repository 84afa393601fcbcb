import Files
import LibXML2

/// Rows of SDMX-CSV that give attributes to a part of the key, and may stand anywhere in the file.
enum SDMXPartialKeys {
  private static let chunk = 1 << 20

  /// Whether a file has an empty field, as such a row has.
  ///
  /// Costs a twentieth of reading.
  static func mayOccur(in path: String) throws(FileFailure) -> Bool {
    let size = try InputFile(path: path, hashing: .none).size
    let first = try slice(of: path, offset: 0, length: min(size, 1024))
    // Of UTF-16 every other byte is 0: it is read twice.
    guard !first.contains(0) else { return true }
    guard let delimiter = SDMXCSVHeader.delimiter(of: first) else { return false }
    var offset = 0
    while offset < size {
      // An empty field that a chunk cuts off begins the next one.
      let length = min(size - offset, chunk)
      let bytes = try slice(of: path, offset: offset, length: length)
      if hasEmptyField(bytes.span, delimiter, endsFile: offset + length == size) { return true }
      offset += length < chunk ? length : length - 3
    }
    return false
  }

  private static func hasEmptyField(
    _ bytes: borrowing Span<UInt8>, _ delimiter: UInt8, endsFile: Bool
  ) -> Bool {
    let quote = UInt8(ascii: "\"")
    var position = 0
    while let found = firstIndex(of: delimiter, in: bytes, from: position) {
      position = found + 1
      // Past quotes with nothing between them.
      var next = position
      if next + 1 < bytes.count, bytes[next] == quote, bytes[next + 1] == quote { next += 2 }
      guard next < bytes.count else { return endsFile }
      if bytes[next] == delimiter || bytes[next] == 0x0A || bytes[next] == 0x0D { return true }
    }
    return false
  }
}
