import StatisticalMethods
import Testing

@Suite("Coverage: what cannot be estimated is refused with the reason")
struct CoverageEstimabilityTests {
  @Test("all pairs of the artificial table are not identifiable: five parameters, four patterns")
  func notIdentifiable() {
    let fit = ModelFit(Published.model(3, "AB", "AC", "BC"), to: Published.artificial)
    #expect(fit.estimability == .notIdentifiable(rank: 4, parameters: 5))
    #expect(fit.estimate == nil)
  }

  @Test("the interaction AB alone has no finite maximum on the artificial table")
  func noMaximum() {
    let fit = ModelFit(Published.model(3, "AB"), to: Published.artificial)
    // C is always alone, so the patterns of C with others shrink without end.
    #expect(fit.estimability == .noFiniteMaximum(patterns: [5, 6, 7]))
    #expect(fit.estimate == nil)
  }

  @Test("AC and BC are accepted on the artificial table and give 96 + 40 · 30 / 6")
  func accepted() throws {
    let fit = ModelFit(Published.model(3, "AC", "BC"), to: Published.artificial)
    let estimate = try #require(fit.estimate)
    #expect(estimate.size.printed(6) == "296.000000")
    #expect(estimate.degreesOfFreedom == 0)
  }

  @Test("a term that went to minus infinity is paid for in the AIC")
  func infiniteTerms() throws {
    let small = try #require(ModelFit(Published.model(3), to: Published.artificial).estimate)
    let large = try #require(
      ModelFit(Published.model(3, "AC", "BC"), to: Published.artificial).estimate)
    // Nested models: the AIC moves by two a term less what the deviance fell by.
    let expected = 2 * 2 - (small.deviance - large.deviance)
    #expect(abs(large.aic - small.aic - expected) < 1e-9)
    #expect(abs(large.bic - small.bic - (expected - 4 + 2 * 4.564348191467836)) < 1e-9)
  }

  @Test("two lists without overlap have no estimate")
  func disjoint() throws {
    let answer = try #require(CoverageEstimate(Published.table(["10": 5, "01": 7])))
    #expect(answer.entries.map(\.fit.estimability) == [.noFiniteMaximum(patterns: [3])])
    #expect(answer.supported == nil)
    #expect(answer.all == nil)
    #expect(answer.lowerBound == nil)
  }

  @Test("two lists declared dependent leave nothing to estimate from")
  func dependentPair() throws {
    let table = Published.table(["10": 781, "01": 254, "11": 167])
    let answer = try #require(CoverageEstimate(table, dependent: [(0, 1)]))
    #expect(answer.entries.count == 1)
    #expect(
      answer.entries.first?.fit.estimability == .notIdentifiable(rank: 3, parameters: 4))
    #expect(answer.pairs.first?.lincolnPetersen == nil)
    #expect(answer.pairs.first?.isDeclaredDependent == true)
    #expect(answer.supported == nil)
  }

  @Test("a declared dependence is in every model", arguments: [3, 4])
  func declared(lists: Int) throws {
    let table = lists == 3 ? Published.spinaBifida : Published.rome
    let answer = try #require(CoverageEstimate(table, dependent: [(1, 2)]))
    #expect(answer.entries.count >= 4)
    #expect(answer.entries.allSatisfy { $0.fit.model.interactions.contains(0b110) })
  }

  @Test("a table that is no table of lists is refused")
  func refusals() {
    #expect(throws: ListOverlap.Refusal.listCount(1)) {
      try ListOverlap(lists: ["A"], counts: [1: 1])
    }
    #expect(throws: ListOverlap.Refusal.listCount(7)) {
      try ListOverlap(lists: ["A", "B", "C", "D", "E", "F", "G"], counts: [1: 1])
    }
    #expect(throws: ListOverlap.Refusal.listName("A")) {
      try ListOverlap(lists: ["A", "A"], counts: [1: 1])
    }
    #expect(throws: ListOverlap.Refusal.count(-1)) {
      try ListOverlap(lists: ["A", "B"], counts: [1: -1])
    }
    #expect(throws: ListOverlap.Refusal.pattern(0)) {
      try ListOverlap(lists: ["A", "B"], counts: [0: 1])
    }
    #expect(throws: ListOverlap.Refusal.empty) {
      try ListOverlap(lists: ["A", "B"], counts: [:])
    }
  }
}
