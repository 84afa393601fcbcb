import StatisticalModel
import TestSupport
import Testing

@Suite("Relations between cells of a source")
struct RelationRuleTests {
  /// EASIE's hard rule "1.3 + separate = 1.2", tried on the national profile of Kazakhstan: the
  /// mainstream and special schools of 2019-20 leave 193,867 learners out.
  @Test("A relation over indicators is tested where its scope stands")
  func acrossIndicators() throws {
    var replies = SourceReplies([.sample("profile")])
    replies.add(
      "profile",
      [
        "indicator=learners,period=2019/2020": "3563838",
        "indicator=mainstream,period=2019/2020": "3354798",
        "indicator=special,period=2019/2020": "15173",
      ])
    let rule = try Rule.relation(
      "[indicator=mainstream] + [indicator=special] = [indicator=learners]",
      where: replies.structure.pattern(["indicator": ["learners"]]))
    let checks = try replies.results([rule]).flatMap { $0.checks(of: "rule") }
    #expect(checks.map(\.residual) == [decimal("-193867")])
    #expect(checks.map(\.outcome) == [.disagrees])
  }

  @Test(
    "An inequality is broken on one side only",
    arguments: [
      ("[sex=M] <= [sex=_T]", "5", "6", Outcome.agrees),
      ("[sex=M] <= [sex=_T]", "7", "6", .disagrees),
      ("[sex=M] <= [sex=_T]", "6", "6", .agrees), ("[sex=_T] >= 2 * [sex=M]", "3", "6", .agrees),
      ("[sex=_T] >= 2 * [sex=M]", "4", "6", .disagrees), ("[sex=_T] >= 7", "4", "6", .disagrees),
      ("[sex=_T] - [sex=M] = 1", "5", "6", .agrees),
      ("[sex=_T] - [sex=M] = 1", "4", "6", .disagrees),
    ])
  func inequalities(text: String, boys: String, total: String, outcome: Outcome) throws {
    var replies = SourceReplies([.sample("a")])
    replies.add(
      "a",
      [
        "indicator=share,period=2019,sex=M": boys, "indicator=share,period=2019,sex=_T": total,
      ])
    let rule = try Rule.relation(text)
    let checks = try replies.results([rule]).flatMap { $0.checks(of: "rule") }
    #expect(checks.map(\.outcome) == [outcome])
  }

  @Test(
    "A fixed tolerance admits what it says and no more",
    arguments: [("12", Outcome.agrees), ("13", .disagrees), ("8", .agrees), ("7", .disagrees)])
  func fixedTolerance(value: String, outcome: Outcome) throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", ["indicator=share,period=2019": value])
    let rule = try Rule.relation("[] = 10", tolerance: .fixed(2))
    #expect(
      try replies.results([rule]).flatMap { $0.checks(of: "rule") }.map(\.outcome) == [outcome])
  }

  @Test("A rule may set one source against another")
  func otherSource() throws {
    var replies = SourceReplies([.sample("sen"), .sample("population")])
    replies.add("sen", ["indicator=learners,period=2019": "101"])
    replies.add("population", ["indicator=learners,period=2019": "100"])
    let rule = try Rule.relation("[] <= population[]", sources: ["sen"])
    let checks = try replies.results([rule]).flatMap { $0.checks(of: "rule") }
    #expect(checks.map(\.source) == ["sen"])
    #expect(checks.map(\.outcome) == [.disagrees])
    #expect(checks.map(\.residual) == [1])
  }
}
