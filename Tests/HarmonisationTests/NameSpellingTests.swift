import StatisticalModel
import TestSupport
import Testing

@Suite("Spellings of names in the definition")
struct NameSpellingTests {
  /// The list of generic words has "обл." and "г." as people write them.
  @Test(
    "An abbreviated generic word is left out with its point",
    arguments: [
      ("Карагандинская обл.", "KZ-35"), ("г. Астана", "KZ-71"), ("г.Шымкент", "KZ-79"),
    ])
  func abbreviations(name: String, code: String) {
    #expect(match(name, []).codes(of: "area") == [code])
  }

  /// Upper case makes nothing clearer: region, district, village and town stay four places.
  @Test(
    "A name called ambiguous is ambiguous in every spelling",
    arguments: ["АБАЙ", "абай", " Абай ", "г. Абай", "Aбай"])
  func ambiguousSpellings(name: String) {
    let rows = match(
      name, [Crosswalk.Entry(source: "Абай", target: "KZ-10", certainty: .ambiguous)])
    #expect(
      rows.reasons == [.ambiguousName(dimension: "area", text: name, candidates: ["KZ-10"])])
    #expect(rows.observations.isEmpty)
  }

  @Test("The full name beside an ambiguous one is still found")
  func fullName() {
    let entries = [Crosswalk.Entry(source: "Абай", target: "KZ-10", certainty: .ambiguous)]
    for name in ["область Абай", "ОБЛАСТЬ АБАЙ", "Абай облысы"] {
      #expect(match(name, entries).codes(of: "area") == ["KZ-10"])
    }
  }

  @Test("A crosswalk's name keeps its dates and certainty in every spelling")
  func crosswalkEntry() {
    let entries = [
      Crosswalk.Entry(
        source: "Семипалатинская", target: "KZ-10",
        validity: Validity(from: 2023_01_01, to: nil), certainty: .probable)
    ]
    for name in ["Семипалатинская", "СЕМИПАЛАТИНСКАЯ", "Семипалатинская область"] {
      #expect(match(name, entries).observations.map(\.certainty) == [.probable])
      #expect(
        match(name, entries, period: "2022").reasons
          == [.codeNotValid(dimension: "area", code: "KZ-10", period: "2022")])
    }
  }

  private func match(
    _ name: String, _ entries: [Crosswalk.Entry], period: String = "2023"
  ) -> HarmonisedRows {
    HarmonisedRows(
      .mapping("area", crosswalk: "w", matching: .names),
      crosswalks: [Crosswalk(id: "w", dimension: "area", entries: entries)],
      [StagedObservation(["area": name, "period": period])])
  }
}
