import StatisticalModel
import TestSupport
import Testing

@Suite("A sum of which a source reports no part")
struct EmptySumTests {
  /// A source with totals only says nothing about their parts; zero would break every rule.
  @Test("Leaves a rule unjudged")
  func rule() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", ["indicator=share,period=2019": "100"])
    let rule = try Rule.relation("[] = sum([setting=*])")
    let checks = try replies.results([rule]).flatMap { $0.checks(of: "rule") }
    #expect(checks.map(\.outcome) == [.cannotBeJudged])
  }

  @Test("Explains nothing in a bridge")
  func bridge() throws {
    let replies = SourceReplies.pair(number("120"), number("100"))
    let step = BridgeDefinition.Step(
      cause: .scope, label: ["en": "settings"],
      expression: try CellExpression(parsing: "a[] - a[] + sum(a[setting=*])"))
    let bridge = BridgeDefinition(
      id: "b", left: "a", right: "b", scope: CellPattern(), steps: [step], basis: "")
    let built = try #require(
      try replies.results([], ReconciliationDefinition(bridges: [bridge])).first?.bridges.first)
    #expect(built.steps.isEmpty)
    #expect(built.unexplained == 20)
  }
}
