import StatisticalModel
import TestSupport
import Testing

@Suite("Residuals known only by their bounds")
struct ResidualBoundTests {
  /// Fewer than 30 and fewer than 20 are fewer than 50: at least 50 short of 100, at most 100.
  @Test("A sum that must be too small is reported by the least it is short")
  func tooLow() throws {
    var replies = SourceReplies([.sample("a")])
    for (setting, most) in [("MAIN", "30"), ("HOME", "20")] {
      replies.add(
        "a", "indicator=share,period=2019,setting=\(setting)", number(most, .atMost))
    }
    let flag = try results(replies).flatMap(\.flags).first
    #expect(flag?.measures.difference == -50)
    #expect(flag?.evidence.first?.values["residual"] == "-50")
  }

  /// Two numbers rounded to 1 are less than 1 too high together; 101 and an unknown more is too
  /// much by the same strict bound that holds where all parts are known.
  @Test("The bound of rounding is strict where a part is unknown too")
  func strict() throws {
    var replies = SourceReplies([.sample("a")])
    for (setting, share) in [("MAIN", "60"), ("HOME", "41")] {
      replies.add("a", "indicator=share,period=2019,setting=\(setting)", number(share, unit: "1"))
    }
    replies.add(
      "a", "indicator=share,period=2019,setting=FE", ObservedValue(absent: .suppressed))
    #expect(
      try results(replies).flatMap { $0.checks(of: "rule") }.map(\.outcome) == [.disagrees])
  }

  private func results(_ replies: SourceReplies) throws -> [CellResult] {
    try replies.results([
      .relation("sum([setting=*]) = 100", where: replies.structure.pattern(["setting": ["_T"]]))
    ])
  }
}
