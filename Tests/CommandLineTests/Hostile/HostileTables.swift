/// Tables broken as tables: quotes, sizes, headers, encodings.
extension HostileFile {
  static let quotes: [HostileFile] = [
    table("a quote that never closes", 2, "quote") { header + Array("\"KZ-10,2020,5\n".utf8) },
    table("a quote inside a field", 2, "quote") { header + Array("KZ\"10,2020,5\n".utf8) },
    table("text behind a quote", 2, "quote") { header + Array("\"KZ-10\"x,2020,5\n".utf8) },
    table("a quote that swallows 200,000 lines", 2, "quote") {
      header + Array("\"KZ-10,2020,5\n".utf8)
        + Array(repeating: Array("KZ-11,2020,6\n".utf8), count: 200_000).joined()
    },
  ]

  static let sizes: [HostileFile] = [
    table("a field of 17 MB", 2, "MB") { header + Array(repeating: 0x61, count: 17 << 20) },
    table("17 MB between quotes", 2, "MB") {
      header + [0x22] + Array(repeating: 0x0A, count: 17 << 20)
    },
    table("a million columns", 1, "columns") {
      Array(String(repeating: "a,", count: 1_000_000).utf8)
    },
    table("a million fields in a row", 2, "columns") {
      header + Array(repeating: 0x2C, count: 1_000_000)
    },
  ]

  static let headers: [HostileFile] = [
    table("an empty file", 1, "header") { [] },
    table("nothing but a byte order mark", 1, "header") { [0xEF, 0xBB, 0xBF] },
    table("a column twice", 1, "Region") { Array("Region,Region,Value\n".utf8) },
    table("a column of another name", 1, "Value") { Array("Region,Year,Values\n".utf8) },
    table("another order of columns", 1, "Region") { Array("Year,Region,Value\n".utf8) },
    table("no header at all", 1, "Region") { Array("KZ-10,2020,5\n".utf8) },
    table("another separator", 1, "Region") { Array("Region;Year;Value\n".utf8) },
    table("a zip archive", 1, "binary") { [0x50, 0x4B, 3, 4, 0x14, 0, 6, 0] },
    table("a table of HTML", 1, "Region") { Array("<table><tr><td>5</td></tr></table>".utf8) },
  ]

  static let encodings: [HostileFile] = [
    table("a zero byte", 3, "NUL") { header + Array("KZ-10,2020,5\nKZ-11,20\u{0}20,6\n".utf8) },
    table("an invalid byte", 2, "UTF-8") { header + [0x4B, 0xFF, 0x0A] },
    table("a sequence longer than need be", 2, "UTF-8") { header + [0xC0, 0xAF, 0x0A] },
    table("half of a pair", 2, "UTF-8") { header + [0xED, 0xA0, 0x80, 0x0A] },
    table("a code point beyond the last", 2, "UTF-8") { header + [0xF4, 0x90, 0x80, 0x80, 0x0A] },
    table("a sequence cut off by the end", 2, "UTF-8") { header + [0xD0] },
    table("Windows-1251 sent as UTF-8", 2, "UTF-8") { header + [0xC0, 0xEB, 0xEC, 0xE0, 0x0A] },
    table("UTF-16 sent as UTF-8", 1, "UTF-16") { [0xFF, 0xFE] + wide("Region,Year,Value\n") },
    HostileFile("UTF-8 sent as KZ-1048", in: .kazakh, line: 1, "UTF-8") {
      [0xEF, 0xBB, 0xBF] + Array("Region;Year;Value\nАлматы;2020;5\n".utf8)
    },
    HostileFile("Kazakh letters read with the table of Windows-1251", in: .wide, line: 2, "KZ-1048")
    { [0xFF, 0xFE] + wide("Region,Year,Value\nЌызылорда,2020,5\n") },
    HostileFile("half of a unit of UTF-16", in: .wide, line: 1, "UTF-16") {
      [0xFF, 0xFE] + wide("Region,Year,Value\n").dropLast()
    },
    HostileFile("a lone surrogate", in: .wide, line: 2, "UTF-16") {
      [0xFF, 0xFE] + wide("Region,Year,Value\n") + [0x00, 0xD8, 0x2C, 0x00]
    },
  ]

  private static func wide(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}
