import Extraction
import Foundation
import StatisticalModel
import TestSupport
import Testing

/// The bytes of these tables are made by Python's codecs, which know nothing of ours.
extension DifferentialTests {
  struct EncodedTable: Decodable {
    var bytes: [UInt8]
    /// nil where Python's csv refuses the text.
    var rows: [[String]]?
  }

  struct Sending: CustomTestStringConvertible {
    let encoding: TextEncoding
    /// As Python names it, with a byte order mark where there must or may be one.
    let codec: String
    let delimiter: Character
    let words: [String]
    var testDescription: String { "\(codec), \(delimiter == "\t" ? "tab" : "\(delimiter)")" }
  }

  static let sendings = [
    Sending(
      encoding: .utf8, codec: "utf-8-sig", delimiter: ";", words: ["Қазақстан", "дети", "😀", "é"]),
    Sending(
      encoding: .utf16, codec: "utf-16", delimiter: ",", words: ["Қазақстан", "дети", "😀", "é"]),
    Sending(encoding: .windows1251, codec: "cp1251", delimiter: "\t", words: ["школа", "Дети №"]),
    Sending(encoding: .kz1048, codec: "kz1048", delimiter: ";", words: ["Қызылорда", "балалар"]),
    Sending(encoding: .utf8, codec: "utf-8", delimiter: "|", words: ["a,b", ";"]),
  ]

  @Test(
    "random tables of each encoding and separator are read as Python reads them",
    arguments: sendings)
  func encodedTables(sending: Sending) throws {
    var random = SeededGenerator()
    let delimiter = String(sending.delimiter)
    let pieces =
      sending.words + [
        "1", delimiter, delimiter, "\n", "\r\n", "\"\(sending.words[0])\"", "\"\(delimiter)\n\"",
        "\"a \"\"b\"\"\"", "\"",
      ]
    let texts = (0..<400).map { _ in random.text(of: pieces, upTo: 16) }
    let answers = try python(
      """
      def read(text):
          try:
              rows = list(csv.reader(io.StringIO(text, newline=''), strict=True,
                  delimiter='\(sending.delimiter == "\t" ? "\\t" : delimiter)'))
          except csv.Error:
              rows = None
          return {'bytes': list(text.encode('\(sending.codec)')), 'rows': rows}
      """, texts, as: EncodedTable.self)
    var compared = 0
    for (text, answer) in zip(texts, answers) {
      let table = try #require(answer)
      let layout = CSVLayout(
        encoding: sending.encoding, delimiter: sending.delimiter.asciiValue ?? 0, headerRows: 0)
      let reading = try Reading(table.bytes, .csv(layout))
      // Python takes a quote inside a field as text; RFC 4180 does not know it.
      if reading.error?.reason == .strayQuote { continue }
      compared += 1
      let records = reading.records.map { $0.map { $0 ?? "" } }
      #expect(
        (reading.error == nil ? records : nil) == table.rows,
        "seed \(random.seed): \(text.debugDescription) \(reading.error?.description ?? "")")
    }
    #expect(compared > 40, "seed \(random.seed): \(compared)")
  }
}
