import StatisticalModel

/// Looks for text that was, or would be, decoded with the wrong table.
///
/// KZ-1048 gives 16 bytes of windows-1251 to Kazakh letters, so that Kazakh read as windows-1251
/// holds Serbian, Macedonian and Ukrainian letters: "Ќызылорда" for "Қызылорда".
struct MisdeclaredText {
  let declared: TextEncoding
  private let isWindows: Bool
  /// Of U+0400...U+052F.
  private let traits = LetterTraits.table
  /// The word at the end of the text seen so far.
  private var word = Word()
  private var isStillUTF8 = true
  private var unfinished: [UInt8] = []

  init(declared: TextEncoding) {
    self.declared = declared
    isWindows = declared == .windows1251
  }

  /// Position just before the letter that proves the wrong table, counted from the start of
  /// `text`; nil when there is none so far.
  mutating func firstWrongLetter(in text: borrowing Span<UInt8>) -> Int? {
    if declared == .kz1048 { return nil }
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        word = Word()
        position = firstNonASCII(in: text, from: position + 1)
        continue
      }
      // Cyrillic is U+0400...U+052F: lead bytes D0...D4 and one byte more.
      guard 0xD0...0xD4 ~= byte, position + 1 < text.count else {
        if byte & 0xC0 != 0x80 { word = Word() }
        position += 1
        continue
      }
      word.append(traits[Int(byte & 0x0F) << 6 | Int(text[position + 1] & 0x3F)])
      if isWindows ? word.isOfNoRussianText : word.isMojibake { return position }
      position += 2
    }
    return nil
  }

  /// As if ``firstWrongLetter(in:)`` had been asked of text in ASCII.
  mutating func skipASCII() { word = Word() }

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

/// Position of the first byte outside ASCII, or the end.
///
/// The union of a block is found many bytes at a time; short stretches are not worth a block.
private func firstNonASCII(in text: borrowing Span<UInt8>, from start: Int) -> Int {
  var position = start
  let near = min(start + 16, text.count)
  while position < near {
    if text[position] >= 0x80 { return position }
    position += 1
  }
  while position + 64 <= text.count {
    let block = text.extracting(position..<position + 64)
    var union: UInt8 = 0
    for index in block.indices { union |= block[index] }
    if union >= 0x80 { break }
    position += 64
  }
  while position < text.count, text[position] < 0x80 { position += 1 }
  return position
}

/// What tells a Cyrillic letter from the common ones.
private struct LetterTraits: OptionSet {
  let rawValue: UInt8

  /// One of the sixteen letters whose bytes KZ-1048 gives to others.
  static let reassigned = LetterTraits(rawValue: 1)
  static let southern = LetterTraits(rawValue: 2)
  static let western = LetterTraits(rawValue: 4)
  /// Of those that no alphabet has together with ы, э, ъ.
  static let foreignToRussian = LetterTraits(rawValue: 8)
  static let russian = LetterTraits(rawValue: 16)
  static let kazakh = LetterTraits(rawValue: 32)
  static let dottedI = LetterTraits(rawValue: 64)

  /// By the letter's place behind U+0400; the lead bytes of UTF-8 reach over 320 places.
  static let table: [LetterTraits] = {
    var table = Array(repeating: LetterTraits(), count: 320)
    func mark(_ letters: String, _ traits: LetterTraits) {
      for letter in letters.unicodeScalars { table[Int(letter.value) - 0x400] = traits }
    }
    mark("ЌќЋћЅѕ", [.reassigned, .southern, .foreignToRussian])
    // Altai and Azerbaijani write it beside ы and ә.
    mark("Јј", [.reassigned, .southern])
    mark("ЄєЇї", [.reassigned, .western, .foreignToRussian])
    // Belarusian may write it beside ы.
    mark("Ґґ", [.reassigned, .western])
    // Belarusian and Uzbek write it beside ы, э, ъ, қ.
    mark("Ўў", .reassigned)
    mark("ЫыЭэЪъ", .russian)
    mark("ӘәҒғҚқҢңӨөҰұҮүҺһ", .kazakh)
    mark("Іі", .dottedI)
    return table
  }()
}

/// What a run of Cyrillic letters holds.
private struct Word {
  private var letters = 0
  private var traits: LetterTraits = []

  @inline(__always)
  mutating func append(_ letter: LetterTraits) {
    letters += 1
    traits.formUnion(letter)
  }

  /// Read as windows-1251: neither Russian nor Kazakh has these letters.
  var isOfNoRussianText: Bool { traits.contains(.reassigned) && letters > 1 }

  /// Read as Unicode: no alphabet has these letters together.
  var isMojibake: Bool {
    if traits.isDisjoint(with: [.foreignToRussian, .southern]) { return false }
    return traits.contains(.foreignToRussian) && !traits.isDisjoint(with: [.russian, .kazakh])
      || traits.contains(.southern) && !traits.isDisjoint(with: [.western, .dottedI])
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
