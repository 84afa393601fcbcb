import StatisticalModel
import TestSupport
import Testing

/// Plain counts are added beside their observation and settled later; what they are added to may be
/// absent, rounded, deleted or of another date meanwhile.
@Suite("Counts that run up beside an observation")
struct RunningCountTests {
  private static let values: [ObservedValue] = [
    number("1"), number("2"), number("0"), number("30", unit: "10"), number("7", .atLeast),
    number("1.5"), number("999999999999999"), ObservedValue(absent: .missing),
    ObservedValue(absent: .suppressed), ObservedValue(absent: .deleted),
  ]
  private static let dates: [String?] = [nil, "2022-10-01", "2022-10-01", "2021-10-01"]

  /// The records one by one, as the words of ``ObservedValue/adding(_:)`` say.
  private func added(_ rows: [StagedObservation]) -> (value: ObservedValue, records: [Int]) {
    var value = rows[0].value
    var records = [rows[0].record]
    for row in rows.dropFirst() {
      if value.state == .deleted || row.value.state == .deleted {
        // As if nothing had been said before: the records before it made nothing of the cell.
        value = row.value
        records = [row.record]
      } else {
        value = value.adding(row.value)
        records.append(row.record)
      }
    }
    return (value, records)
  }

  @Test("Give what adding record by record gives", arguments: 1...60)
  func sums(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rows = (1...Int.random(in: 1...40, using: &random)).map { record in
      StagedObservation(
        record: record, ["setting": "MAIN"],
        // Mostly plain counts, as in files.
        Bool.random(using: &random)
          ? number(String(Int.random(in: 0...9, using: &random)))
          : Self.values.randomElement(using: &random) ?? number("1"),
        asOf: Self.dates.randomElement(using: &random) ?? nil)
    }
    let found = HarmonisedRows(.mapping("setting", aggregation: .sum), rows).observations
    let expected = added(rows)
    #expect(found.map(\.value) == [expected.value], "seed \(seed)")
    #expect(found.map { Array($0.records) } == [expected.records], "seed \(seed)")
    #expect(found.map(\.asOf) == [rows.compactMap(\.asOf).max().map(period)], "seed \(seed)")
  }

  /// Ten thousand numbers of fifteen digits are more than a machine integer holds.
  @Test("Are exact beyond the largest machine integer")
  func large() {
    let rows = (1...10_000).map {
      StagedObservation(record: $0, ["setting": "MAIN"], number("999999999999999"))
    }
    let found = HarmonisedRows(.mapping("setting", aggregation: .sum), rows).observations
    #expect(found.first?.value.number?.description == "9999999999999990000")
  }
}
