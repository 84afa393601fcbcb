import StatisticalModel

/// How many bytes of the file as received a stretch of its decoded text took.
///
/// A rule per encoding replaces a map: every character has a width that its UTF-8 tells.
enum OriginalWidth: Sendable {
  case utf8
  /// One byte for each character.
  case singleByte
  /// Two bytes for each character, four beyond the basic plane.
  case utf16

  init(_ encoding: TextEncoding) {
    switch encoding {
    case .utf8: self = .utf8
    case .utf16: self = .utf16
    case .windows1251, .kz1048: self = .singleByte
    }
  }

  func width(ofASCII count: Int) -> Int {
    if case .utf16 = self { count * 2 } else { count }
  }

  func width(of text: borrowing Span<UInt8>) -> Int {
    if case .utf8 = self { return text.count }
    var width = 0
    for index in text.indices {
      let byte = text[index]
      if byte & 0xC0 == 0x80 { continue }
      switch self {
      case .utf8, .singleByte: width += 1
      case .utf16: width += byte >= 0xF0 ? 4 : 2
      }
    }
    return width
  }
}

/// Number of characters (Unicode scalars) in UTF-8.
func characterCount(_ text: borrowing Span<UInt8>) -> Int {
  var count = 0
  for index in text.indices where text[index] & 0xC0 != 0x80 { count += 1 }
  return count
}
