/// LEB128, as in DWARF 5 section 7.6: seven bits a byte, lowest first, the high bit on all but the
/// last. Signed numbers go through zigzag first (0, −1, 1, −2 … become 0, 1, 2, 3 …).
extension [UInt8] {
  mutating func append(unsigned number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  mutating func append(zigzag number: Int) {
    append(unsigned: UInt64(bitPattern: Int64(number << 1 ^ number >> 63)))
  }
}

/// Reads numbers from bytes that may be damaged: nil when they end early or a number is too long.
struct VariableLengthReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func unsigned() -> UInt64? {
    var number: UInt64 = 0
    var shift = 0
    while shift < 64, let byte = byte() {
      guard shift < 63 || byte & 0x7F <= 1 else { return nil }
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    return nil
  }

  mutating func zigzag() -> Int? {
    unsigned().map { Int(bitPattern: UInt($0 >> 1)) ^ -Int($0 & 1) }
  }
}

/// Ascending ordinals as differences: a byte or two each.
enum OrdinalList {
  static func encode(_ ordinals: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    var previous = 0
    for ordinal in ordinals {
      bytes.append(zigzag: ordinal &- previous)
      previous = ordinal
    }
    return bytes
  }

  /// - Returns: nil for bytes that ``encode(_:)`` does not make.
  static func decode(_ bytes: [UInt8]) -> [Int]? {
    var reader = VariableLengthReader(bytes)
    var ordinals: [Int] = []
    var previous = 0
    while !reader.isAtEnd {
      guard let step = reader.zigzag() else { return nil }
      previous = previous &+ step
      ordinals.append(previous)
    }
    return ordinals
  }
}
