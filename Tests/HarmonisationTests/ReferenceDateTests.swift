import StatisticalModel
import TestSupport
import Testing

@Suite("The reference date of a sum")
struct ReferenceDateTests {
  /// Schools that reported on different days: the sum stands for the latest, whichever came first.
  @Test(
    "Is the latest of its parts in any order",
    arguments: [
      ["2022-10-01", "2022-10-05"], ["2022-10-05", "2022-10-01"],
    ])
  func latest(dates: [String]) {
    let rows = HarmonisedRows(
      .mapping("setting", aggregation: .sum),
      dates.enumerated().map {
        StagedObservation(record: $0 + 1, ["setting": "MAIN", "period": "2022"], asOf: $1)
      })
    #expect(rows.observations.map(\.asOf) == [period("2022-10-05")])
  }

  @Test("Without a date of its own a record has its delivery's")
  func delivery() {
    let rows = HarmonisedRows(
      .mapping("setting"), asOf: "2024-01-01", [StagedObservation(["setting": "MAIN"])])
    #expect(rows.observations.map(\.asOf) == [period("2024-01-01")])
  }
}
