import StatisticalModel
import TestSupport
import Testing

@Suite("Series that cross a change of borders")
struct BoundarySeriesTests {
  private func replies(boundaryDay: Int? = nil, extents: [(String, Int?)]) -> SourceReplies {
    var replies = SourceReplies([
      .sample("a", concept: ConceptDefinition(attributes: [:], boundaryDay: boundaryDay))
    ])
    for (year, extent) in extents {
      for sex in ["M", "F"] {
        replies.add(
          "a", "indicator=share,area=KZ-35,period=\(year),sex=\(sex)", number("30"),
          extentFrom: extent)
      }
    }
    return replies
  }

  /// Benefit recipients in Karaganda fell by 18.3 % in 2022: Ulytau had left.
  @Test("Are flagged once, at the series, with a value on either side")
  func crossing() throws {
    let replies = replies(extents: [
      ("2021", 1997_05_03), ("2022", 2022_06_08), ("2023", 2022_06_08), ("2020", 1997_05_03),
    ])
    let results = try replies.results()
    let flags = results.flatMap { $0.flags(of: "boundary-basis") }
    let flag = try #require(flags.first)
    #expect(flags.count == 1)
    #expect(flag.cause == .geography)
    #expect(flag.evidence.first?.values == ["source": "a", "area": "KZ-35", "dates": "2022-06-08"])
    let years = flag.reported.compactMap { replies.structure.period(of: $0.key)?.description }
    #expect(years == ["2020", "2022"])
    let series = try #require(results.first { $0.figure.status == .series })
    #expect(
      replies.structure.text(of: series.key)
        == "indicator=share,area=KZ-35,period=*,sex=*,setting=*,age=*")
  }

  @Test("Are not flagged where the source names its borders, or never crosses")
  func basisStated() throws {
    let years: [(String, Int?)] = [("2021", 1997_05_03), ("2022", 2022_06_08)]
    #expect(
      try replies(boundaryDay: 2022_06_08, extents: years).results().flatMap(\.flags).isEmpty)
    #expect(try replies(extents: Array(years.prefix(1))).results().flatMap(\.flags).isEmpty)
    #expect(
      try replies(extents: [("2021", nil), ("2022", nil)]).results().flatMap(\.flags).isEmpty)
  }

  @Test("Are found where the older extent has no first day")
  func openExtent() throws {
    let oldest = SourceObservation.oldestExtent
    let flags = try replies(extents: [("2021", oldest), ("2022", 2022_06_08)]).results()
      .flatMap(\.flags)
    #expect(flags.map { $0.evidence.first?.values["dates"] } == ["2022-06-08"])
  }
}
