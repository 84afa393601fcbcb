import Reporting
import StatisticalMethods
import TestSupport
import Testing

@testable import sanaq

@Suite("analyse estimate")
struct EstimateCommandTests {
  @Test(
    "a file that is no table of patterns is refused with its place",
    arguments: [
      ("A,count\n1,2\n", "1:1: 1 list beside 'count'"),
      ("A,B,C,D,E,F,G,count\n", "1:1: 7 lists beside 'count'"),
      ("A,B,n\n1,1,4\n", "1:1: no column 'count'"),
      ("A,B\u{1B}[2J,count\n1,1,4\n", "1:1: the name of column 2 has a control character"),
      ("A,,count\n1,1,4\n", "1:1: column 2 has no name"),
      ("A,B,count\n1,2,4\n", "2:3: list 'B' is neither 0 nor 1"),
      ("A,B,count\n1,,3\n", "2:3: list 'B' is neither 0 nor 1"),
      ("A,B,count\n1,1,-4\n", "2:5: the count is negative"),
      ("A,B,count\n1,1,4.5\n", "2:5: the count has decimals"),
      ("A,B,count\n1,1,many\n", "2:5: the count is not a whole number"),
      ("A,B,count\n1,1,9000000000000\n", "2:5: the count is too large"),
      // The quotes count: columns are those of the file, not of the fields.
      ("A,B,count\n1,1,4\n\"0\",\"1\",7.0\n", "3:9: the count has decimals"),
      ("A,B,count\n1,1,4\n0,1,3\n1,1,5\n", "4:1: this pattern is on line 2 already"),
      ("A,B,count\n0,0,4\n", "2:1: nobody can be counted on no list"),
      ("A,B,count\n1,1\n", "2:1: 2 fields where the header has 3"),
      ("A,B,count\n1,0,0\n", "1:1: nobody is on any list"),
    ])
  func refusals(_ text: String, _ message: String) throws {
    let workdir = try Workdir()
    let path = try workdir.write(text, to: "counts.csv")
    let error = #expect(throws: AnalysisInputError.self) {
      try ListCountsFile(path: path).overlap()
    }
    let description = try #require(error).description
    #expect(description.hasPrefix("\(path):\(message)"), "\(description)")
  }

  @Test("rows and columns in any order make the same table")
  func shuffled() throws {
    let workdir = try Workdir()
    let first = try workdir.write("A,B,count\n1,0,7\n0,1,9\n1,1,2\n", to: "a.csv")
    let second = try workdir.write("count,B,A\n2,1,1\n9,1,0\n7,0,1\n", to: "b.csv")
    let table = try ListCountsFile(path: first).overlap()
    #expect(try ListCountsFile(path: second).overlap() == table)
    #expect(table.counts == [0, 7, 9, 2])
  }

  @Test("the document names every model, with numbers as plain decimals")
  func document() throws {
    let table = try ListOverlap(
      lists: ["A", "B", "C"], counts: [4: 60, 2: 49, 6: 4, 1: 247, 5: 112, 3: 142, 7: 12])
    let text = try #require(CoverageEstimate(table)).json(file: "counts.csv").text
    #expect(text.hasPrefix("{\"schema\":\"sanaq.estimate/1\""))
    #expect(text.contains("{\"formula\":\"[AB][BC]\",\"n\":758.321,\"standardError\":25.522,"))
    #expect(text.contains("\"formula\":\"[AB][AC]\",\"n\":1361,"))
    #expect(text.contains("\"lowerBound\":{\"n\":789.742,"))
    #expect(!text.contains("e+") && !text.contains("nan") && !text.contains("inf"))
  }

  @Test("lists declared dependent leave a refusal with its reason, in both forms")
  func refusal() throws {
    let table = try ListOverlap(lists: ["A", "B"], counts: [1: 781, 2: 254, 3: 167])
    let answer = try #require(CoverageEstimate(table, dependent: [(0, 1)]))
    #expect(
      answer.json(file: "counts.csv").text.contains(
        "{\"formula\":\"[AB]\",\"n\":null,\"status\":\"notEstimable\",\"reason\":\"not identifiable"
      ))
    let lines = EstimateText(answer, file: "counts.csv").lines
    #expect(lines.contains("Declared dependent, in every model: A and B."))
    #expect(lines.last == "Not estimable: no model of these lists has an estimate.")
  }
}
