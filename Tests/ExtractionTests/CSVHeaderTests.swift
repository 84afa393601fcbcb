import Extraction
import StatisticalModel
import TestSupport
import Testing

/// Titles and headers, as Pipelines/README.md describes them.
@Suite struct CSVHeaderTests {
  func read(
    _ text: String, titleRows: Int = 0, headerRows: Int = 1, columns: [String] = []
  ) throws -> Reading {
    try Reading(
      text.utf8,
      .csv(CSVLayout(titleRows: titleRows, headerRows: headerRows, columns: columns)))
  }

  @Test("titles are skipped, however many fields they have; data is counted from 1")
  func titles() throws {
    let reading = try read("sep=,\n\"Table 1\n2022\"\n\nname,n\na,1\n", titleRows: 3)
    #expect(reading.header == ["name", "n"])
    #expect(reading.records == [["a", "1"]])
    #expect(reading.locators.map(\.ordinal) == [1])
    #expect(reading.locators.map(\.line) == [6])
    #expect(reading.file?.header.map(\.line) == [1, 2, 4, 5])
  }

  @Test("rows of a header are joined; a blank cell of an upper row takes the one to its left")
  func merged() throws {
    let text = "Region,School,,Home\n,Special,General,\nx,1,2,3\n"
    #expect(
      try read(text, headerRows: 2).header
        == ["Region", "School / Special", "School / General", "Home"])
  }

  @Test("a file that has only a header has no records")
  func headerOnly() throws {
    let reading = try read("a,b")
    #expect(reading.header == ["a", "b"])
    #expect(reading.file?.records == 0)
  }

  @Test("without header rows the definition names the columns")
  func named() throws {
    let reading = try read("1,2\n", headerRows: 0, columns: ["a", "b"])
    #expect(reading.header == ["a", "b"])
    #expect(reading.records == [["1", "2"]])
  }

  @Test(
    "a header that is not what the definition says is refused where it stands",
    arguments: [
      ("t\na,b,a\n", [], ExtractionError.Reason.duplicateColumn(name: "a", first: 1, second: 3), 2),
      (
        "t\nregoin,b\n", ["region", "b"],
        .missingColumn(name: "region", nearest: "regoin"), 2
      ),
      ("t\na,b\n", ["a", "quantity"], .missingColumn(name: "quantity", nearest: nil), 2),
      ("t\nb,x,a\n", ["a", "b"], .columnOutOfOrder(name: "b", after: "a"), 2),
      ("t\n", [], .noHeader(rows: 1), 1), ("", [], .noHeader(rows: 1), 1),
    ])
  func refused(
    text: String, columns: [String], reason: ExtractionError.Reason, line: Int
  ) throws {
    let reading = try read(text, titleRows: 1, columns: columns)
    #expect(
      reading.error == ExtractionError(file: "in.csv", line: line, column: 1, reason: reason))
    #expect(reading.header.isEmpty)
  }

  @Test("other columns may stand between the required ones, and several may lack a name")
  func more() throws {
    #expect(try read("x,a,,b,\n", columns: ["a", "b"]).header == ["x", "a", "", "b", ""])
  }
}
