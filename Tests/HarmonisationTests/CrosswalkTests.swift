import StatisticalModel
import TestSupport
import Testing

@Suite("Crosswalks")
struct CrosswalkTests {
  /// As ICD-10 F81 goes to two SEN categories, 0.6 and 0.4.
  private let split = Crosswalk(
    id: "w", dimension: "setting",
    entries: [
      Crosswalk.Entry(source: "f81", target: "MAIN", share: decimal("0.6"), certainty: .ambiguous),
      Crosswalk.Entry(source: "f81", target: "HOME", share: decimal("0.4"), certainty: .ambiguous),
      Crosswalk.Entry(source: "f70", target: "MAIN"),
      Crosswalk.Entry(source: "f71", target: "MAIN", certainty: .probable),
    ])

  @Test("Shares divide a number exactly, and the parts are estimates")
  func shares() {
    let rows = harmonise([StagedObservation(["setting": "f81"], number("7"))])
    #expect(rows.codes(of: "setting") == ["MAIN", "HOME"])
    #expect(
      rows.observations.map(\.value)
        == [number("4.2", .approximate), number("2.8", .approximate)])
    #expect(rows.observations.map(\.certainty) == [.ambiguous, .ambiguous])
  }

  @Test("A code mapped whole stays exact; the least certain mapping of a cell is kept")
  func certainty() {
    let rows = harmonise(
      [
        StagedObservation(record: 1, ["setting": "f70"], number("5")),
        StagedObservation(record: 2, ["setting": "f71"], number("6")),
      ], aggregation: .sum)
    #expect(rows.observations.map(\.value) == [number("11")])
    #expect(rows.observations.map(\.certainty) == [.probable])
    #expect(rows.observations.map(\.records) == [[1, 2]])
  }

  @Test("A code in no crosswalk and no list is quarantined with its text")
  func unknown() {
    let rows = harmonise([StagedObservation(["setting": "f99"])])
    #expect(rows.reasons == [.unknownCode(dimension: "setting", text: "f99")])
    #expect(rows.ledger.loaded == 0)
  }

  @Test(
    "A target code set by the definition needs no crosswalk; the same letters in a file do not pass for it"
  )
  func targetCodes() {
    let walk = Crosswalk(
      id: "w", dimension: "setting",
      entries: [Crosswalk.Entry(source: "HOME", target: "SPECIAL")])
    let rows = harmonise(
      [
        StagedObservation(record: 1, ["setting": "=HOME"]),
        StagedObservation(record: 2, ["setting": "HOME"]),
      ], crosswalk: walk)
    #expect(rows.codes(of: "setting") == ["SPECIAL", "HOME"])
    #expect(rows.observations.map(\.records) == [[2], [1]])
  }

  /// Codes H52 counted as no need at all until the rules changed.
  @Test(
    "An entry holds on its days",
    arguments: [
      ("2022", "HOME"), ("2023", "SPECIAL"), ("2022-12-31", "HOME"), ("2023-01-01", "SPECIAL"),
      // A school year is placed by its last day.
      ("2022/2023", "SPECIAL"),
    ])
  func dated(text: String, code: String) {
    let rows = harmonise(
      [StagedObservation(["setting": "h52", "period": text])], crosswalk: datedWalk)
    #expect(rows.codes(of: "setting") == [code])
    #expect(rows.observations.map(\.certainty) == [.policy])
  }

  @Test("A record's own date decides before its period")
  func recordDate() {
    let rows = harmonise(
      [StagedObservation(["setting": "h52", "period": "2023"], asOf: "2022-10-01")],
      crosswalk: datedWalk)
    #expect(rows.codes(of: "setting") == ["HOME"])
  }

  @Test("A code with no entry on the day is quarantined")
  func notValid() {
    let walk = Crosswalk(
      id: "w", dimension: "setting",
      entries: [
        Crosswalk.Entry(
          source: "h52", target: "SPECIAL", validity: Validity(from: 2023_01_01, to: nil))
      ])
    let rows = harmonise(
      [StagedObservation(["setting": "h52", "period": "2019"])], crosswalk: walk)
    #expect(
      rows.reasons == [.codeNotValid(dimension: "setting", code: "SPECIAL", period: "2019")])
  }

  private let datedWalk = Crosswalk(
    id: "w", dimension: "setting",
    entries: [
      Crosswalk.Entry(
        source: "h52", target: "HOME", validity: Validity(from: nil, to: 2022_12_31),
        certainty: .policy),
      Crosswalk.Entry(
        source: "h52", target: "SPECIAL", validity: Validity(from: 2023_01_01, to: nil),
        certainty: .policy),
    ])

  private func harmonise(
    _ rows: [StagedObservation], crosswalk: Crosswalk? = nil, aggregation: Aggregation = .none
  ) -> HarmonisedRows {
    HarmonisedRows(
      .mapping("setting", crosswalk: "w", aggregation: aggregation),
      crosswalks: [crosswalk ?? split], rows)
  }
}
