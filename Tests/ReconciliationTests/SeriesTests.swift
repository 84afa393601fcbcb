import StatisticalModel
import TestSupport
import Testing

@Suite("Series")
struct SeriesTests {
  /// Karaganda, table 2: per cent in general classes, 2017-2023.
  private static let total = ["32.5", "30.6", "44.3", "36.3", "37.1", "39.4", "64.5"]
  private static let lowVision = ["23.9", "24.6", "54.8", "44.5", "41.3", "27.0", "81.6"]

  @Test(
    "Jumps of 20 points and more are found, in the years the table shows",
    arguments: [(total, ["2023"]), (lowVision, ["2019", "2023"])])
  func jumps(shares: [String], years: [String]) throws {
    let (flags, structure) = try flags(shares, events: { _ in [] })
    #expect(flags.compactMap { structure.period(of: $0.key)?.description } == years)
    #expect(flags.allSatisfy { $0.cause == .unexplained })
  }

  /// Special class, 2022 to 2023: 21.6 to 2.4 falls 19.2.
  @Test(
    "The limit itself is a jump, just below it is not",
    arguments: [("21.6", "2.4", 0), ("21.6", "1.6", 1), ("1.6", "21.6", 1), ("1.7", "21.6", 0)])
  func limit(before: String, after: String, count: Int) throws {
    #expect(try flags([before, after], events: { _ in [] }).flags.count == count)
  }

  /// The study says why for vision: myopia and hyperopia entered the category in 2019 and 2023.
  @Test("A jump over a known event has its cause and reason")
  func events() throws {
    func event(_ day: String, setting: String = "_T") -> (Structure) -> [KnownEvent] {
      { structure in
        [
          KnownEvent(
            id: "myopia", cause: .definition, date: period(day),
            scope: structure.pattern(["setting": [setting]]), reason: ["en": "myopia counts"],
            basis: "")
        ]
      }
    }
    func causes(_ events: (Structure) -> [KnownEvent]) throws -> [Cause] {
      try flags(Self.lowVision, events: events).flags.map(\.cause)
    }
    #expect(try causes(event("2023-01-01")) == [.unexplained, .definition])
    #expect(try causes(event("2023-12-31")) == [.unexplained, .definition])
    #expect(try causes(event("2019-06-01")) == [.definition, .unexplained])
    // The day before, and another cell.
    #expect(try causes(event("2022-12-31")) == [.unexplained, .unexplained])
    #expect(try causes(event("2024-01-01")) == [.unexplained, .unexplained])
    #expect(
      try causes(event("2023-01-01", setting: "HOME")) == [.unexplained, .unexplained])
    let evidence = try flags(Self.lowVision, events: event("2023-01-01")).flags.last?.evidence.first
    #expect(evidence?.key == .knownEvent)
    #expect(evidence?.values["reason"] == "myopia counts")
  }

  @Test("A gap in a series is not jumped over, nor a school year after a calendar year")
  func gaps() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", "indicator=share,period=2021", number("10"))
    replies.add("a", "indicator=share,period=2022", ObservedValue(absent: .suppressed))
    replies.add("a", "indicator=share,period=2023", number("90"))
    replies.add("a", "indicator=share,period=2021/2022", number("50"))
    let checks = try replies.results([changeRule]).flatMap { $0.checks(of: "break") }
    #expect(checks.map(\.outcome) == [.cannotBeJudged, .cannotBeJudged])
  }

  private let changeRule = Rule(
    id: "break", text: "", test: .change(limit: 20), severity: .warning, owner: "o", basis: "b",
    hash: "")

  private func flags(_ shares: [String], events: (Structure) -> [KnownEvent]) throws
    -> (flags: [DiscrepancyFlag], structure: Structure)
  {
    var replies = SourceReplies([.sample("table-2")])
    for (year, share) in zip(2017..., shares) {
      replies.add(
        "table-2", "indicator=share,area=KZ-35,period=\(year)", number(share, unit: "0.1"))
    }
    let definition = ReconciliationDefinition(events: events(replies.structure))
    let flags = try replies.results([changeRule], definition).flatMap { $0.flags(of: "break") }
    return (flags, replies.structure)
  }
}
