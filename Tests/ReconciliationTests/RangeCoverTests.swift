import StatisticalModel
import TestSupport
import Testing

@Suite("Bands that cover a range")
struct RangeCoverTests {
  /// Children with SEN, October 2025: 11,194 below 3, 62,217 of 4-5, 149,748 of 6-18; together
  /// 223,159 of 223,160, and nobody is three years old.
  @Test("Age 3 is missing from the bands of 2025, and one child from their sum")
  func ageThree() throws {
    let replies = bands(["Y0T2": "11194", "Y4T5": "62217", "Y6T18": "149748"])
    let result = try #require(try replies.result(at: "indicator=learners,period=2025"))
    let flag = try #require(result.flags(of: "range-cover:age").first)
    #expect(flag.cause == .scope)
    #expect(flag.evidence.first?.values == ["dimension": "age", "fault": "3 in no part"])
    #expect(result.checks(of: "part-whole:age").map(\.residual) == [1])
  }

  @Test("Bands that leave nothing out and do not overlap are in order")
  func partition() throws {
    #expect(
      try faults(["Y0T2": "1", "Y3": "1", "Y4T5": "1", "Y6T18": "1"]) == [])
  }

  @Test("An age in two bands, and one left out, are named")
  func overlap() throws {
    #expect(
      try faults(["Y0T2": "1", "Y4T5": "1", "Y5T6": "1", "Y6T18": "1"])
        == ["3 in no part, 5 in two parts, 6 in two parts"])
    #expect(try faults(["Y3": "1", "Y4T5": "1"]) == ["0-2 in no part, 6-18 in no part"])
  }

  @Test("One band alone claims to cover nothing")
  func single() throws {
    #expect(try faults(["Y6T18": "1"]) == [])
  }

  private func faults(_ counts: [String: String]) throws -> [String] {
    try bands(counts).results().flatMap { $0.flags(of: "range-cover:age") }
      .compactMap { $0.evidence.first?.values["fault"] }
  }

  private func bands(_ counts: [String: String]) -> SourceReplies {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", "indicator=learners,period=2025", number("223160"))
    for (band, count) in counts.sorted(by: { $0.key < $1.key }) {
      replies.add("a", "indicator=learners,period=2025,age=\(band)", number(count))
    }
    return replies
  }
}
