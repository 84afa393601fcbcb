import StatisticalModel
import TestSupport
import Testing

@Suite("A unit that gives a cell again")
struct RepeatedUnitTests {
  /// Rows of one region, school by school; -1 is a row that names none.
  private func rows(_ units: [Int32], aggregation: Aggregation = .sum) -> HarmonisedRows {
    HarmonisedRows(
      .mapping("setting", aggregation: aggregation),
      units.enumerated().map { position, unit in
        StagedObservation(record: position + 1, ["setting": "MAIN"], number("5"), unit: unit)
      })
  }

  @Test(
    "Its later records are named, and the sum stays what the file adds up to",
    arguments: [
      ([0, 1, 2], []), ([0, 1, 0], [3]), ([0, 0, 0], [2, 3]), ([1, 0, 1, 0], [3, 4]),
      ([-1, -1, 0], []),
    ] as [([Int32], [Int])])
  func repeats(_ units: [Int32], _ expected: [Int]) {
    let rows = rows(units)
    #expect(rows.observations.map(\.duplicates) == [expected])
    #expect(rows.observations.map(\.value) == [number("\(units.count * 5)")])
    #expect(rows.observations.map(\.records) == [RecordList(1...units.count)])
  }

  @Test("A unit may give as many cells as it likes")
  func otherCells() {
    let rows = HarmonisedRows(
      .mapping("setting", aggregation: .sum),
      [
        StagedObservation(record: 1, ["setting": "MAIN"], unit: 0),
        StagedObservation(record: 2, ["setting": "HOME"], unit: 0),
        StagedObservation(record: 3, ["setting": "HOME"], unit: 1),
        StagedObservation(record: 4, ["setting": "MAIN"], unit: 0),
      ])
    #expect(rows.codes(of: "setting") == ["MAIN", "HOME"])
    #expect(rows.observations.map(\.duplicates) == [[4], []])
  }
}
