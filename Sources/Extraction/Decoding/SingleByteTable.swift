import StatisticalModel

/// The upper half of a single-byte Cyrillic table, as UTF-8.
struct SingleByteTable: Sendable {
  let encoding: TextEncoding
  /// UTF-8 of bytes 0x80...0xFF, the first byte lowest; 0 for a byte that means nothing.
  private let letters: [UInt32]

  /// Bytes 0x80...0xBF of windows-1251; U+FFFD holds the place of 0x98, which means nothing.
  private static let windows =
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ"
    + "\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї"

  /// The Kazakh letters that KZ-1048 (STRK 1048-2002) puts in the place of others.
  private static let kazakh: [UInt8: Unicode.Scalar] = [
    0x8D: "Қ", 0x8E: "Һ", 0x9D: "қ", 0x9E: "һ", 0xA1: "Ұ", 0xA2: "ұ", 0xA3: "Ә", 0xA5: "Ө",
    0xAA: "Ғ", 0xAF: "Ү", 0xB4: "ө", 0xBA: "ғ", 0xBC: "ә", 0xBD: "Ң", 0xBE: "ң", 0xBF: "ү",
  ]

  static let windows1251 = SingleByteTable(.windows1251, replacing: [:])
  static let kz1048 = SingleByteTable(.kz1048, replacing: kazakh)

  private init(_ encoding: TextEncoding, replacing changed: [UInt8: Unicode.Scalar]) {
    self.encoding = encoding
    let alphabet = (0x0410...0x044F).compactMap { Unicode.Scalar(UInt32($0)) }
    letters = (Array(Self.windows.unicodeScalars) + alphabet).enumerated().map { place, scalar in
      let scalar = changed[UInt8(0x80 + place)] ?? scalar
      if scalar == "\u{FFFD}" { return 0 }
      return String(scalar).utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// Appends the decoded bytes; returns the position of the first that means nothing.
  func decode(_ bytes: [UInt8], upTo count: Int, into text: inout [UInt8]) -> Int? {
    // Enough for all of them, so that none makes the text grow.
    text.reserveCapacity(text.count + count * 3)
    let bytes = bytes.span
    for position in 0..<count {
      let byte = bytes[position]
      if byte < 0x80 {
        text.append(byte)
        continue
      }
      var letter = letters[Int(byte & 0x7F)]
      if letter == 0 { return position }
      while letter != 0 {
        text.append(UInt8(truncatingIfNeeded: letter))
        letter >>= 8
      }
    }
    return nil
  }
}
