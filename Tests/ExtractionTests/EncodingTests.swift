import Extraction
import Foundation
import StatisticalModel
import TestSupport
import Testing

/// One table in four encodings, and what happens when the wrong one is declared.
@Suite struct EncodingTests {
  static let text = "аймақ,Әбіл\r\n\"Қызылорда\nұлы\",1\r\n№ 5,ғ–ү\r\n"
  static let records: [[String?]] = [
    ["аймақ", "Әбіл"], ["Қызылорда\nұлы", "1"], ["№ 5", "ғ–ү"],
  ]

  /// What CPython's codec makes of a text: an independent opinion about the tables.
  static func python(_ text: String, _ codec: String) throws -> [UInt8] {
    let result = try Python.run(
      "import sys; sys.stdout.buffer.write(sys.argv[1].encode(sys.argv[2]))", [text, codec])
    return try #require(result)
  }

  static func csv(_ encoding: TextEncoding) -> FileLayout {
    .csv(CSVLayout(encoding: encoding, headerRows: 0))
  }

  @Test(
    "four encodings of one table give the same records, each with its own exact bytes",
    .enabled(if: Python.isThere),
    arguments: [
      (TextEncoding.utf8, "utf-8"), (.utf8, "utf-8-sig"), (.utf16, "utf-16"),
      (.utf16, "utf-16-le"), (.utf16, "utf-16-be"), (.kz1048, "kz1048"),
    ])
  func fourEncodings(encoding: TextEncoding, codec: String) throws {
    // ASCII first, so that the order of bytes is plain without a mark.
    let bytes = try Self.python("x,y\r\n" + Self.text, codec)
    let reading = try Reading(bytes, Self.csv(encoding))
    #expect(reading.error == nil)
    #expect(reading.records == [["x", "y"]] + Self.records)
    #expect(reading.locators.map(\.line) == [1, 2, 3, 5])
    let rows = ["x,y", "аймақ,Әбіл", "\"Қызылорда\nұлы\",1", "№ 5,ғ–ү"]
    let plain = codec == "utf-16" ? "utf-16-le" : codec == "utf-8-sig" ? "utf-8" : codec
    for (row, locator) in zip(rows, reading.locators) {
      let slice = Array(bytes[locator.offset..<locator.offset + locator.length])
      #expect(try slice == Self.python(row, plain))
    }
  }

  @Test("both tables are CPython's, byte by byte", .enabled(if: Python.isThere))
  func tables() throws {
    for (encoding, codec) in [(TextEncoding.windows1251, "cp1251"), (.kz1048, "kz1048")] {
      let letters = (UInt8(0x80)...0xFF).filter { $0 != 0x98 }
      // A line for each byte: no letter stands beside another.
      let lines: [UInt8] = letters.flatMap { byte -> [UInt8] in [byte, 0x0A] }
      let digits = lines.map { String(Int($0) + 0x100, radix: 16).suffix(2) }.joined()
      let decoded = try Python.run(
        "import sys; sys.stdout.buffer.write(bytes.fromhex(sys.argv[1]).decode(sys.argv[2])"
          + ".encode('utf8'))",
        [digits, codec])
      let expected = String(decoding: try #require(decoded), as: UTF8.self)
      let read = try Reading(lines, Self.csv(encoding))
      #expect(read.records == expected.split(separator: "\n").map { [String($0)] })
      let reading = try Reading([0x41, 0x98], Self.csv(encoding))
      #expect(reading.error?.reason == .unassignedByte(0x98, encoding, offset: 1))
    }
  }

  struct Refusal: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var declared: TextEncoding
    var reason: ExtractionError.Reason
    var line = 1
    var column = 1
  }

  static let refusals: [Refusal] = [
    // RFC 3629 and table 3-7 of the Unicode standard.
    Refusal(
      testDescription: "an overlong sequence", bytes: [0x61, 0x0A, 0x62, 0xC0, 0xAF],
      declared: .utf8, reason: .invalidUTF8(offset: 3, looksCyrillic: false), line: 2, column: 2),
    Refusal(
      testDescription: "a surrogate in UTF-8", bytes: [0xED, 0xA0, 0x80], declared: .utf8,
      reason: .invalidUTF8(offset: 0, looksCyrillic: false)),
    Refusal(
      testDescription: "beyond U+10FFFF", bytes: [0x61, 0xF4, 0x90, 0x80, 0x80], declared: .utf8,
      reason: .invalidUTF8(offset: 1, looksCyrillic: false), column: 2),
    Refusal(
      testDescription: "UTF-8 cut off", bytes: Array("қ".utf8) + [0xD0], declared: .utf8,
      reason: .invalidUTF8(offset: 2, looksCyrillic: false), column: 2),
    Refusal(
      testDescription: "windows-1251 declared UTF-8",
      bytes: [0x61, 0x0A, 0xCA, 0xE0, 0xF0, 0xE0, 0xE3], declared: .utf8,
      reason: .invalidUTF8(offset: 2, looksCyrillic: true), line: 2),
    Refusal(
      testDescription: "a NUL", bytes: [0x61, 0x0A, 0x62, 0, 0x63], declared: .utf8,
      reason: .nulByte(offset: 3), line: 2, column: 2),
    Refusal(
      testDescription: "UTF-16 declared UTF-8", bytes: [0xFF, 0xFE, 0x61, 0], declared: .utf8,
      reason: .otherEncoding(declared: .utf8, is: .utf16)),
    Refusal(
      testDescription: "UTF-16 without a mark and without ASCII at its start",
      bytes: [0x1A, 0x04, 0x61, 0], declared: .utf16, reason: .noByteOrderMark),
    Refusal(
      testDescription: "half a surrogate pair", bytes: [0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x61, 0],
      declared: .utf16, reason: .invalidUTF16(offset: 4), column: 2),
    Refusal(
      testDescription: "an odd byte at the end of UTF-16", bytes: [0xFE, 0xFF, 0, 0x61, 0],
      declared: .utf16, reason: .invalidUTF16(offset: 4), column: 2),
    Refusal(
      testDescription: "a NUL in UTF-16", bytes: [0xFE, 0xFF, 0, 0x61, 0, 0], declared: .utf16,
      reason: .nulByte(offset: 4), column: 2),
    Refusal(
      testDescription: "UTF-8 declared KZ-1048", bytes: Array("a,қала".utf8), declared: .kz1048,
      reason: .otherEncoding(declared: .kz1048, is: .utf8)),
    Refusal(
      testDescription: "UTF-8 declared windows-1251", bytes: Array("a,город".utf8),
      declared: .windows1251, reason: .otherEncoding(declared: .windows1251, is: .utf8)),
    Refusal(
      testDescription: "UTF-8 with a mark declared KZ-1048", bytes: [0xEF, 0xBB, 0xBF, 0x61],
      declared: .kz1048, reason: .otherEncoding(declared: .kz1048, is: .utf8)),
    // "Қызылорда" in KZ-1048, read as "Ќызылорда".
    Refusal(
      testDescription: "KZ-1048 declared windows-1251",
      bytes: [0x61, 0x0A, 0x8D, 0xFB, 0xE7, 0xFB, 0xEB, 0xEE, 0xF0, 0xE4, 0xE0],
      declared: .windows1251, reason: .wrongTable(declared: .windows1251), line: 2, column: 2),
    Refusal(
      testDescription: "text that was decoded with the wrong table before it was saved",
      bytes: Array("a\nЌараєанды".utf8), declared: .utf8, reason: .wrongTable(declared: .utf8),
      line: 2, column: 5),
  ]

  @Test("what is not the declared encoding is refused with its place", arguments: refusals)
  func refused(_ example: Refusal) throws {
    let reading = try Reading(example.bytes, Self.csv(example.declared))
    #expect(
      reading.error
        == ExtractionError(
          file: "in.csv", line: example.line, column: example.column, reason: example.reason))
    for record in reading.records { #expect(record == ["a"]) }
  }

  @Test(
    "mojibake of Kazakh is refused in UTF-8",
    arguments: ["Ќызылорда", "Ќарағанды", "Шыєыс", "Маѕєыстау", "јкімдігініѕ", "ЌАРАЄАНДЫ"])
  func mojibake(word: String) throws {
    let reading = try Reading(csv: word)
    #expect(reading.error?.reason == .wrongTable(declared: .utf8))
  }

  @Test(
    "words of languages that use these letters are left alone",
    arguments: [
      // Ukrainian, Belarusian, Serbian, Macedonian, Uzbek, Altai, Azerbaijani in Cyrillic.
      "Київ Їжак Єдність ґанок підʼїзд європейський", "быў воўк Ўсход дзяўчынка э ў ґрынджолы",
      "Ћуприја ћирилица Јелена љубав џеп Ђорђе", "Ќе ноќ ѕвезда Ѕвездан Скопје",
      "Ўзбекистон қўшиқ ўғил", "Јылыҥ эјези", "Азәрбајҹан ҝүн сајы",
      "Қызылорда Ұлытау әкімдігі Өскемен Түркістан Маңғыстау һәм", "подъезд Ёлка щит",
    ])
  func otherLanguages(words: String) throws {
    let reading = try Reading(csv: words)
    #expect(reading.error == nil)
    #expect(reading.records == [[words]])
  }

  @Test("Russian is the same in both tables", .enabled(if: Python.isThere))
  func russian() throws {
    let bytes = try Self.python("Караганда,«ё» № 1 — Щ", "cp1251")
    for encoding in [TextEncoding.windows1251, .kz1048] {
      #expect(try Reading(bytes, Self.csv(encoding)).records == [["Караганда", "«ё» № 1 — Щ"]])
    }
  }

  @Test("characters, pairs and words may lie across the edges of chunks")
  func chunkEdges() throws {
    // A chunk is 262,144 bytes: shift long Cyrillic and emoji text by every byte of a character.
    for shift in 0..<4 {
      let text = String(repeating: "a", count: shift) + String(repeating: "қ😀", count: 60_000)
      #expect(try Reading(csv: text).records == [[text]])
      var bytes: [UInt8] = [0xFF, 0xFE]
      for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
      let reading = try Reading(bytes, Self.csv(.utf16))
      #expect(reading.records == [[text]])
      #expect(reading.locators.first?.length == bytes.count - 2)
    }
  }
}
