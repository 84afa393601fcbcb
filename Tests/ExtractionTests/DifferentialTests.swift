import Extraction
import Foundation
import StatisticalModel
import TestSupport
import Testing

/// The readers against CPython's csv module and expat, on random files.
@Suite(.enabled(if: Python.isThere)) struct DifferentialTests {
  /// What a Python function `read` makes of each text; nil where it refuses it.
  func python<Answer: Decodable>(
    _ function: String, _ texts: [String], with interpreter: String? = Python.path,
    as type: Answer.Type
  ) throws -> [Answer?] {
    let workdir = try Workdir()
    let input = try workdir.write(JSONEncoder().encode(texts), to: "texts.json")
    let script = """
      import csv, io, json, sys, xml.parsers.expat
      \(function)
      def attempt(text):
          try:
              return read(text)
          except (csv.Error, xml.parsers.expat.ExpatError):
              return None
      json.dump([attempt(text) for text in json.load(open(sys.argv[1]))], sys.stdout)
      """
    let output = try #require(try Python.run(script, [input], with: interpreter))
    return try JSONDecoder().decode([Answer?].self, from: Data(output))
  }

  @Test("400 random tables are read as Python's csv reads them, or refused by both")
  func tables() throws {
    var random = SeededGenerator()
    let pieces = [
      "a", "ә", " ", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\",\"", "b\n", "\"c\"",
    ]
    let texts = (0..<400).map { _ in random.text(of: pieces, upTo: 14) }
    let answers = try python(
      """
      def read(text):
          return list(csv.reader(io.StringIO(text, newline=''), strict=True))
      """, texts, as: [[String]].self)
    var compared = 0
    for (text, answer) in zip(texts, answers) {
      let reading = try Reading(csv: text)
      // Python takes a quote inside a field as text; RFC 4180 does not know it.
      if reading.error?.reason == .strayQuote { continue }
      compared += 1
      let records = reading.records.map { $0.map { $0 ?? "" } }
      #expect(
        (reading.error == nil ? records : nil) == answer,
        "seed \(random.seed): \(text.debugDescription)")
    }
    #expect(compared > 100, "seed \(random.seed): \(compared)")
  }

  @Test("the bytes of each record, read alone, are the record again")
  func slices() throws {
    var random = SeededGenerator()
    let pieces = ["a", "қ", "😀", ",", "\"b,\"", ",\"\"\"\n\"", "\n", "\r\n", "\r", ",\"\","]
    for _ in 0..<300 {
      let text = random.text(of: pieces, upTo: 20)
      let reading = try Reading(csv: text)
      let slices = reading.slices(of: Array(text.utf8))
      for (record, slice) in zip(reading.records, slices) {
        let again = try Reading(csv: slice)
        #expect(
          again.records == (record.isEmpty ? [] : [record]),
          "seed \(random.seed): \(text.debugDescription)")
      }
    }
  }

  struct Found: Decodable, Equatable {
    var offset: Int
    var line: Int
    var code: String?
    var text: String
  }

  /// A random element `r` with what may stand in it.
  func element(_ random: inout SeededGenerator) -> String {
    let content = [
      "x", "қ", "\n", "\r\n", "&lt;", "&#x49B;", "<!-- <r> -->", "<![CDATA[</r>]]>", "<?p >?>",
      "<v/>", "<v a='>'>y\n</v>", "<w><v/>z</w>",
    ]
    let code = random.text(of: ["1", " ", ">", "&quot;", "\n", "ә"], upTo: 4)
    let attribute = Bool.random(using: &random) ? " code=\"\(code)\"" : ""
    let space = Bool.random(using: &random) ? "" : "\n"
    if Int.random(in: 0..<4, using: &random) == 0 { return "<r\(attribute)\(space)/>" }
    return "<r\(space)\(attribute)>" + random.text(of: content, upTo: 6) + "</r\(space)>"
  }

  @Test("300 random documents are read as expat reads them: places, attributes, texts")
  func documents() throws {
    var random = SeededGenerator()
    var texts: [String] = []
    for _ in 0..<300 {
      var text = Bool.random(using: &random) ? "<?xml version='1.0'?>\r\n" : ""
      text += "<d>"
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        text += random.text(of: ["\n", " ", "<!--<r/>-->", "t", "<o/>"], upTo: 3)
        text += element(&random)
      }
      text += "</d>"
      // One in five is cut somewhere.
      if Int.random(in: 0..<5, using: &random) == 0 {
        text = String(text.prefix(Int.random(in: 0..<text.count, using: &random)))
      }
      texts.append(text)
    }
    let answers = try python(
      """
      def read(text):
          parser, found, path = xml.parsers.expat.ParserCreate(), [], []
          def start(name, attributes):
              path.append(name)
              if name == 'r':
                  found.append({'offset': parser.CurrentByteIndex, 'text': '',
                      'line': parser.CurrentLineNumber, 'code': attributes.get('code')})
          def end(name): path.pop()
          def characters(data):
              if path[-1] == 'r': found[-1]['text'] += data
          parser.StartElementHandler, parser.EndElementHandler = start, end
          parser.CharacterDataHandler = characters
          parser.Parse(text.encode('utf8'), True)
          return found
      """, texts, as: [Found].self)
    for (text, answer) in zip(texts, answers) {
      let layout = XMLTests.layout([("code", "@code"), ("text", ".")])
      let reading = try Reading(text.utf8, layout)
      let found = zip(reading.locators, reading.records).map {
        Found(offset: $0.offset, line: $0.line, code: $1[0], text: ($1[1] ?? ""))
      }
      let comment: Comment = "seed \(random.seed): \(text.debugDescription)"
      if case .noRecord = reading.error?.reason {
        #expect(answer == [], comment)
      } else {
        #expect((reading.error == nil ? found : nil) == answer, comment)
      }
      for (record, slice) in zip(reading.records, reading.slices(of: Array(text.utf8))) {
        #expect(try Reading(slice.utf8, layout).records == [record], comment)
      }
    }
  }

  @Test("a table of many chunks is read as Python's csv reads it")
  func manyChunks() throws {
    var random = SeededGenerator()
    var text = "\u{FEFF}"
    var expected: [[String]] = []
    while text.utf8.count < 1_200_000 {
      let row = (0..<4).map { _ in random.text(of: ["a", "ұ", ",", "\n", "\r\n", "\""], upTo: 30) }
      expected.append(row)
      text += row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
      text += ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    }
    let reading = try Reading(csv: text)
    #expect(reading.error == nil, "seed \(random.seed)")
    #expect(reading.records == expected, "seed \(random.seed)")
    let slices = reading.slices(of: Array(text.utf8))
    #expect(slices.allSatisfy { $0.first == "\"" && $0.last == "\"" }, "seed \(random.seed)")
  }
}
