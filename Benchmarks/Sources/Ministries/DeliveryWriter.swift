import Crypto
import Foundation

/// Writes one delivered file in pieces, counting its records and hashing its bytes.
final class DeliveryWriter {
  private let file: FileHandle
  private var hash = SHA256()
  private var buffer: [UInt8] = []
  private(set) var records = 0
  private(set) var size = 0

  private static let piece = 1 << 20

  init(path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
    }
    file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    buffer.reserveCapacity(Self.piece + 4096)
  }

  func write(_ bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

  func write(number: Int) { buffer.append(decimal: number) }

  /// Ends a record; full pieces go to the file.
  func endRecord() throws {
    records += 1
    if buffer.count >= Self.piece { try flush() }
  }

  /// Writes what is left; the file's SHA-256 in hexadecimal.
  func finish() throws -> String {
    try flush()
    try file.close()
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0\(digits)" : digits
    }.joined()
  }

  private func flush() throws {
    hash.update(data: buffer)
    try file.write(contentsOf: buffer)
    size += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  /// Appends a number's decimal digits.
  mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let start = count
    var rest = number.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
