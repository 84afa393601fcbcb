import Foundation
import Testing

/// Published figures of three ministries; each number is typed from the publication named beside
/// it, each difference was taken by hand.
@Suite("Kazakhstan: education, health and social protection")
struct KazakhstanClaimTests {
  let workspace: Workspace
  let flags: [Answer.Flag]

  init() throws {
    workspace = try Workspace.read.get()
    flags = try workspace.answer(Answer.Flags.self, "flags", "kazakhstan").flags
  }

  private func explain(_ codes: String) throws -> Answer.Explanation {
    try workspace.answer(Answer.Explanation.self, "explain", "kazakhstan", "area=KZ," + codes)
  }

  private func only(_ codes: [String: String], _ cause: String) throws -> Answer.Flag {
    let found = flags.filter {
      $0.isAbout(["area": "KZ"].merging(codes) { $1 }) && $0.cause == cause
    }
    try #require(found.count == 1, "\(codes) \(cause)")
    return found[0]
  }

  // GEM profile "Kazakhstan: inclusion", 2021, section 3.3: rows with total, boys and girls.
  @Test(
    "boys and girls add up wherever both are given",
    arguments: [
      "indicator=potential-population,period=2019/2020",
      "indicator=enrolled-learners,period=2019/2020",
      "indicator=enrolled-learners,setting=MAINSTREAM,period=2019/2020",
      "indicator=enrolled-learners,setting=SPECIAL_SEPARATE,period=2019/2020",
      "indicator=enrolled-learners,setting=MAINSTREAM,period=2018/2019",
      "indicator=enrolled-learners,setting=SPECIAL_SEPARATE,period=2018/2019",
    ])
  func sexes(row: String) throws {
    let checks = try explain(row).checks.filter { $0.rule == "part-whole:sex" }
    #expect(checks.map(\.outcome) == ["agrees"])
    #expect(checks.map(\.residual) == [0])
  }

  @Test("mainstream and special do not add up to all enrolled, by sex and in the year before")
  func settings() throws {
    let rows = [
      (["period": "2019/2020"], [3_563_838, 3_354_798, 15_173], 193_867),
      (["period": "2019/2020", "sex": "M"], [1_818_689, 1_705_486, 9_462], 103_741),
      (["period": "2019/2020", "sex": "F"], [1_745_149, 1_649_312, 5_711], 90_126),
      (["period": "2018/2019"], [3_211_614, 3_186_234, 14_869], 10_511),
    ]
    for (codes, numbers, difference) in rows {
      let flag = try only(codes.merging(["indicator": "enrolled-learners"]) { $1 }, "ARI")
      #expect(flag.numbers == numbers.map { Decimal($0) })
      #expect(flag.difference == Decimal(difference))
    }
  }

  @Test("none out of school is a stock, 311 absent ten days are a flow")
  func stockAndFlow() throws {
    let flag = try only(["indicator": "out-of-school", "period": "2018"], "TIM")
    #expect(flag.numbers == [0, 311])
    #expect(flag.evidence.map(\.key) == ["stockAgainstFlow"])
    // The zero is one that was reported, and it is not replaced by the flow.
    let cell = try explain("indicator=out-of-school,period=2018")
    #expect(cell.figure.status == "interval" && cell.figure.lower == 0 && cell.figure.upper == 311)
  }

  @Test("two quotations of one reply, 175,085 and 175,082, are a keying slip")
  func typing() throws {
    let flag = try only(["indicator": "children-with-sen", "period": "2022"], "TYP")
    #expect(flag.numbers == [175_082, 175_085])
    #expect(flag.evidence.map(\.key) == ["sameOrigin", "digitSlip"])
    #expect(flag.evidence.last?.values["kind"] == "substitution")
    // Either may be the slip: both are proposed, and the figure chooses neither.
    #expect(flag.proposals.map(\.source) == ["sen-reply-inastana", "sen-reply-inform"])
    #expect(flag.proposals.map { [$0.from, $0.to] } == [[175_082, 175_085], [175_085, 175_082]])
    #expect(flag.proposals.map(\.solution) == [1, 2])
    #expect(flag.proposals.allSatisfy { $0.method == "typing" && $0.status == "undecided" })
    let figure = try explain("indicator=children-with-sen,period=2022").figure
    #expect(figure.status == "interval" && figure.value == nil)
  }

  // 175,085 (standard error 1000), 188,000 (2000) and more than 200,000: the mean of the two counts
  // is below the bound, so Q = 24.915² + (12/2)² = 656.757225 on one equality and one bound;
  // p = exp(-Q/2) = 2.438e-143.
  @Test("the totals of 2022, 2023 and 2024 are refused by the gate as one number")
  func totals() throws {
    for year in ["2022", "2023", "2024"] {
      let cell = try explain("indicator=children-with-sen,period=\(year)")
      let block = try #require(cell.balancing.first { $0.id == "sen-2022-to-2024" })
      #expect(block.status == "gateRefused")
      #expect(block.values.map(\.given.value) == [175_085, 188_000, 200_000])
      #expect(block.values.map(\.given.qualifier) == ["exact", "exact", "atLeast"])
      #expect(block.q == "656.757225" && block.degreesOfFreedom == 2 && block.p == "2.438e-143")
      #expect(cell.figure.status == "interval")
    }
    let flag = try only(["indicator": "children-with-sen", "period": "2022"], "UNX")
    #expect(flag.rule == "balancing:sen-2022-to-2024" && flag.severity == "warning")
    #expect(flag.evidence.map(\.key) == ["gateRefused"])
  }

  @Test("a share multiplied out and a count of conclusions never reach the gate")
  func definitionsFirst() throws {
    let cell = try explain("indicator=children-with-sen,period=2023")
    let block = try #require(cell.balancing.first { $0.id == "sen-2023" })
    #expect(block.status == "definitionsDiffer" && block.q == nil)
    #expect(block.values.map(\.given.value) == [162_000, 188_000])
    let flag = try #require(cell.flags.first { $0.rule == "balancing:sen-2023" })
    #expect(flag.cause == "DEF" && flag.confidence == "decisive")
    #expect(flag.evidence.first?.key == "definitionsBarBalancing")
  }

  @Test("more than 235 thousand in the database repeats the letter, and confirms nothing")
  func repeated() throws {
    let flag = try only(
      ["indicator": "children-with-sen", "period": "2025", "age": "Y0T18"], "DEP")
    #expect(flag.numbers == [235_000, 235_000])
    #expect(flag.severity == "info")
  }

  @Test("October 2025: 223,160 in all, 223,159 in three bands that leave out age 3")
  func bands() throws {
    let cell = ["indicator": "children-with-sen", "period": "2025", "age": "Y0T18"]
    let sum = try only(cell, "ARI")
    #expect(sum.numbers == [223_160, 11_194, 62_217, 149_748])
    #expect(sum.difference == 1)
    let cover = flags.filter { $0.rule == "range-cover:age" }
    #expect(cover.map(\.cause) == ["SCO"])
    #expect(cover[0].evidence[0].values.values.contains { $0.split(separator: " ").first == "3" })
  }

  @Test("autism 2021: 8,796 at the commissions, 4,887 under observation, two definitions")
  func autism() throws {
    let flag = try only(
      ["indicator": "persons-with-autism", "category": "AUTISM", "period": "2021"], "DEF")
    #expect(flag.numbers == [8_796, 4_887])
    #expect(flag.difference == 3_909)
    let figure = try explain("indicator=persons-with-autism,category=AUTISM,period=2021").figure
    #expect(figure.status == "interval" && figure.lower == 4_887 && figure.upper == 8_796)
  }

  @Test("autism 2022: more than 9,000, then 12,087 for the same year")
  func editions() throws {
    let flag = try only(
      ["indicator": "persons-with-autism", "category": "AUTISM", "period": "2022"], "REV")
    #expect(flag.numbers == [12_087, 9_000])
    #expect(flag.reported.map(\.qualifier) == ["exact", "atLeast"])
  }

  @Test("disability 2022: 98.3 thousand on 1 January, 104,260 on 31 December")
  func dates() throws {
    let flag = try only(["indicator": "children-with-disability", "period": "2022"], "TIM")
    #expect(flag.numbers == [104_260, 98_300])
    #expect(flag.difference == 5_960)
    #expect(flag.evidence.map { $0.values["attribute"] } == ["referenceDate"])
  }

  @Test("June 2025: 47.6 + 124.7 + 6 + 20.9 = 199.2 thousand covered")
  func covered() throws {
    let cell = try explain("indicator=sen-covered,period=2025,age=Y0T18")
    #expect(cell.figure.value == 199_200)
    let sum = cell.checks.filter { $0.rule == "part-whole:setting" }
    #expect(sum.map(\.outcome) == ["agrees"] && sum.map(\.residual) == [0])
    #expect(cell.flags.isEmpty)
  }

  @Test("organisations 2025: 508 became 504 in total, rooms and centres, nowhere else")
  func organisations() {
    let revisions = flags.filter { $0.cell["indicator"] == "special-organisations" }
    #expect(revisions.allSatisfy { $0.cause == "REV" })
    #expect(
      Dictionary(
        uniqueKeysWithValues: revisions.map { ($0.cell["organisation"] ?? "", $0.numbers) }) == [
          "_T": [504, 508], "CORRECTION_ROOM": [227, 230], "REHABILITATION": [10, 11],
        ])
  }
}
