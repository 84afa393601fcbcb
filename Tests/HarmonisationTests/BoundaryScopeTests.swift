import StatisticalModel
import TestSupport
import Testing

@Suite("The boundary day is about borders")
struct BoundaryScopeTests {
  /// Figures of 2019 by the borders of 2022 still count needs by the rules of 2019.
  @Test("A dated mapping of another dimension follows the period")
  func otherDimensions() {
    let walk = Crosswalk(
      id: "w", dimension: "setting",
      entries: [
        Crosswalk.Entry(
          source: "h52", target: "HOME", validity: Validity(from: nil, to: 2021_12_31)),
        Crosswalk.Entry(
          source: "h52", target: "SPECIAL", validity: Validity(from: 2022_01_01, to: nil)),
      ])
    let rows = HarmonisedRows(
      .mapping("setting", crosswalk: "w", boundaryDay: 2022_06_08), crosswalks: [walk],
      [StagedObservation(["setting": "h52", "area": "=KZ-35", "period": "2019"])])
    #expect(rows.codes(of: "setting") == ["HOME"])
    #expect(rows.observations.map(\.extentFrom) == [2022_06_08])
  }
}
