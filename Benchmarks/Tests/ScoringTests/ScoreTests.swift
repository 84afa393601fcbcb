import Scoring
import Testing

@Suite("Score")
struct ScoreTests {
  private static let header =
    "kind,cause,evidence,area,period,sex,age,category,setting,source,true,delivered\n"
  private static let cell = KnownErrors.Cell(
    codes: ["KZ-35", "2022", "M", "Y7", "SPEECH", "_T"])

  private func known(_ lines: String...) throws -> KnownErrors {
    try KnownErrors(csv: Self.header + lines.map { $0 + "\n" }.joined())
  }

  private func flag(_ cause: String, _ sources: Set<String>) -> GivenFlags.Flag {
    GivenFlags.Flag(cell: Self.cell, rule: "comparison", cause: cause, sources: sources)
  }

  @Test("a flag is right, wrong, unexplained or false by its cell, source and cause")
  func answers() throws {
    let known = try known(
      "factor-1000,FMT,decisive,KZ-35,2022,M,Y7,SPEECH,_T,health,12,12000",
      "clean,,,KZ-62,2022,M,Y7,SPEECH,_T,,30,")
    let score = Score(
      GivenFlags(flags: [
        flag("FMT", ["education", "health"]), flag("DEF", ["health", "social"]),
        flag("UNX", ["health", "social"]), flag("FMT", ["education", "social"]),
      ]), against: known)
    #expect(score.total.right == 1)
    #expect(score.total.wrong == 1)
    #expect(score.total.unexplained == 1)
    #expect(score.total.falseFlags == 1)
    #expect(score.causes["FMT"]?.precision == 0.5)
    #expect(score.recall() == 1)
    #expect(score.flaggedCleanCells == 0)
  }

  @Test("a flag at a cell without error counts against the clean cells")
  func cleanCells() throws {
    let score = Score(
      GivenFlags(flags: [flag("UNX", ["education", "health"])]),
      against: try known("clean,,,KZ-35,2022,M,Y7,SPEECH,_T,,30,"))
    #expect(score.flaggedCleanCells == 1)
    #expect(Goals.missed(by: score).contains("1 of 1 clean cells are flagged"))
  }

  @Test("an error that no flag names is missed")
  func missed() throws {
    let score = Score(
      GivenFlags(flags: []),
      against: try known("definition,DEF,decisive,KZ-35,2022,M,Y7,SPEECH,_T,social,30,20"))
    #expect(score.recall() == 0)
    #expect(
      Goals.missed(by: score) == [
        "recall of definition is 0.000, not 0.980", "recall over all is 0.000, not 0.900",
      ])
  }

  @Test("another list than generate's is refused with its line")
  func malformed() throws {
    #expect(throws: KnownErrors.Malformed.self) { try known("clean,,") }
    #expect(throws: KnownErrors.Malformed.self) { try KnownErrors(csv: "cell,cause\n") }
  }
}
