import StatisticalModel
import TestSupport
import Testing

@Suite("An extent open towards the past")
struct OpenExtentTests {
  /// East Kazakhstan is listed without a first day; Abai left it on 8 June 2022.
  @Test("Is told from the extent after it")
  func oldest() {
    let rows = HarmonisedRows(
      .mapping("area"),
      ["2021", "2022"].enumerated().map {
        StagedObservation(record: $0 + 1, ["area": "KZ-63", "period": $1])
      })
    #expect(rows.observations.map(\.extentFrom) == [SourceObservation.oldestExtent, 2022_06_08])
  }
}
