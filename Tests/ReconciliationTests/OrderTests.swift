import StatisticalModel
import TestSupport
import Testing

@Suite("Order")
struct OrderTests {
  @Test("Observations in any order, on any number of threads, give identical results in key order")
  func shuffled() throws {
    var random = SeededGenerator()
    var replies = SourceReplies([
      .sample("a", concept: ConceptDefinition(attributes: [.measure: "stock"], origin: "reply")),
      .sample("b", concept: ConceptDefinition(attributes: [.measure: "flow"], origin: "reply")),
      .sample("c", concept: ConceptDefinition(attributes: [:], copiedFrom: ["a"])),
    ])
    let values = [
      number("175085"), number("175082"), number("98.3", unit: "0.1"), number("98300"),
      number("9000", .atLeast), number("0"), ObservedValue(absent: .suppressed),
      ObservedValue(absent: .ambiguous), number("32", .approximate),
    ]
    for source in ["a", "b", "c"] {
      for edition in 1...2 {
        for year in 2019...2023 {
          for part in ["", ",sex=M", ",sex=F", ",setting=HOME", ",age=Y0T2", ",age=Y4T5"]
          where Bool.random(using: &random) {
            replies.add(
              source, "indicator=learners,area=KZ-35,period=\(year)\(part)",
              values[Int.random(in: values.indices, using: &random)], edition: edition,
              extentFrom: year < 2022 ? 1997_05_03 : 2022_06_08)
          }
        }
      }
    }
    let rules = [
      try Rule.relation("[sex=M] <= [sex=_T]"), try .relation("[] = sum([sex=*])"),
      Rule(
        id: "break", text: "", test: .change(limit: 20), severity: .warning, owner: "o",
        basis: "b", hash: ""),
    ]
    let expected = try replies.results(rules)
    #expect(expected.map(\.key) == expected.map(\.key).sorted())
    #expect(Set(expected.map(\.key)).count == expected.count)
    for _ in 0..<20 {
      replies.observations.shuffle(using: &random)
      #expect(try replies.results(rules) == expected, "seed \(random.seed)")
    }
    for jobs in [2, 7] {
      #expect(try replies.results(rules, jobs: jobs) == expected, "\(jobs) threads")
    }
  }
}
