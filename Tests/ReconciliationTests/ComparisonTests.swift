import StatisticalModel
import TestSupport
import Testing

@Suite("Two sources of one cell")
struct ComparisonTests {
  @Test(
    "Agree, disagree or cannot be judged",
    arguments: [
      (number("100"), number("100"), Outcome.agrees), (number("100"), number("101"), .disagrees),
      // Half a unit on each rounded side, strictly.
      (number("98300", unit: "100"), number("98349"), .agrees),
      (number("98300", unit: "100"), number("98350"), .disagrees),
      (number("39.6", unit: "0.1"), number("39.5", unit: "0.1"), .disagrees),
      (number("40", unit: "1"), number("39.5", unit: "0.1"), .agrees),
      // June 2025 says more than 235,000 of SEN; October 223,160.
      (number("235000", .atLeast), number("223160"), .disagrees),
      // Autism in 2022: more than 9,000 in November, 12,087 a year later.
      (number("9000", .atLeast), number("12087"), .cannotBeJudged),
      // A bound rounded to thousands is half a thousand off at most.
      (number("235000", .atLeast, unit: "1000"), number("234600"), .cannotBeJudged),
      (number("235000", .atLeast, unit: "1000"), number("234400"), .disagrees),
      (number("5", .atMost), number("7"), .disagrees),
      (number("5", .atMost), number("3"), .cannotBeJudged),
      (number("5", .atMost), number("7", .atLeast), .disagrees),
      (number("32000", .approximate), number("40000"), .cannotBeJudged),
      (number("100"), ObservedValue(absent: .suppressed), .cannotBeJudged),
      (ObservedValue(absent: .missing), ObservedValue(absent: .missing), .cannotBeJudged),
    ])
  func outcomes(left: ObservedValue, right: ObservedValue, outcome: Outcome) throws {
    for replies in [SourceReplies.pair(left, right), .pair(right, left)] {
      let checks = try replies.results().flatMap { $0.checks(of: "comparison") }
      #expect(checks.map(\.outcome) == [outcome])
      #expect(checks.map(\.source) == ["a ~ b"])
    }
  }

  @Test("A difference inside declared rounding is noted as that, agreement is not noted")
  func rounding() throws {
    let flag = try SourceReplies.pair(number("98300", unit: "100"), number("98260")).comparison()
    #expect(flag?.cause == .rounding)
    #expect(flag?.severity == .info)
    #expect(flag?.measures.difference == 40)
    #expect(flag?.measures.tolerance == 50)
    #expect(try SourceReplies.pair(number("98300"), number("98300")).comparison() == nil)
  }

  @Test("A difference without evidence is unexplained, with its measures")
  func unexplained() throws {
    let flag = try #require(
      try SourceReplies.pair(number("175085"), number("162000")).comparison())
    #expect(flag.cause == .unexplained)
    #expect(flag.severity == .warning)
    #expect(flag.secondary.isEmpty)
    #expect(flag.evidence.map(\.key) == [.noEvidence])
    #expect(flag.measures.relative == decimal("0.077636"))
    #expect(flag.reported.map(\.source) == ["a", "b"])
  }

  @Test("A difference below the thresholds of its cell is information only")
  func materiality() throws {
    let replies = SourceReplies.pair(number("139887"), number("139000"))
    let large = Materiality(floor: 50, percent: 1)
    let small = Materiality(floor: 50, percent: decimal("0.5"))
    let scope = replies.structure.pattern(["indicator": ["learners"]])
    let elsewhere = replies.structure.pattern(["indicator": ["share"]])
    func severity(_ definition: ReconciliationDefinition) throws -> Severity? {
      try replies.comparison(definition)?.severity
    }
    #expect(try severity(ReconciliationDefinition(materiality: large)) == .info)
    #expect(try severity(ReconciliationDefinition(materiality: small)) == .warning)
    #expect(
      try severity(
        ReconciliationDefinition(materiality: small, materialityByCell: [(scope, large)])) == .info)
    #expect(
      try severity(
        ReconciliationDefinition(materiality: small, materialityByCell: [(elsewhere, large)]))
        == .warning)
  }

  @Test("Three sources are compared in pairs")
  func pairs() throws {
    var replies = SourceReplies([.sample("a"), .sample("b"), .sample("c")])
    for (source, count) in [("a", "175085"), ("b", "162000"), ("c", "200000")] {
      replies.add(source, "indicator=learners,period=2022", number(count))
    }
    let result = try #require(try replies.results().first)
    #expect(result.checks.map(\.source) == ["a ~ b", "a ~ c", "b ~ c"])
    #expect(result.flags.map(\.measures.difference) == [13085, -24915, -38000])
  }
}
