import Foundation
import Testing

/// "Education, health and care plans 2025" against "Special educational needs in England", January
/// 2024 (Department for Education, Open Government Licence).
@Suite("England: plans by authority and by school")
struct EnglandClaimTests {
  let cell: Answer.Explanation

  init() throws {
    cell = try Workspace.read.get().answer(
      Answer.Explanation.self, "explain", "england",
      "indicator=ehc-plans,area=E92000001,period=2023/2024")
  }

  @Test("the gap of 142,120 is explained to 97.9 %, step by step, with 2,980 left")
  func bridge() throws {
    let bridge = try #require(cell.bridges.first)
    #expect(cell.bridges.count == 1)
    // 576,474 of the authorities less 434,354 of the schools.
    #expect(bridge.gap == 142_120)
    let steps = [
      ("Further education", 83_781), ("Educated elsewhere", 40_601),
      ("Non-maintained early years", 4_389), ("Placement unknown", 6_724),
      ("No detail by setting", 3_645),
    ]
    #expect(bridge.steps.map { $0.label["en"] } == steps.map(\.0))
    #expect(bridge.steps.map(\.value) == steps.map { Decimal($0.1) })
    #expect(bridge.steps.allSatisfy { $0.cause == "SCO" })
    #expect(bridge.unexplained == 2_980)
    #expect(bridge.steps.reduce(bridge.unexplained) { $0 + $1.value } == bridge.gap)
    #expect(bridge.explainedShare == number("0.979"))
  }

  @Test("the figure is the interval of both, with what is explained of it")
  func figure() {
    #expect(cell.figure.status == "interval" && cell.figure.value == nil)
    #expect(cell.figure.lower == 434_354 && cell.figure.upper == 576_474)
    #expect(cell.figure.explainedShare == number("0.979"))
    #expect(cell.used.isEmpty && cell.lost.count == 2)
  }

  @Test("3,645 plans have no setting and no sex")
  func withoutDetail() {
    let sums = cell.flags.filter { $0.cause == "ARI" }
    #expect(Set(sums.map(\.rule)) == ["sexes-add-up", "part-whole:setting"])
    #expect(sums.allSatisfy { $0.difference == 3_645 })
  }

  @Test("schools and authorities differ by scope, not by error")
  func scope() {
    let comparison = cell.flags.filter { $0.rule == "comparison" }
    #expect(comparison.map(\.cause) == ["SCO"])
    #expect(comparison.map(\.difference) == [-142_120])
  }
}
