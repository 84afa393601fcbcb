import StatisticalModel
import TestSupport
import Testing

@Suite("Revisions")
struct RevisionTests {
  private let cell = "indicator=learners,period=2022"

  /// Autism in 2022: more than 9,000 in the first edition, 12,087 in the next.
  @Test("A later edition stands, the earlier is kept and the change is said")
  func revised() throws {
    var replies = SourceReplies([.sample("a")])
    // The newer edition arrives first.
    replies.add("a", cell, number("12087"), edition: 2)
    replies.add("a", cell, number("9000", .atLeast), edition: 1)
    let result = try #require(try replies.results([], .taking("a")).first)
    #expect(result.figure.value == 12087)
    let flag = try #require(result.flags(of: "revision").first)
    #expect(flag.cause == .revision)
    #expect(flag.severity == .info)
    #expect(flag.reported.map(\.value.number) == [12087, 9000])
    #expect(flag.evidence.first?.values == ["before": "1", "after": "2"])
    #expect(flag.measures.difference == 3087)
  }

  @Test("An edition that repeats a value revises nothing; one without the cell leaves it")
  func unchanged() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", cell, number("5"), edition: 1)
    replies.add("a", cell, number("5"), edition: 3)
    replies.add("a", "indicator=learners,period=2023", number("6"), edition: 2)
    let results = try replies.results([], .taking("a"))
    #expect(results.flatMap(\.flags).isEmpty)
    #expect(results.map(\.figure.value) == [5, 6])
    #expect(results[0].checks(of: "revision").map(\.outcome) == [.agrees])
  }

  @Test("Three editions are two revisions, oldest first")
  func chain() throws {
    var replies = SourceReplies([.sample("a")])
    for (edition, value) in [(3, "7"), (1, "5"), (2, "6")] {
      replies.add("a", cell, number(value), edition: edition)
    }
    let flags = try replies.results().flatMap { $0.flags(of: "revision") }
    #expect(flags.map { $0.reported.map(\.value.number) } == [[6, 5], [7, 6]])
  }
}
