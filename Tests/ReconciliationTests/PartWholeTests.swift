import StatisticalModel
import TestSupport
import Testing

@Suite("Parts and wholes")
struct PartWholeTests {
  /// The GEM/NEPC profile of Kazakhstan (2021), section 3.3: enrolled, mainstream, special.
  private func profile() -> SourceReplies {
    var replies = SourceReplies([.sample("profile")])
    for (sex, enrolled, mainstream, special) in [
      ("_T", "3563838", "3354798", "15173"), ("M", "1818689", "1705486", "9462"),
      ("F", "1745149", "1649312", "5711"),
    ] {
      let cell = "indicator=learners,period=2019/2020,sex=\(sex)"
      replies.add(
        "profile",
        [cell: enrolled, "\(cell),setting=MAIN": mainstream, "\(cell),setting=SPECIAL": special])
    }
    let earlier = "indicator=learners,period=2018/2019"
    replies.add(
      "profile",
      [
        earlier: "3211614", "\(earlier),setting=MAIN": "3186234",
        "\(earlier),setting=SPECIAL": "14869", "\(earlier),sex=M,setting=MAIN": "1613157",
        "\(earlier),sex=F,setting=MAIN": "1573077", "\(earlier),sex=M,setting=SPECIAL": "9146",
        "\(earlier),sex=F,setting=SPECIAL": "5723",
      ])
    // The template's M: boys and girls of that year are missing.
    for sex in ["M", "F"] {
      replies.add("profile", "\(earlier),sex=\(sex)", ObservedValue(absent: .missing))
    }
    return replies
  }

  @Test(
    "Settings leave 193,867 learners out, boys and girls each their part of it",
    arguments: [
      ("period=2019/2020", "193867"), ("period=2019/2020,sex=M", "103741"),
      ("period=2019/2020,sex=F", "90126"), ("period=2018/2019", "10511"),
    ])
  func settings(cell: String, residual: String) throws {
    let result = try #require(try profile().result(at: "indicator=learners,\(cell)"))
    let check = try #require(result.checks(of: "part-whole:setting").first)
    #expect(check.outcome == .disagrees)
    #expect(check.residual == decimal(residual))
    let flag = try #require(result.flags(of: "part-whole:setting").first)
    #expect(flag.cause == .arithmetic)
    #expect(flag.severity == .warning)
    #expect(flag.reported.count == 3)
  }

  @Test("Boys and girls add up in every setting")
  func sexes() throws {
    let checks = try profile().results().flatMap { $0.checks(of: "part-whole:sex") }
    // Three cells of 2019-20 and two of 2018-19; the total of 2018-19 has no boys and girls.
    #expect(checks.map(\.outcome).count { $0 == .agrees } == 5)
    #expect(checks.map(\.outcome).count { $0 == .cannotBeJudged } == 1)
    #expect(checks.count == 6)
  }

  @Test("A missing whole cannot be judged")
  func missingWhole() throws {
    let result = try #require(
      try profile().result(at: "indicator=learners,period=2018/2019,sex=M"))
    #expect(result.checks(of: "part-whole:setting").map(\.outcome) == [.cannotBeJudged])
    #expect(result.flags(of: "part-whole:setting").isEmpty)
  }

  @Test("A missing part cannot be judged, unless the others are already more than the whole")
  func missingPart() throws {
    func outcome(_ boys: String, _ girls: ObservedValue?) throws -> [Outcome] {
      var replies = SourceReplies([.sample("a")])
      replies.add("a", ["indicator=learners,period=2019": "100"])
      replies.add("a", ["indicator=learners,period=2019,sex=M": boys])
      if let girls { replies.add("a", "indicator=learners,period=2019,sex=F", girls) }
      // Girls are reported somewhere, so that they are a part here too.
      replies.add("a", ["indicator=learners,period=2018,sex=F": "1"])
      let result = try replies.result(at: "indicator=learners,period=2019")
      return result?.checks(of: "part-whole:sex").map(\.outcome) ?? []
    }
    #expect(try outcome("60", ObservedValue(absent: .suppressed)) == [.cannotBeJudged])
    #expect(try outcome("60", nil) == [.cannotBeJudged])
    #expect(try outcome("101", ObservedValue(absent: .suppressed)) == [.disagrees])
    #expect(try outcome("101", nil) == [.disagrees])
    #expect(try outcome("60", number("41", .atLeast)) == [.disagrees])
    #expect(try outcome("60", number("40", .atLeast)) == [.cannotBeJudged])
    #expect(try outcome("60", number("39", .atMost)) == [.disagrees])
    #expect(try outcome("60", number("40")) == [.agrees])
  }

  @Test("A part the source reports nowhere is no part of its whole")
  func unreportedParts() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add("a", ["indicator=learners,period=2019": "100"])
    replies.add("a", ["indicator=learners,period=2019,sex=M": "60"])
    replies.add("a", ["indicator=learners,period=2019,sex=F": "40"])
    // The list also has "unknown", which this source does not use.
    let result = try #require(try replies.result(at: "indicator=learners,period=2019"))
    #expect(result.checks(of: "part-whole:sex").map(\.outcome) == [.agrees])
  }

  @Test("Shares are not added up along a dimension their indicator does not name")
  func notAdditive() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add(
      "a",
      [
        "indicator=share,period=2019": "32.5", "indicator=share,period=2019,sex=M": "30.1",
        "indicator=share,period=2019,sex=F": "34.0",
      ])
    #expect(try replies.results().allSatisfy(\.checks.isEmpty))
  }
}
