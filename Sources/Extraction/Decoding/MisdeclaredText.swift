import StatisticalModel

/// Looks for text that was, or would be, decoded with the wrong table.
///
/// KZ-1048 gives 16 bytes of windows-1251 to Kazakh letters, so that Kazakh read as windows-1251
/// holds Serbian, Macedonian and Ukrainian letters: "Ќызылорда" for "Қызылорда".
struct MisdeclaredText {
  let declared: TextEncoding
  /// The word at the end of the text seen so far.
  private var word = Word()
  private var isStillUTF8 = true
  private var unfinished: [UInt8] = []

  init(declared: TextEncoding) { self.declared = declared }

  /// Position just before the letter that proves the wrong table, counted from the start of
  /// `text`; nil when there is none so far.
  mutating func firstWrongLetter(in text: borrowing Span<UInt8>) -> Int? {
    if declared == .kz1048 { return nil }
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        word = Word()
        repeat { position += 1 } while position < text.count && text[position] < 0x80
        continue
      }
      // Cyrillic is U+0400...U+052F: lead bytes D0...D4 and one byte more.
      guard 0xD0...0xD4 ~= byte, position + 1 < text.count else {
        if byte & 0xC0 != 0x80 { word = Word() }
        position += 1
        continue
      }
      word.append(UInt16(byte & 0x1F) << 6 | UInt16(text[position + 1] & 0x3F))
      if declared == .windows1251 ? word.isOfNoRussianText : word.isMojibake { return position }
      position += 2
    }
    return nil
  }

  /// Whether the file, declared as a single-byte table, has been UTF-8 with letters outside ASCII
  /// up to here.
  mutating func isUTF8(_ bytes: [UInt8], upTo count: Int, isLast: Bool) -> Bool {
    guard isStillUTF8 else { return false }
    let text = unfinished + bytes[..<count]
    unfinished = []
    do throws(UTF8.ValidationError) {
      let span = try UTF8Span(validating: text.span)
      return !span.isKnownASCII && text.contains { $0 >= 0x80 }
    } catch {
      let endsInside =
        error.kind == .truncatedScalar && error.byteOffsets.upperBound == text.count && !isLast
      let valid = text[..<error.byteOffsets.lowerBound]
      guard endsInside else {
        isStillUTF8 = false
        return false
      }
      unfinished = Array(text[error.byteOffsets.lowerBound...])
      return valid.contains { $0 >= 0x80 }
    }
  }
}

/// What a run of Cyrillic letters holds.
private struct Word {
  private var letters = 0
  /// One of the sixteen letters whose bytes KZ-1048 gives to others.
  private var isReassigned = false
  private var southern = false
  private var western = false
  /// Of those that no alphabet has together with ы, э, ъ.
  private var foreignToRussian = false
  private var russian = false
  private var kazakh = false
  private var dottedI = false

  mutating func append(_ letter: UInt16) {
    letters += 1
    switch letter {
    case 0x40C, 0x45C, 0x40B, 0x45B, 0x405, 0x455:  // Ќ Ћ Ѕ
      (isReassigned, southern, foreignToRussian) = (true, true, true)
    case 0x408, 0x458:  // Ј, which Altai and Azerbaijani write beside ы and ә
      (isReassigned, southern) = (true, true)
    case 0x404, 0x454, 0x407, 0x457:  // Є Ї
      (isReassigned, western, foreignToRussian) = (true, true, true)
    case 0x490, 0x491:  // Ґ, which Belarusian may write beside ы
      (isReassigned, western) = (true, true)
    case 0x40E, 0x45E:  // Ў, which Belarusian and Uzbek write beside ы, э, ъ, қ
      isReassigned = true
    case 0x42B, 0x44B, 0x42D, 0x44D, 0x42A, 0x44A:  // Ы Э Ъ
      russian = true
    case 0x4D8, 0x4D9, 0x492, 0x493, 0x49A, 0x49B, 0x4A2, 0x4A3, 0x4E8, 0x4E9, 0x4B0, 0x4B1,
      0x4AE, 0x4AF, 0x4BA, 0x4BB:  // Ә Ғ Қ Ң Ө Ұ Ү Һ
      kazakh = true
    case 0x406, 0x456:  // І
      dottedI = true
    default:
      break
    }
  }

  /// Read as windows-1251: neither Russian nor Kazakh has these letters.
  var isOfNoRussianText: Bool { isReassigned && letters > 1 }

  /// Read as Unicode: no alphabet has these letters together.
  var isMojibake: Bool {
    foreignToRussian && (russian || kazakh) || southern && (western || dottedI)
  }
}

/// Whether bytes that are not UTF-8 are likely Cyrillic in a single-byte table.
enum SingleByteGuess {
  /// In Russian and Kazakh text at least three in four of the high bytes are А...я.
  static func looksCyrillic(_ bytes: [UInt8], upTo count: Int) -> Bool {
    let high = bytes[..<count].lazy.filter { $0 >= 0x80 }
    let letters = high.lazy.filter { $0 >= 0xC0 }
    return letters.count * 4 >= high.count * 3
  }
}
