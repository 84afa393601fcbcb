import Extraction
import SDMXVocabulary
import TestSupport
import Testing

/// Messages that are refused, with the place and the reason.
@Suite struct SDMXRefusalTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    /// `line:column`.
    var place: String
    var reason: ExtractionError.Reason
  }

  private static func series(_ content: String) -> String {
    SDMXMessages.specific("<m:DataSet s:structureRef=\"S\">\n\(content)</m:DataSet>")
  }

  private static let rows = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE\n"

  static let cases: [Case] = [
    Case(
      testDescription: "two values for one key, in a series",
      text: series(
        "<Series SEX=\"F\">\n<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/>\n"
          + " <Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"1\"/></Series>"), place: "5:2",
      reason: .sdmx(.repeatedKey)),
    Case(
      testDescription: "two values for one key, without series",
      text: SDMXMessages.specific(
        "<m:DataSet s:structureRef=\"S\"><Obs SEX=\"F\" TIME_PERIOD=\"2019\"/>\n"
          + "<Obs TIME_PERIOD=\"2019\" SEX=\"F\"/></m:DataSet>", dimension: "AllDimensions"),
      place: "3:1", reason: .sdmx(.repeatedKey)),
    Case(
      testDescription: "two series of one key",
      text: series(
        "<Series SEX=\"F\"><Obs TIME_PERIOD=\"2019\"/></Series>\n"
          + "<Series SEX=\"F\"><Obs TIME_PERIOD=\"2020\"/></Series>"), place: "4:1",
      reason: .sdmx(.repeatedSeries)),
    Case(
      testDescription: "the message's namespace is another",
      text: series("").replacing("v3_0/message", with: "v3_0/messages"), place: "1:1",
      reason: .sdmx(
        .notAMessage(
          element: "StructureSpecificData",
          namespace: "\(SDMXMessages.schemas)/v3_0/messages"))),
    Case(
      testDescription: "a series in a namespace",
      text: series("<s:Series SEX=\"F\"/>"), place: "3:1",
      reason: .sdmx(
        .otherNamespace(
          element: "s:Series",
          found: "\(SDMXMessages.schemas)/v3_0/data/structurespecific", expected: nil))),
    Case(
      testDescription: "generic data without its namespace",
      text: SDMXMessages.generic("<m:DataSet structureRef=\"S\">\n<Series/></m:DataSet>"),
      place: "3:1",
      reason: .sdmx(
        .otherNamespace(
          element: "Series", found: nil,
          expected: "\(SDMXMessages.schemas)/v2_1/data/generic"))),
    Case(
      testDescription: "a DTD", text: "<!DOCTYPE x>\n" + series(""), place: "1:1",
      reason: .documentType),
    Case(
      testDescription: "cut off",
      text: String(
        series("<Series SEX=\"F\">\n<Obs TIME_PERIOD=\"2019\"/>").dropLast(
          "</m:DataSet>\n</m:StructureSpecificData>".count)),
      place: "", reason: .changedWhileRead),
    Case(
      testDescription: "an action that is none",
      text: SDMXMessages.specific("<m:DataSet s:structureRef=\"S\" s:action=\"Drop\"/>"),
      place: "2:1", reason: .sdmx(.unknownAction("Drop"))),
    Case(
      testDescription: "a structure the header does not have",
      text: SDMXMessages.specific("<m:DataSet s:structureRef=\"T\"><Series/></m:DataSet>"),
      place: "2:31", reason: .sdmx(.unknownStructure("T"))),
    Case(
      testDescription: "CSV: two values for one key",
      text: rows + "dataflow,B:S(1),I,F,2019,1\ndataflow,B:S(1),I,F,2019,2\n", place: "3:1",
      reason: .sdmx(.repeatedKey)),
    Case(
      testDescription: "CSV: another first column", text: "A,B\n1,2\n", place: "1:1",
      reason: .sdmx(.notSDMXCSV)),
    Case(
      testDescription: "CSV: an action that is none", text: rows + "dataflow,B:S(1),X,F,2019,1\n",
      place: "2:1", reason: .sdmx(.unknownAction("X"))),
    Case(
      testDescription: "CSV: a row that is too short", text: rows + "dataflow,B:S(1),I,F\n",
      place: "2:1", reason: .sdmx(.raggedRow(fields: 4, expected: 6))),
    Case(
      testDescription: "CSV: no known measure, and empty fields",
      text: "STRUCTURE,STRUCTURE_ID,ACTION,SEX,MEAS,ATTR\ndataflow,B:S(1),I,F,1,\n", place: "2:1",
      reason: .sdmx(.noMeasure)),
    Case(
      testDescription: "CSV: no kind of structure", text: rows + "data,B:S(1),I,F,2019,1\n",
      place: "2:1", reason: .sdmx(.unknownStructureType("data"))),
    Case(
      testDescription: "CSV: a structure without agency", text: rows + "dataflow,S,I,F,2019,1\n",
      place: "2:1", reason: .sdmx(.malformedReference)),
  ]

  @Test("a wrong message is refused with its place", arguments: cases)
  func refusals(_ wrong: Case) throws {
    let error = try #require(try SDMXReading(wrong.text).error)
    if wrong.testDescription == "cut off" {
      guard case .endsInside = error.reason else {
        Issue.record("not seen as cut off: \(error)")
        return
      }
      return
    }
    #expect(error.reason == wrong.reason)
    #expect("\(error.line):\(error.column)" == wrong.place)
    #expect(error.description.hasSuffix("."))
  }

  /// What is not among the columns a definition names is never dropped.
  @Test("a component that is not expected is named")
  func unknownComponent() throws {
    let text = SDMXMessages.specific(
      "<m:DataSet s:structureRef=\"S\">\n<Series SEC=\"F\"/></m:DataSet>")
    let expected: [SDMXComponent] = [.init(id: "SEX", role: .dimension)]
    let error = try #require(try SDMXReading(text, expecting: .components(expected)).error)
    #expect(error.reason == .sdmx(.unknownComponent(id: "SEC", nearest: "SEX")))
    #expect(error.line == 3)
  }
}
