import StatisticalModel
import Testing

@Suite("Causes")
struct CauseTests {
  @Test("Causes are tried in the order of the taxonomy, cheapest certain evidence first")
  func order() {
    // The table of causes the project adopted, top to bottom.
    let taxonomy = [
      "ING", "DUP", "FMT", "TYP", "ARI", "RND", "ZER", "DEF", "SCO", "TIM", "GEO", "COV", "LNK",
      "DEP", "REV", "MET", "SDC", "UNX",
    ]
    #expect(Cause.allCases.shuffled().sorted().map(\.rawValue) == taxonomy)
  }

  @Test("A cell disagrees if any check does, and agrees only if all do")
  func outcomes() {
    func outcome(_ outcomes: Outcome...) -> Outcome {
      let checks = outcomes.map {
        Check(rule: "r", source: "a", outcome: $0, residual: nil, tolerance: .zero)
      }
      return CellResult(
        key: CellKey(bits: 0), figure: Figure(status: .absent, method: "none"), checks: checks
      ).outcome
    }
    #expect(outcome(.agrees, .disagrees, .cannotBeJudged) == .disagrees)
    #expect(outcome(.agrees, .cannotBeJudged) == .cannotBeJudged)
    #expect(outcome(.agrees, .agrees) == .agrees)
    #expect(outcome() == .cannotBeJudged)
  }
}
