import StatisticalModel
import TestSupport
import Testing

@Suite("What a source's own record says against it")
struct SourceStateTests {
  private let cell = "indicator=learners,period=2022"

  @Test("Equal repetitions are noted and block nothing; two numbers for one cell block it")
  func duplicates() throws {
    var equal = SourceReplies([.sample("a")])
    equal.add("a", cell, number("5"), duplicates: [7])
    let noted = try #require(try equal.results([], .taking("a")).first)
    #expect(noted.flags.map(\.cause) == [.duplicate])
    #expect(noted.flags.map(\.severity) == [.info])
    #expect(noted.flags.first?.evidence.first?.values["records"] == "1,7")
    #expect(noted.figure.status == .published)

    var conflicting = SourceReplies([.sample("a"), .sample("b")])
    conflicting.add("a", cell, ObservedValue(absent: .ambiguous), duplicates: [7])
    conflicting.add("b", cell, number("5"))
    let blocked = try #require(try conflicting.results([], .taking("b")).first)
    #expect(blocked.flags.map(\.severity) == [.error])
    #expect(blocked.figure.status == .blocked)
    #expect(blocked.figure.value == nil)
  }

  @Test("A unit that was added up twice is warned of, and the number stays the source's own")
  func repeatedUnits() throws {
    var replies = SourceReplies([.sample("a", aggregation: .sum)])
    replies.add("a", cell, number("25"), duplicates: [7, 9])
    let result = try #require(try replies.results([], .taking("a")).first)
    #expect(result.flags.map(\.cause) == [.duplicate])
    #expect(result.flags.map(\.severity) == [.warning])
    #expect(
      result.flags.first?.evidence == [
        Evidence(.repeatedUnits, ["source": "a", "records": "7,9"])
      ])
    #expect(result.figure.value == 25)
  }

  /// Karaganda, tables 3 and 4: the en dash is both "none" and "no data".
  @Test("A sign of two meanings is noted, with the periods in which the source has a number")
  func ambiguousMarkers() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", "indicator=learners,period=2021", ObservedValue(absent: .ambiguous))
    replies.add("a", "indicator=learners,period=2022", number("0"))
    replies.add("a", "indicator=learners,period=2024", number("1"))
    replies.add("a", "indicator=learners,period=2023", ObservedValue(absent: .ambiguous))
    let flags = try replies.results().flatMap { $0.flags(of: "marker-has-one-meaning") }
    #expect(flags.map(\.cause) == [.zero, .zero])
    #expect(flags.map { $0.evidence.first?.values["siblings"] } == ["2022,2024", "2022,2024"])
  }
}
