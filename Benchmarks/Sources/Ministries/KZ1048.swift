/// KZ-1048 (STRK 1048-2002): windows-1251 with the Kazakh letters.
enum KZ1048 {
  struct NoSuchLetter: Error, CustomStringConvertible {
    var letter: Unicode.Scalar
    var description: String { "KZ-1048 has no U+\(String(letter.value, radix: 16))" }
  }

  // Scalar values, since letters stand in data files only.
  private static let letters: [UInt32: UInt8] = [
    0x04D8: 0xA3, 0x04D9: 0xBC, 0x0492: 0xAA, 0x0493: 0xBA, 0x049A: 0x8D, 0x049B: 0x9D,
    0x04A2: 0xBD, 0x04A3: 0xBE, 0x04E8: 0xA5, 0x04E9: 0xB4, 0x04B0: 0xA1, 0x04B1: 0xA2,
    0x04AE: 0xAF, 0x04AF: 0xBF, 0x04BA: 0x8E, 0x04BB: 0x9E, 0x0406: 0xB2, 0x0456: 0xB3,
    0x0401: 0xA8, 0x0451: 0xB8, 0x2013: 0x96,
  ]

  static func bytes(of text: String) throws(NoSuchLetter) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x80: bytes.append(UInt8(scalar.value))
      // The alphabet from capital A to small ya stands in one piece, as in windows-1251.
      case 0x0410...0x044F: bytes.append(UInt8(scalar.value - 0x0410 + 0xC0))
      default:
        guard let byte = letters[scalar.value] else { throw NoSuchLetter(letter: scalar) }
        bytes.append(byte)
      }
    }
    return bytes
  }
}
