import StatisticalModel
import TestSupport
import Testing

@Suite("A crosswalk whose target is in no list")
struct CrosswalkTargetTests {
  /// With the other target alone, four of ten children would be left.
  @Test("Quarantines the record instead of losing a part of its number")
  func unknownTarget() {
    let walk = Crosswalk(
      id: "w", dimension: "setting",
      entries: [
        Crosswalk.Entry(source: "f81", target: "SPEC_LEARN", share: decimal("0.6")),
        Crosswalk.Entry(source: "f81", target: "HOME", share: decimal("0.4")),
      ])
    let rows = HarmonisedRows(
      .mapping("setting", crosswalk: "w"), crosswalks: [walk],
      [StagedObservation(["setting": "f81"], number("10"))])
    #expect(rows.observations.isEmpty)
    #expect(rows.reasons == [.unknownCode(dimension: "setting", text: "SPEC_LEARN")])
  }
}
