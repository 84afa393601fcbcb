import Extraction
import StatisticalModel
import TestSupport
import Testing

/// Input made to break a reader: refused with its place, quickly, in little memory.
@Suite struct HostileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: @Sendable () -> String
    var reason: ExtractionError.Reason
    var line = 1
  }

  static let documents: [Case] = [
    Case(
      testDescription: "a DOCTYPE", text: { "<?xml version='1.0'?>\n<!DOCTYPE d><d/>" },
      reason: .documentType, line: 2),
    Case(
      testDescription: "a billion laughs",
      text: { "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>" },
      reason: .documentType),
    Case(
      testDescription: "an external entity",
      text: { "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><d>&a;</d>" },
      reason: .documentType),
    Case(
      testDescription: "an entity nobody defined", text: { "<d>\n&a;</d>" },
      reason: .malformedXML("Entity 'a' not defined"), line: 2),
    Case(
      testDescription: "200,000 attributes",
      text: { "<d>\n<r" + (0..<200_000).map { " a\($0)=''" }.joined() + "/></d>" },
      reason: .startTagTooLong(limit: 65_536), line: 2),
    Case(
      testDescription: "a name of 70 KB", text: { "<" + String(repeating: "n", count: 70_000) },
      reason: .startTagTooLong(limit: 65_536)),
    Case(
      testDescription: "an end tag that never ends",
      text: { "<d>\n</d" + String(repeating: " ", count: 1_000_000) },
      reason: .startTagTooLong(limit: 65_536), line: 2),
    Case(
      testDescription: "300 levels",
      text: {
        String(repeating: "<d>\n", count: 300) + String(repeating: "</d>", count: 300)
      }, reason: .tooDeep(limit: 256), line: 257),
    Case(
      testDescription: "a million levels", text: { String(repeating: "<d>", count: 1_000_000) },
      reason: .tooDeep(limit: 256)),
    Case(
      testDescription: "a text of 10.5 MB",
      text: { "<d>" + String(repeating: "t", count: 10_500_000) + "</d>" },
      reason: .textTooLong(limit: 10_000_000)),
    Case(
      testDescription: "a comment of 10.5 MB",
      text: { "<d><!--" + String(repeating: "t", count: 10_500_000) + "--></d>" },
      reason: .textTooLong(limit: 10_000_000)),
    Case(
      testDescription: "UTF-7",
      text: { "<?xml version='1.0' encoding='UTF-7'?><d>+ADw-</d>" },
      reason: .encodingNotAllowed("UTF-7")),
    Case(
      testDescription: "UTF-16 that is not",
      text: { "<?xml version='1.0' encoding='UTF-16'?><d/>" },
      reason: .encodingContradicts(declared: "UTF-16", found: .utf8)),
    Case(
      testDescription: "a document cut off", text: { "<d>\n<r>\n<v>1" },
      reason: .endsInside(element: "v", line: 3), line: 3),
    Case(
      testDescription: "a document cut off in a tag", text: { "<d>\n<r a='1" },
      reason: .endsInside(element: "d", line: 1), line: 2),
    Case(
      testDescription: "an element closed by another's tag", text: { "<d>\n<r></d>" },
      reason: .malformedXML("Opening and ending tag mismatch: r line 2 and d"), line: 2),
    Case(
      testDescription: "a prefix without a namespace", text: { "<d><x:r/></d>" },
      reason: .malformedXML("Namespace prefix x on r is not defined")),
    Case(
      testDescription: "something after the root", text: { "<d/>\n<d/>" },
      reason: .malformedXML("Extra content at the end of the document"), line: 2),
    Case(
      testDescription: "no document at all", text: { "" },
      reason: .malformedXML("there is no element")),
  ]

  @Test("a hostile document is refused within half a second", arguments: documents)
  func document(_ example: Case) throws {
    let bytes = Array(example.text().utf8)
    let start = ContinuousClock.now
    let reading = try Reading(bytes, XMLTests.layout([("a", "@a")]))
    // Debug builds on a busy machine: far above the release build's time, far below a hang.
    #expect(ContinuousClock.now - start < Sanitiser.allowing(.seconds(5)))
    #expect(reading.error?.reason == example.reason)
    #expect(reading.error?.line == example.line)
    #expect(reading.records.isEmpty)
  }

  @Test("EBCDIC is refused by name")
  func ebcdic() throws {
    let reading = try Reading([0x4C, 0x6F, 0xA7, 0x94, 0x93], XMLTests.layout([]))
    #expect(reading.error?.reason == .encodingNotAllowed("EBCDIC"))
  }

  @Test("every cut of a document is refused, and no record is halved")
  func truncation() throws {
    let text = Array("<d><r a='1'>қ</r><!-- c --><r a='2'><![CDATA[>]]></r></d>".utf8)
    for length in 0..<text.count {
      let reading = try Reading(text[..<length], XMLTests.layout([("a", "@a"), ("t", ".")]))
      #expect(reading.error != nil, "\(length)")
      #expect([["1", "қ"], ["2", ">"]].starts(with: reading.records), "\(length)")
    }
  }

  @Test("lines beyond 65,535 are counted right, in records and in errors")
  func lines() throws {
    let lines = String(repeating: "\n", count: 99_998)
    let reading = try Reading(
      "<d>\(lines)\n<r a='1'/>\n<v></d>".utf8, XMLTests.layout([("a", "@a")]))
    #expect(reading.locators.map(\.line) == [100_000])
    #expect(reading.error?.line == 100_001)
    let table = try Reading(csv: String(repeating: "a\r\n", count: 99_999) + "b\r\nx\"")
    #expect(table.locators.last?.line == 100_000)
    #expect(table.error?.line == 100_001)
  }

  @Test("a field that occurs twice is refused, and so is a record in a record")
  func ambiguous() throws {
    let fields = [(name: "v", path: "v"), (name: "x", path: "w/@x")]
    let twice = try Reading("<d>\n<r><v>1</v><v>2</v></r></d>".utf8, XMLTests.layout(fields))
    #expect(twice.error?.reason == .repeatedField(name: "v", path: "v"))
    #expect(twice.error?.line == 2)
    let attributes = try Reading(
      "<d><r><w x='1'/><w/><w x=''/></r></d>".utf8, XMLTests.layout(fields))
    #expect(attributes.error?.reason == .repeatedField(name: "x", path: "w/@x"))
    let nested = try Reading("<d><r>\n<v><r/></v></r></d>".utf8, XMLTests.layout(fields))
    #expect(nested.error?.reason == .nestedRecord(element: "r"))
    #expect(nested.error?.line == 2)
  }

  @Test("a record that occurs nowhere is no empty table")
  func noRecord() throws {
    let reading = try Reading(
      "<d><Observatoin/></d>".utf8, XMLTests.layout([], record: "Observation"))
    #expect(
      reading.error?.reason == .noRecord(element: "Observation", nearest: "Observatoin"))
    let namespace = try Reading(
      "<d xmlns='u'><r/></d>".utf8, XMLTests.layout([], namespace: "v"))
    #expect(namespace.error?.reason == .noRecord(element: "r", nearest: "r"))
  }

  @Test("the declaration of a document decides, unless the definition names another encoding")
  func declarations() throws {
    // ќ in windows-1251 is қ in KZ-1048.
    let text = Array("<?xml version='1.0' encoding='windows-1251'?><r>".utf8) + [0x9D, 0xE0]
    let bytes = text + Array("</r>".utf8)
    let defined = try Reading(bytes, XMLTests.layout([("t", ".")], encoding: .kz1048))
    #expect(defined.records == [["қа"]])
    #expect(defined.locators.first?.length == 9)
    let declared = try Reading(bytes, XMLTests.layout([("t", ".")]))
    #expect(declared.error?.reason == .wrongTable(declared: .windows1251))
  }

  @Test("4,096 columns are read, one more is refused")
  func columns() throws {
    let widest = String(repeating: ",", count: 4095)
    #expect(try Reading(csv: widest).records.first?.count == 4096)
    for text in [widest + ",", widest + ",\n", "\n" + widest + ",\"a\""] {
      #expect(try Reading(csv: text).error?.reason == .tooManyColumns(limit: 4096))
    }
  }

  @Test("a record over 16 MB is refused where it begins", arguments: ["", "\""])
  func longRecord(start: String) throws {
    let text = "a\nb\n" + start + String(repeating: "x", count: (16 << 20) + 1)
    let reading = try Reading(csv: text)
    #expect(reading.records == [["a"], ["b"]])
    #expect(
      reading.error
        == ExtractionError(
          file: "in.csv", line: 3, column: 1, reason: .recordTooLong(limit: 16 << 20)))
  }
}
