import StatisticalModel
import TestSupport
import Testing

@Suite("The interval of a figure")
struct FigureIntervalTests {
  @Test("An open end stays open, below as above")
  func openEnds() throws {
    let fewer = try figure(.pair(number("5", .atMost), number("10")))
    #expect(fewer?.lower == nil)
    #expect(fewer?.upper == 10)
    let more = try figure(.pair(number("5", .atLeast), number("10")))
    #expect(more?.lower == 5)
    #expect(more?.upper == nil)
  }

  /// Exactly ten times as many: whatever the unit was, the two still count different children.
  @Test("Definitions that differ are not hidden by a cause tried before them")
  func secondaryDefinition() throws {
    let concepts = ["SEN conclusion", "disability"].map {
      ConceptDefinition(attributes: [.concept: $0])
    }
    let replies = SourceReplies.pair(number("50"), number("500"), of: concepts)
    let result = try #require(try replies.results([], .taking("a")).first)
    #expect(result.flags.map(\.cause) == [.format])
    #expect(result.figure.status == .interval)
  }

  @Test("The share explained is that of the largest gap")
  func largestGap() throws {
    var replies = SourceReplies([.sample("a"), .sample("b"), .sample("c")])
    for (source, count) in [("a", "200"), ("b", "190"), ("c", "100")] {
      replies.add(source, "indicator=learners,period=2022", number(count))
    }
    func bridge(_ id: String, to right: String, step: String) throws -> BridgeDefinition {
      BridgeDefinition(
        id: id, left: "a", right: right, scope: CellPattern(),
        steps: [
          BridgeDefinition.Step(
            cause: .scope, label: ["en": ""], expression: try CellExpression(parsing: step))
        ], basis: "")
    }
    // All of the small gap of 10, a quarter of the large one of 100.
    let bridges = [try bridge("x", to: "b", step: "10"), try bridge("y", to: "c", step: "25")]
    let definition = ReconciliationDefinition(bridges: bridges, precedence: [.any(.interval)])
    #expect(
      try replies.results([], definition).first?.figure.explainedShare == decimal("0.25"))
  }

  private func figure(_ replies: SourceReplies) throws -> Figure? {
    try replies.results().first?.figure
  }
}
