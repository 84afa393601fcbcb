import StatisticalModel
import TestSupport
import Testing

@Suite("A space that groups digits and stands before a percent sign")
struct PercentGroupTests {
  @Test(
    "Both are read in one source",
    arguments: [("39 %", "39"), ("1 234 %", "1234"), ("39\u{A0}%", "39"), ("1 234,5 %", "1234.5")])
  func read(text: String, expected: String) throws {
    let staged = try stage(text)
    #expect(staged.rows.map(\.value) == [number(expected)])
  }

  @Test("Digits after the space are still a group of three", arguments: ["39 6%", "1 2345 %"])
  func refused(text: String) throws {
    #expect(try stage(text).reasons == [.notANumber])
  }

  private func stage(_ text: String) throws -> StagedRows {
    let format = NumberFormat(
      decimal: UInt8(ascii: ","), groups: [" ", "\u{A0}"], percent: .sign)
    return try StagedRows(
      .regions(numbers: format), columns: SourceDefinition.regionColumns,
      records: [["KZ", "2022", text]])
  }
}
