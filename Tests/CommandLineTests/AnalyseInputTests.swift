import TestSupport
import Testing

@testable import sanaq

@Suite("Files given to sanaq analyse")
struct AnalyseInputTests {
  @Test("are read in the order of their ids, whatever the order of rows and columns")
  func order() throws {
    let folder = try Workdir()
    let one = try folder.write("id,a,note,b\nr10,1,x,\nr2,3/4,\"y, z\",-2.5\n", to: "one.csv")
    let other = try folder.write("id,b,a\nr2,-2.5,0.75\nr10,,1\n", to: "other.csv")
    for path in [one, other] {
      let records = try RecordTable(path: path, key: "id", columns: ["a", "b"]).records
      #expect(records.map(\.id) == ["r2", "r10"])
      #expect(
        records.map { $0.values.mapValues { "\($0)" } } == [["a": "3/4", "b": "-5/2"], ["a": "1"]])
    }
  }

  @Test(
    "are refused with line and column",
    arguments: [
      ("id,a\nr1,1\nr2,zwei\n", 3, 4), ("id,note,a\nr1,\"ö, ü\",1e3\n", 2, 11),
      // The record begins on line 2, the number in it on line 3.
      ("id,note,a\nr1,\"two\nlines\", 7\n", 3, 8), ("key,a\n", 1, 1), ("id,b\n", 1, 1),
      ("id,a\nr1\n", 2, 1), ("id,a\nr1,1\nr1,2\n", 3, 1), ("id,a\n,1\n", 2, 1),
    ])
  func refusals(text: String, line: Int, column: Int) throws {
    let folder = try Workdir()
    let path = try folder.write(text, to: "records.csv")
    do {
      _ = try RecordTable(path: path, key: "id", columns: ["a"])
      Issue.record("the file should be refused")
    } catch let error as AnalysisInputError {
      #expect(error.line == line && error.column == column, "\(error)")
      #expect(!error.reason.contains("zwei") && !error.reason.contains("1e3"))
    }
  }
}
