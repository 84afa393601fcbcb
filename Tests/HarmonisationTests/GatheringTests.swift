import StatisticalModel
import TestSupport
import Testing

/// The lists and the table of cells are cut into pieces that grow: these go well over every edge.
@Suite("Gathering many records")
struct GatheringTests {
  @Test("Records of interleaved cells keep their order, whatever their number")
  func interleaved() {
    let settings = ["MAIN", "HOME", "SPECIAL"]
    // Bursts of growing length, so that differences take one byte and two.
    let placed = (1...900).map { record in (record, settings[(record * record / 50) % 3]) }
    let rows = HarmonisedRows(
      .mapping("setting", aggregation: .sum),
      placed.map { StagedObservation(record: $0.0, ["setting": $0.1]) })
    for setting in settings {
      let own = placed.filter { $0.1 == setting }.map(\.0)
      let found = rows.observations.filter { rows.structure.text(of: $0.key).contains(setting) }
      #expect(found.map { Array($0.records) } == [own])
      #expect(found.map(\.value) == [number(String(own.count))])
    }
  }

  @Test("Two thousand cells stay apart")
  func manyCells() {
    let years = (1...2000).map { String(7000 + $0) }
    let rows = HarmonisedRows(
      .mapping("period", aggregation: .sum),
      (years + years).enumerated().map {
        StagedObservation(record: $0.offset + 1, ["period": $0.element])
      })
    #expect(rows.observations.count == years.count)
    let expected = (1...2000).map { [$0, $0 + 2000] }
    #expect(rows.observations.map { Array($0.records) } == expected)
  }
}
