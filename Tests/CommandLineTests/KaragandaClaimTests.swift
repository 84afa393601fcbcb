import Foundation
import TestSupport
import Testing

/// What the two tables of Frontiers in Education 2025 (doi 10.3389/feduc.2025.1630225) contradict
/// each other in; numbers are typed from the paper, differences were taken by hand.
@Suite("Karaganda: two tables of one office")
struct KaragandaClaimTests {
  let workspace: Workspace
  let flags: [Answer.Flag]

  init() throws {
    workspace = try Workspace.read.get()
    flags = try workspace.answer(Answer.Flags.self, "flags", "karaganda").flags
  }

  private func explain(_ codes: String) throws -> Answer.Explanation {
    try workspace.answer(
      Answer.Explanation.self, "explain", "karaganda", "area=KZ-35," + codes)
  }

  private static let general = [
    "indicator": "share-in-setting", "area": "KZ-35", "setting": "GENERAL_CLASS",
  ]

  private func cell(_ period: String, _ category: String? = nil) -> [String: String] {
    var cell = Self.general
    cell["period"] = period
    cell["category"] = category
    return cell
  }

  @Test(
    "a share of a row that does not add up says so, one of a row that does says nothing",
    arguments: [("2019", ["balancing:settings-row", "settings-add-to-100"]), ("2021", [])])
  func partsOfSums(year: String, rules: [String]) throws {
    let share = try explain("indicator=share-in-setting,period=\(year),setting=HOME_STUDY")
    #expect(share.flags.isEmpty)
    #expect(share.quotedBy.map(\.rule) == rules)
  }

  @Test(
    "Table 1: 2019 adds up to 99.8, which four roundings cannot do; 2022 to 100.1, which they can")
  func sums() throws {
    let sums = flags.filter { $0.rule == "settings-add-to-100" }
    try #require(sums.count == 2)
    // 26.3 + 14.0 + 50.3 + 9.2 = 99.8; four values can lose strictly less than 4 × 0.05.
    #expect(sums[0].cell["period"] == "2019")
    #expect(sums[0].cause == "ARI" && sums[0].severity == "error")
    #expect(sums[0].confidence == "decisive")
    #expect(sums[0].difference == number("-0.2"))
    #expect(sums[0].tolerance == number("0.2"))
    #expect(sums[0].numbers == [26.3, 14, 50.3, 9.2].map { number("\($0)") })
    #expect(sums[0].evidence.map(\.key) == ["residualBeyondRounding"])
    // 29.9 + 21.6 + 44.7 + 3.9 = 100.1.
    #expect(sums[1].cell["period"] == "2022")
    #expect(sums[1].cause == "RND" && sums[1].severity == "info")
    #expect(sums[1].difference == number("0.1"))
  }

  // Rounding to 0.1 has variance 0.1²/12 = 1/1200. 2022: 100.1, Q = 0.1² · 1200/4 = 3, p = 0.0833;
  // each share gives 0.025 and keeps (1/1200)(3/4) = 0.025².
  @Test("the row of 2022 is brought to 100 within rounding, and says what that cost")
  func balanced() throws {
    let rows = [
      ("SPECIAL_SCHOOL", "29.9", "29.875"), ("SPECIAL_CLASS", "21.6", "21.575"),
      ("HOME_STUDY", "3.9", "3.875"),
    ]
    for (setting, given, value) in rows {
      let cell = try explain("indicator=share-in-setting,period=2022,setting=\(setting)")
      #expect(cell.figure.status == "published" && cell.figure.method == "balanced:settings-row")
      #expect(cell.figure.value == number(value))
      #expect(cell.figure.standardError == number("0.025"))
      #expect(cell.used.map(\.value) == [number(given)])
      try #require(cell.balancing.count == 1)
      let block = cell.balancing[0]
      #expect(block.status == "balanced" && block.q == "3" && block.degreesOfFreedom == 1)
      #expect(block.p == "8.326e-02")
      #expect(block.values.map(\.value) == ["29.875", "21.575", "44.675", "3.875"])
      #expect(block.values.allSatisfy { $0.adjustment == "-0.025" && $0.variance == "1/1200" })
      #expect(block.constraints.map(\.rule) == ["settings-add-to-100"])
      #expect(block.constraints.map(\.shadowPrice) == ["-30"])
    }
    // Table 2 gives the general class too, by another denominator perhaps: no winner by balancing.
    let general = try explain("indicator=share-in-setting,period=2022,setting=GENERAL_CLASS")
    #expect(general.figure.status == "interval")
    #expect(general.balancing.map(\.status) == ["balanced"])
  }

  @Test("figures and v_figures give the standard error of a balanced figure, and of no other")
  func standardErrors() throws {
    let figures = try workspace.answer(
      Answer.Figures.self, "figures", "karaganda", "--period", "2022"
    ).figures
    let balanced = figures.filter { $0.method == "balanced:settings-row" }
    #expect(balanced.count == 3 && balanced.allSatisfy { $0.standardError == number("0.025") })
    #expect(figures.count { $0.standardError != nil } == 3)
    // Three shares of six rows; that of 2019 has none.
    #expect(
      try Warehouse(workspace, "karaganda").query(
        "SELECT count(*), min(standard_error), max(standard_error_exact) FROM v_figures"
          + " WHERE standard_error IS NOT NULL") == "18|0.025|0.025")
  }

  // 99.8: Q = 0.2² · 300 = 12 on 1; p = erfc(√6) = 0.000532.
  @Test("the row of 2019 is refused by the gate, and its shares have no figure")
  func refusedRow() throws {
    let flag = flags.filter { $0.rule == "balancing:settings-row" }
    #expect(flag.count == 1 && flag.first?.cause == "ARI" && flag.first?.severity == "warning")
    #expect(flag.first?.evidence.map(\.key) == ["gateRefused"])
    for setting in ["SPECIAL_SCHOOL", "SPECIAL_CLASS", "HOME_STUDY"] {
      let cell = try explain("indicator=share-in-setting,period=2019,setting=\(setting)")
      #expect(cell.figure.status == "interval" && cell.figure.value == nil)
      #expect(cell.balancing.map(\.status) == ["gateRefused"])
      #expect(cell.balancing[0].q == "12" && cell.balancing[0].p == "5.320e-04")
      #expect(cell.balancing[0].values.allSatisfy { $0.value == nil })
    }
  }

  @Test("a balanced figure is traced to every value of its row")
  func tracedRow() throws {
    let trace = try workspace.sanaq(
      "trace", "karaganda", "indicator=share-in-setting,area=KZ-35,period=2022,setting=HOME_STUDY")
    #expect(trace.lines.filter { $0.hasPrefix("used: table-1") }.count == 4)
    // All four stand in one record, line 10 of the file.
    #expect(trace.lines.filter { $0.contains("line 10, bytes 449 to 472") }.count == 4)
  }

  @Test("Table 1 general class and Table 2 total differ in all seven years, denominator unknown")
  func tables() {
    let rows = [
      ("2017", "34.1", "32.5", "1.6"), ("2018", "36.6", "30.6", "6.0"),
      ("2019", "50.3", "44.3", "6.0"), ("2020", "41.2", "36.3", "4.9"),
      ("2021", "42.6", "37.1", "5.5"), ("2022", "44.7", "39.4", "5.3"),
      ("2023", "74.6", "64.5", "10.1"),
    ]
    let comparisons = flags.filter { $0.rule == "comparison" }
    #expect(comparisons.count == rows.count)
    for (flag, (year, first, second, difference)) in zip(comparisons, rows) {
      #expect(flag.isAbout(cell(year)))
      #expect(flag.reported.map(\.source) == ["table-1", "table-2"])
      #expect(flag.numbers == [number(first), number(second)])
      #expect(flag.difference == number(difference))
      #expect(flag.cause == "DEF" && flag.confidence == "possible", "\(year)")
      let unknown = flag.evidence.filter { $0.key == "attributeUnknown" }
      #expect(unknown.contains { $0.values["attribute"] == "denominator" })
    }
  }

  @Test("a figure that two tables dispute is their interval", arguments: ["2017", "2023"])
  func interval(year: String) throws {
    let figure = try explain("indicator=share-in-setting,period=\(year),setting=GENERAL_CLASS")
      .figure
    #expect(figure.status == "interval" && figure.value == nil)
    #expect(figure.lower == number(year == "2017" ? "32.5" : "64.5"))
    #expect(figure.upper == number(year == "2017" ? "34.1" : "74.6"))
  }

  @Test("changes of 20 points or more: speech, low vision with its known events, both totals")
  func breaks() {
    let expected: [(codes: [String: String], change: String, cause: String)] = [
      (cell("2018", "SPEECH"), "-28.2", "UNX"), (cell("2019", "LOW_VISION"), "30.2", "DEF"),
      (cell("2019", "SPEECH"), "51.5", "UNX"), (cell("2020", "SPEECH"), "-56.9", "UNX"),
      (cell("2023", "LOW_VISION"), "54.6", "DEF"), (cell("2023", "SPEECH"), "65.9", "UNX"),
      // General class of Table 1, 44.7 to 74.6; total of Table 2, 39.4 to 64.5.
      (cell("2023"), "29.9", "UNX"), (cell("2023"), "25.1", "UNX"),
    ]
    let breaks = flags.filter { $0.rule == "share-changes-slowly" }
    #expect(breaks.count == expected.count)
    for (flag, (codes, change, cause)) in zip(breaks, expected) {
      #expect(flag.isAbout(codes))
      #expect(flag.difference == number(change), "\(codes)")
      #expect(flag.cause == cause, "\(codes)")
    }
    // The paper's reason: myopia and hyperopia entered the category.
    let events = breaks.filter { $0.cause == "DEF" }.flatMap(\.evidence)
    #expect(events.map { $0.values["date"] } == ["2019-01-01", "2023-01-01"])
    #expect(events.allSatisfy { $0.key == "knownEvent" })
  }

  @Test("every series crosses the border change of 8 June 2022")
  func boundary() {
    let series = flags.filter { $0.cause == "GEO" }
    #expect(series.map(\.reported.first?.source) == ["table-1", "table-2", "table-4", "table-5"])
    for flag in series {
      // The whole series, not one of its years.
      #expect(flag.cell["period"] == "*" && flag.cell["area"] == "KZ-35")
      #expect(flag.evidence.map { $0.values["dates"] } == ["2022-06-08"])
    }
  }

  @Test("heading rows have no number, which is not zero", arguments: ["HEARING", "VISION"])
  func headings(category: String) throws {
    for year in 2017...2023 {
      let heading = try explain(
        "indicator=share-in-setting,period=\(year),category=\(category),setting=GENERAL_CLASS")
      #expect(heading.figure.status == "absent" && heading.figure.value == nil)
      #expect(heading.lost.map(\.state) == ["missing"] && heading.lost[0].value == nil)
    }
    // Blindness in 2017 is a printed 0.
    let blind = try explain(
      "indicator=share-in-setting,period=2017,category=BLIND,setting=GENERAL_CLASS")
    #expect(blind.figure.value == 0 && blind.used.map(\.state) == ["reported"])
  }

  @Test("the en dash of Table 4 may be none or no data, and is neither")
  func dash() throws {
    let dashes = flags.filter { $0.cause == "ZER" }
    // Typhlopedagogue: –, –, –, 1; deaf educator: –, –, –, –.
    #expect(
      dashes.map { "\($0.cell["post"] ?? "") \($0.cell["period"] ?? "")" }.sorted() == [
        "DEAF_EDUCATOR 2021", "DEAF_EDUCATOR 2022", "DEAF_EDUCATOR 2023", "DEAF_EDUCATOR 2024",
        "TYPHLOPEDAGOGUE 2021", "TYPHLOPEDAGOGUE 2022", "TYPHLOPEDAGOGUE 2023",
      ])
    for flag in dashes {
      #expect(flag.reported.map(\.state) == ["ambiguous"] && flag.numbers == [nil])
    }
    #expect(
      try explain("indicator=special-staff,period=2024,post=TYPHLOPEDAGOGUE").figure.value == 1)
  }

  @Test("nothing else is flagged")
  func complete() {
    // 2 sums, 7 comparisons, 8 breaks, 4 series, 7 dashes.
    #expect(flags.count == 29)
  }
}
