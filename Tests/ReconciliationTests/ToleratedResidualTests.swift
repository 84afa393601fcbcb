import StatisticalModel
import TestSupport
import Testing

@Suite("What counts as rounding")
struct ToleratedResidualTests {
  /// Methods 5.2: the word "rounding" only inside the rounding bound, and only where a source
  /// declares a unit.
  @Test("A residual inside a fixed tolerance is no rounding where nothing was rounded")
  func exactCounts() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", ["indicator=share,period=2019": "12"])
    let rule = try Rule.relation("[] = 10", tolerance: .fixed(2))
    let result = try #require(try replies.results([rule]).first)
    #expect(result.checks(of: "rule").map(\.outcome) == [.agrees])
    #expect(result.flags.isEmpty)
  }

  @Test("A residual inside both is rounding, and the bound named is that of rounding")
  func roundedCounts() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", "indicator=share,period=2019", number("10.4", unit: "1"))
    let rule = try Rule.relation("[] = 10", tolerance: .fixed(2))
    let flag = try replies.results([rule]).flatMap(\.flags).first
    #expect(flag?.cause == .rounding)
    #expect(flag?.evidence.first?.values["bound"] == "0.5")
  }
}
