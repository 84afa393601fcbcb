import StatisticalModel
import TestSupport
import Testing

@Suite("Bridges")
struct BridgeTests {
  /// England, January 2024 (DfE, OGL v3.0): EHC plans in the SEN2 return by setting, and in the
  /// School Census.
  private static let settings = [
    "MAIN": "248016", "SPECIAL": "184847", "AP": "4471", "FE": "83781", "ELSEWHERE": "40601",
    "EARLY": "4389", "UNKNOWN": "6724",
  ]

  private func england(without setting: String? = nil) -> SourceReplies {
    var replies = SourceReplies([
      .sample("sen2", concept: ConceptDefinition(attributes: [.institutions: "all"])),
      .sample("census", concept: ConceptDefinition(attributes: [.institutions: "schools"])),
    ])
    let cell = "indicator=learners,period=2024"
    replies.add("sen2", cell, number("576474"))
    for (code, count) in Self.settings.sorted(by: { $0.key < $1.key }) where code != setting {
      replies.add("sen2", "\(cell),setting=\(code)", number(count))
    }
    replies.add("census", cell, number("434354"))
    return replies
  }

  private func bridge(_ replies: SourceReplies, right: String = "census") throws
    -> BridgeDefinition
  {
    let steps = [
      "sen2[setting=FE]", "sen2[setting=ELSEWHERE]", "sen2[setting=EARLY]",
      "sen2[setting=UNKNOWN]", "sen2[setting=_T] - sum(sen2[setting=*])",
    ]
    return BridgeDefinition(
      id: "sen2-census", left: "sen2", right: right,
      scope: replies.structure.pattern(["setting": ["_T"]]),
      steps: try steps.map {
        BridgeDefinition.Step(
          cause: .scope, label: ["en": $0], expression: try CellExpression(parsing: $0))
      }, basis: "")
  }

  @Test("England's gap of 142,120 plans is scope but for 2,980")
  func england2024() throws {
    let replies = england()
    let result = try #require(
      try replies.result(
        at: "indicator=learners,period=2024", [],
        ReconciliationDefinition(bridges: [bridge(replies)], precedence: [.any(.source("sen2"))])))
    let bridge = try #require(result.bridges.first)
    #expect(result.bridges.count == 1)
    #expect(bridge.gap == 142120)
    #expect(bridge.steps.map(\.value) == [83781, 40601, 4389, 6724, 3645])
    #expect(bridge.unexplained == 2980)
    #expect(bridge.explainedShare == decimal("0.9790"))
    #expect(bridge.steps.reduce(bridge.unexplained) { $0 + $1.value } == bridge.gap)
    // Different institutions: no winner, whatever the precedence, but bounds and the part explained.
    #expect(result.figure.status == .interval)
    #expect(result.figure.value == nil)
    #expect(result.figure.lower == 434354)
    #expect(result.figure.upper == 576474)
    #expect(result.figure.explainedShare == decimal("0.979"))
    #expect(result.figure.lost.map(\.source) == ["sen2", "census"])
    #expect(result.flags(of: "comparison").map(\.cause) == [.scope])
  }

  @Test("A step whose cell is absent explains nothing: its amount stays in the rest")
  func absentStep() throws {
    let replies = england(without: "FE")
    let built = try #require(
      try replies.result(
        at: "indicator=learners,period=2024", [],
        ReconciliationDefinition(bridges: [bridge(replies)]))?.bridges.first)
    #expect(built.steps.map(\.value) == [40601, 4389, 6724, 87426])
    #expect(built.steps.reduce(built.unexplained) { $0 + $1.value } == 142120)
  }

  @Test("A bridge stands only where both sources give exact numbers")
  func oneSide() throws {
    let replies = england()
    let toNowhere = try bridge(replies, right: "register")
    #expect(
      try replies.results([], ReconciliationDefinition(bridges: [toNowhere]))
        .allSatisfy(\.bridges.isEmpty))
  }

  @Test("Without a gap there is no share of it")
  func noGap() throws {
    let replies = SourceReplies.pair(number("5"), number("5"))
    let bridge = BridgeDefinition(
      id: "b", left: "a", right: "b", scope: CellPattern(), steps: [], basis: "")
    let built = try replies.results([], ReconciliationDefinition(bridges: [bridge])).first?
      .bridges.first
    #expect(built?.gap == .zero)
    #expect(built?.explainedShare == nil)
  }
}
