import StatisticalModel
import TestSupport
import Testing

@Suite("Names as ministries write them")
struct NameMatchingTests {
  @Test(
    "Case, spaces, generic words and letters of the other alphabet do not matter",
    arguments: [
      // Spellings read in exports of the bureau, in news and in open data.
      ("Республика Казахстан ", "KZ"), ("Карагандинская", "KZ-35"),
      ("КАРАГАНДИНСКАЯ ОБЛАСТЬ", "KZ-35"), ("Қарағанды облысы", "KZ-35"), ("Қарағанды", "KZ-35"),
      ("Karaganda", "KZ-35"), ("Кaraganda", "KZ-35"), ("Karaganda  region", "KZ-35"),
      ("ЮЖНО-КАЗАХСТАНСКАЯ ОБЛАСТЬ", "KZ-51"), ("Южно-Казахстанская", "KZ-51"),
      ("Южно–Казахстанская", "KZ-51"), ("Оңтүстік Қазақстан", "KZ-51"),
      ("South Kazakhstan", "KZ-51"), ("Область Абай", "KZ-10"), ("область Абай", "KZ-10"),
      ("Область Жетісу", "KZ-33"), ("ОБЛАСТЬ ЖЕТІСУ", "KZ-33"), ("Область Ұлытау", "KZ-62"),
      ("Ұлытау область", "KZ-62"), ("Алматинская", "KZ-19"), ("Алматы облысы", "KZ-19"),
      ("Алматы қаласы", "KZ-75"), ("город Алматы", "KZ-75"),
      ("Shymkent (city)", "KZ-79"), ("Шымкент", "KZ-79"), ("АСТАНА", "KZ-71"), ("Astana", "KZ-71"),
      ("KZ-35", "KZ-35"),
    ])
  func found(name: String, code: String) {
    #expect(match(name).codes(of: "area") == [code])
  }

  @Test("A Cyrillic first letter in a Latin name is seen through, and so is the reverse")
  func mixedAlphabets() {
    // READ in open data: А of "Аlmaty" and К of "Кaragandy" are Cyrillic.
    #expect("Аlmaty" != "Almaty")
    #expect(match("Аlmaty").codes(of: "area") == ["KZ-75"])
    #expect(match("Kарагандинская").codes(of: "area") == ["KZ-35"])
  }

  @Test("Letters composed of two characters are the letter")
  func decomposed() {
    // й as и and a combining breve.
    let walk = [Crosswalk.Entry(source: "Абайская область", target: "KZ-10")]
    #expect(match("Абаи\u{306}ская область", walk).codes(of: "area") == ["KZ-10"])
  }

  @Test(
    "A name that fits two places is never guessed",
    arguments: [
      // A city in Russian lists; in Kazakh a part of the region's name.
      ("Алматы", []), ("АЛМАТЫ", []), ("Almaty oblysy", []),
      ("Алматы", [Crosswalk.Entry(source: "Алматы", target: "KZ-75", certainty: .ambiguous)]),
      // Region, district, village and town.
      ("Абай", [Crosswalk.Entry(source: "Абай", target: "KZ-10", certainty: .ambiguous)]),
    ])
  func ambiguous(name: String, entries: [Crosswalk.Entry]) throws {
    let rows = match(name, entries)
    #expect(rows.observations.isEmpty)
    guard case .ambiguousName("area", name, let candidates) = try #require(rows.reasons.first)
    else {
      Issue.record("\(rows.reasons)")
      return
    }
    #expect(candidates == candidates.sorted())
    #expect(!candidates.isEmpty)
  }

  @Test(
    "A name that is only near is unknown",
    arguments: ["Туркестанская 1", "Карагандинскаяобласть", "Караганда", "область", "", "ВКО"])
  func unknown(name: String) {
    #expect(match(name).reasons == [.unknownCode(dimension: "area", text: name)])
  }

  @Test("The crosswalk adds names: abbreviations, footnote digits, former names")
  func crosswalkNames() {
    let entries = [
      Crosswalk.Entry(source: "ВКО", target: "KZ-63"),
      Crosswalk.Entry(source: "Туркестанская 1", target: "KZ-61"),
      Crosswalk.Entry(source: "город Нур-Султан", target: "KZ-71"),
    ]
    #expect(match("ВКО", entries).codes(of: "area") == ["KZ-63"])
    #expect(match("вко", entries).codes(of: "area") == ["KZ-63"])
    #expect(match("Туркестанская 1", entries).codes(of: "area") == ["KZ-61"])
    #expect(match("Нур-Султан", entries).codes(of: "area") == ["KZ-71"])
  }

  @Test("Туркестанская over a row of 2015 is a region that did not exist")
  func beforeTheSplit() {
    #expect(
      match("Туркестанская", period: "2015").reasons
        == [.codeNotValid(dimension: "area", code: "KZ-61", period: "2015")])
  }

  @Test("Without name matching a name is taken letter by letter")
  func exactOnly() {
    let rows = HarmonisedRows(
      .mapping("area"), [StagedObservation(["area": "Карагандинская область", "period": "2023"])])
    #expect(rows.reasons.count == 1)
  }

  private func match(
    _ name: String, _ entries: [Crosswalk.Entry] = [], period: String? = nil
  ) -> HarmonisedRows {
    let year = period ?? (name.namesSouthKazakhstan ? "2017" : "2023")
    return HarmonisedRows(
      .mapping("area", crosswalk: "w", matching: .names),
      crosswalks: [Crosswalk(id: "w", dimension: "area", entries: entries)],
      [StagedObservation(["area": name, "period": year])])
  }
}

extension String {
  /// South Kazakhstan ended in 2018; its names are tried in a year it had.
  fileprivate var namesSouthKazakhstan: Bool {
    ["Южно", "ЮЖНО", "Оңтүстік", "South"].contains { hasPrefix($0) }
  }
}
