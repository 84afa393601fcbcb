import Reconciliation
import StatisticalModel
import TestSupport
import Testing

@Suite("Figures")
struct FigureTests {
  private let cell = "indicator=learners,area=KZ,period=2022,sex=_T,setting=_T,age=Y0T18"

  @Test("The source of the rule is published, the others are kept as losers")
  func published() throws {
    let figure = try figure(SourceReplies.pair(number("104260"), number("98300")), .taking("b"))
    #expect(figure?.status == .published)
    #expect(figure?.value == 98300)
    #expect(figure?.method == "source:b")
    #expect(figure?.rule == "any")
    #expect(figure?.used.map(\.source) == ["b"])
    #expect(figure?.lost.map(\.source) == ["a"])
    #expect(figure?.lower == 98300)
    #expect(figure?.upper == 104260)
  }

  @Test("Rules of a lower rank come first; a rule fits only where its source has a number")
  func ranks() throws {
    let rules = ReconciliationDefinition(precedence: [
      .any(.source("a"), id: "first", rank: 1), .any(.source("b"), id: "second", rank: 2),
    ])
    #expect(try figure(.pair(number("5"), number("7")), rules)?.rule == "first")
    let absent = try figure(.pair(ObservedValue(absent: .missing), number("7")), rules)
    #expect(absent?.rule == "second")
    #expect(absent?.value == 7)
  }

  @Test("A cell that no rule matches is an error, and so is one that two of a rank do")
  func undecided() throws {
    let replies = SourceReplies.pair(number("5"), number("7"))
    #expect(throws: PrecedenceError.noRule(cell: cell, sources: ["a", "b"])) {
      try replies.results([], .taking("c"))
    }
    let equal = ReconciliationDefinition(precedence: [
      .any(.source("b"), id: "y"), .any(.source("a"), id: "x"), .any(.interval, id: "z", rank: 2),
    ])
    #expect(throws: PrecedenceError.equalRules(cell: cell, rules: ["x", "y"])) {
      try replies.results([], equal)
    }
  }

  @Test("A cell without any number needs no rule and has no figure")
  func absent() throws {
    let missing = ObservedValue(absent: .missing)
    let figure = try figure(.pair(missing, ObservedValue(absent: .suppressed)), .taking("c"))
    #expect(figure?.status == .absent)
    #expect(figure?.value == nil)
    #expect(figure?.lost.count == 2)
  }

  @Test("Definitions that differ leave an interval, whatever the rule says")
  func definitions() throws {
    let concepts = ["SEN conclusion", "disability"].map {
      ConceptDefinition(attributes: [.concept: $0])
    }
    let figure = try figure(.pair(number("5"), number("7"), of: concepts), .taking("a"))
    #expect(figure?.status == .interval)
    #expect(figure?.lower == 5)
    #expect(figure?.upper == 7)
  }

  @Test("A bound is no figure")
  func bounds() throws {
    let replies = SourceReplies.pair(number("235000", .atLeast), number("223160"))
    let figure = try figure(replies, .taking("a"))
    #expect(figure?.status == .interval)
    #expect(figure?.value == nil)
    #expect(figure?.lower == 223160)
    #expect(figure?.upper == nil)
  }

  @Test("An error flag blocks the cell and leaves no value")
  func blocked() throws {
    let replies = SourceReplies.pair(number("5"), number("7"))
    let rule = try Rule.relation("[] <= 4", sources: ["b"], severity: .error)
    let result = try #require(try replies.results([rule], .taking("a")).first)
    #expect(result.figure.status == .blocked)
    #expect(result.figure.value == nil)
    #expect(result.figure.used.isEmpty)
    let warning = try Rule.relation("[] <= 4", sources: ["b"], severity: .warning)
    #expect(try replies.results([warning], .taking("a")).first?.figure.status == .published)
  }

  private func figure(_ replies: SourceReplies, _ definition: ReconciliationDefinition) throws
    -> Figure?
  {
    try replies.results([], definition).first?.figure
  }
}
