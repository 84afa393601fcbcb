import StatisticalModel
import TestSupport
import Testing

@Suite("Shares that add up to 100")
struct SharesRuleTests {
  /// Karaganda, table 1 (Frontiers in Education 2025, doi 10.3389/feduc.2025.1630225): special
  /// school, special class, general class, home; per cent of children aged 7-15.
  private static let table: [(year: String, shares: [String], outcome: Outcome, residual: String)] =
    [
      ("2017", ["39.6", "17.9", "34.1", "8.4"], .agrees, "0"),
      ("2018", ["32.9", "20.7", "36.6", "9.8"], .agrees, "0"),
      // Four values rounded to 0.1 lose strictly less than 0.2: 99.8 cannot be rounding.
      ("2019", ["26.3", "14.0", "50.3", "9.2"], .disagrees, "-0.2"),
      ("2020", ["32.2", "18.4", "41.2", "8.2"], .agrees, "0"),
      ("2021", ["29.0", "20.8", "42.6", "7.6"], .agrees, "0"),
      ("2022", ["29.9", "21.6", "44.7", "3.9"], .agrees, "0.1"),
      ("2023", ["18.9", "2.4", "74.6", "4.1"], .agrees, "0"),
    ]

  @Test("99.8 is an error of arithmetic, 100.1 is rounding, the other years add up")
  func karaganda() throws {
    var replies = SourceReplies([.sample("table-1")])
    for row in Self.table { add(row.shares, year: row.year, to: &replies) }
    let rule = try rule(in: replies)
    for row in Self.table {
      let result = try #require(
        try replies.result(at: "indicator=share,area=KZ-35,period=\(row.year)", [rule]))
      let check = try #require(result.checks(of: "rule").first)
      #expect(check.outcome == row.outcome, "\(row.year)")
      #expect(check.residual == decimal(row.residual), "\(row.year)")
      #expect(check.tolerance == decimal("0.2"), "\(row.year)")
      let causes = result.flags(of: "rule").map { "\($0.cause.rawValue) \($0.severity)" }
      switch row.year {
      case "2019": #expect(causes == ["ARI error"])
      case "2022": #expect(causes == ["RND info"])
      default: #expect(causes.isEmpty)
      }
    }
  }

  @Test("The same residual of exact numbers is an error, however small")
  func exactNumbers() throws {
    var replies = SourceReplies([.sample("table-1")])
    add(["29.9", "21.6", "44.7", "3.9"], year: "2022", to: &replies, unit: nil)
    let flag = try replies.results([rule(in: replies)]).flatMap(\.flags).first
    #expect(flag?.cause == .arithmetic)
    #expect(flag?.measures.tolerance == .zero)
    #expect(flag?.evidence.map(\.key) == [.residualOfExactCounts])
  }

  @Test("A rule holds for the sources it names")
  func sources() throws {
    var replies = SourceReplies([.sample("table-1")])
    add(["26.3", "14.0", "50.3", "9.2"], year: "2019", to: &replies)
    let other = try Rule.relation("sum([setting=*]) = 100", sources: ["table-2"])
    #expect(try replies.results([other]).flatMap { $0.checks(of: "rule") }.isEmpty)
  }

  @Test("A suppressed share cannot be judged, unless the others alone are too much")
  func suppressed() throws {
    func outcome(_ shares: [String], nulls: Rule.NullPolicy = .unjudged) throws -> Outcome? {
      var replies = SourceReplies([.sample("table-1")])
      add(shares, year: "2019", to: &replies)
      replies.add(
        "table-1", "indicator=share,area=KZ-35,period=2019,setting=FE",
        ObservedValue(absent: .suppressed))
      let rule = try rule(in: replies, nulls: nulls)
      return try replies.results([rule]).flatMap { $0.checks(of: "rule") }.first?.outcome
    }
    #expect(try outcome(["26.3", "14.0", "50.3"]) == .cannotBeJudged)
    #expect(try outcome(["26.3", "14.0", "60.3"]) == .disagrees)
    // A rule may say that nothing is meant where nothing stands.
    #expect(try outcome(["26.3", "14.0", "50.3"], nulls: .zero) == .disagrees)
    #expect(try outcome(["26.3", "14.0", "59.7"], nulls: .zero) == .agrees)
  }

  private func rule(in replies: SourceReplies, nulls: Rule.NullPolicy = .unjudged) throws -> Rule {
    try .relation(
      "sum([setting=*]) = 100",
      where: replies.structure.pattern(["indicator": ["share"], "setting": ["_T"]]), nulls: nulls,
      severity: .error)
  }

  private func add(
    _ shares: [String], year: String, to replies: inout SourceReplies, unit: String? = "0.1"
  ) {
    for (setting, share) in zip(["SPECIAL", "AP", "MAIN", "HOME"], shares) {
      replies.add(
        "table-1", "indicator=share,area=KZ-35,period=\(year),setting=\(setting)",
        number(share, unit: unit))
    }
  }
}
