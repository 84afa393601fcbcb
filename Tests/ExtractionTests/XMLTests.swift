import Extraction
import StatisticalModel
import TestSupport
import Testing

/// XML 1.0 and Namespaces in XML, by way of the fields a definition asks for.
@Suite struct XMLTests {
  static func layout(
    _ fields: [(name: String, path: String)], record: String = "r", namespace: String? = nil,
    encoding: TextEncoding = .utf8
  ) -> FileLayout {
    .xml(XMLLayout(encoding: encoding, record: record, namespace: namespace, fields: fields))
  }

  static let fields: [(name: String, path: String)] = [
    ("code", "@code"), ("year", "Period/@year"), ("value", "Value"), ("text", "."),
  ]

  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var records: [[String?]]
    var slices: [String]
    var lines: [Int]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "fields by path; an absent one is null, an empty one is empty",
      text: "<d>\n<r code='1'><Period year=\"2019\"/><Value>5</Value></r>\n"
        + "<r code=''>t<Value/></r><r/></d>",
      records: [["1", "2019", "5", ""], ["", nil, "", "t"], [nil, nil, nil, ""]],
      slices: [
        "<r code='1'><Period year=\"2019\"/><Value>5</Value></r>", "<r code=''>t<Value/></r>",
        "<r/>",
      ], lines: [2, 3, 3]),
    Case(
      testDescription: "comments, CDATA and instructions are no tags",
      text: "<?xml version='1.0'?><!-- <r> --><d><?p <r> ?><![CDATA[<r>]] >]]]>"
        + "<r><!-- > -->a<![CDATA[</r>]]>b<?q ?></r></d>",
      records: [[nil, nil, nil, "a</r>b"]],
      slices: ["<r><!-- > -->a<![CDATA[</r>]]>b<?q ?></r>"], lines: [1]),
    Case(
      testDescription: "> may stand in attributes and text",
      text: "<d><r code='a>b' x=\"'>\">c>d</r></d>", records: [["a>b", nil, nil, "c>d"]],
      slices: ["<r code='a>b' x=\"'>\">c>d</r>"], lines: [1]),
    Case(
      testDescription: "references are resolved (4.1, 4.6)",
      text: "<d><r code='&lt;&#x49B;&quot;'>&amp;&#1179;</r></d>",
      records: [["<қ\"", nil, nil, "&қ"]],
      slices: ["<r code='&lt;&#x49B;&quot;'>&amp;&#1179;</r>"], lines: [1]),
    Case(
      testDescription: "line ends become LF (2.11), in attributes spaces (3.3.3)",
      text: "<d>\r\n<r code='a\r\nb'>c\r\nd\re</r>\r<r/></d>",
      records: [["a b", nil, nil, "c\nd\ne"], [nil, nil, nil, ""]],
      slices: ["<r code='a\r\nb'>c\r\nd\re</r>", "<r/>"], lines: [2, 6]),
    Case(
      testDescription: "spaces in tags", text: "<d ><r\ncode = '1' ></r\n><r /></d >",
      records: [["1", nil, nil, ""], [nil, nil, nil, ""]],
      slices: ["<r\ncode = '1' ></r\n>", "<r />"], lines: [1, 3]),
    Case(
      testDescription: "names with other letters and prefixes",
      text: "<ә:d xmlns:ә='u'><ә:r code='1'><ә:Value>2</ә:Value></ә:r></ә:d>",
      records: [["1", nil, "2", ""]],
      slices: ["<ә:r code='1'><ә:Value>2</ә:Value></ә:r>"], lines: [1]),
    Case(
      testDescription: "the root may be the record", text: "\u{FEFF}<r code='1'/>",
      records: [["1", nil, nil, ""]], slices: ["<r code='1'/>"], lines: [1]),
    Case(
      testDescription: "an empty root is a table without rows", text: "<d/>", records: [],
      slices: [], lines: []),
  ]

  @Test("fields, bytes and lines of records", arguments: cases)
  func records(_ example: Case) throws {
    let reading = try Reading(example.text.utf8, Self.layout(Self.fields))
    #expect(reading.error == nil)
    #expect(reading.header == ["code", "year", "value", "text"])
    #expect(reading.records == example.records)
    #expect(reading.slices(of: Array(example.text.utf8)) == example.slices)
    #expect(reading.locators.map(\.line) == example.lines)
    #expect(reading.file?.records == example.records.count)
  }
}
