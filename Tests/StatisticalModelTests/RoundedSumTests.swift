import StatisticalModel
import TestSupport
import Testing

@Suite("Sums of rounded numbers")
struct RoundedSumTests {
  /// Each school's count is up to 2.5 away from the truth, so three of them up to 7.5 together
  /// (methods 5.2: k parts rounded to u differ by at most k·u/2).
  @Test("A sum of numbers rounded to 5 is as uncertain as its parts together")
  func uncertaintyAddsUp() {
    let sum = number("10", unit: "5").adding(number("20", unit: "5")).adding(number("5", unit: "5"))
    #expect(sum.number == 35)
    #expect(sum.roundingUnit == 15)
  }

  @Test("An exact part adds no uncertainty, and exact parts give an exact sum")
  func exactParts() {
    #expect(number("10", unit: "5").adding(number("3")).roundingUnit == 5)
    #expect(number("10").adding(number("3")).roundingUnit == nil)
  }
}
