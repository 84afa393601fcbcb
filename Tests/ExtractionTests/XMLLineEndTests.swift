import StatisticalModel
import TestSupport
import Testing

/// XML 1.0, 2.11: CR LF, and CR alone, are one line feed to whoever reads the document.
@Suite("Line ends in XML")
struct XMLLineEndTests {
  private func text(_ document: String) throws -> String? {
    let reading = try Reading(document.utf8, XMLTests.layout([("text", ".")]))
    #expect(reading.error == nil)
    return reading.records.first?.first ?? nil
  }

  @Test(
    "are one line feed in text and in sections",
    arguments: [
      ("a\r\nb\rc\nd\r\r\n", "a\nb\nc\nd\n\n"),
      ("<![CDATA[a\r\nb\rc\nd\r\r\n]]>", "a\nb\nc\nd\n\n"),
      // A section ends with its line end; the next begins with another.
      ("<![CDATA[a\r]]><![CDATA[\nb]]>", "a\n\nb"),
      ("<![CDATA[a\r]]>\nb", "a\n\nb"),
      // What a reference names stays.
      ("a&#13;&#10;b", "a\r\nb"),
    ])
  func kinds(written: String, read: String) throws {
    #expect(try text("<d><r>\(written)</r></d>") == read)
  }

  /// Long sections come in parts, and files in pieces of 64 kB: both are cut between CR and LF here.
  @Test("are one line feed wherever a part ends", arguments: 0..<4)
  func parts(shift: Int) throws {
    let start = String(repeating: "x", count: shift)
    let lines = 60_000
    let read = try text(
      "<d><r><![CDATA[\(start)\(String(repeating: "\r\n", count: lines))]]></r></d>")
    #expect(read == start + String(repeating: "\n", count: lines))
  }
}
