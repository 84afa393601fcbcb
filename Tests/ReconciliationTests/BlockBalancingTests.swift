import Reconciliation
import StatisticalModel
import TestSupport
import Testing

/// Published vectors and rows worked by hand, through reconciliation instead of the method alone.
@Suite("Balancing in blocks")
struct BlockBalancingTests {
  private let structure = Structure.kazakhstan

  /// Three counts of one cell with standard errors 1000, 2000 and 3000.
  private func totals(_ concepts: [ConceptDefinition] = []) -> SourceReplies {
    let silent = ConceptDefinition(attributes: [:])
    var replies = SourceReplies(
      ["a", "b", "c"].enumerated().map { position, id in
        .sample(id, concept: position < concepts.count ? concepts[position] : silent)
      })
    for (source, count) in [("a", "175085"), ("b", "162000"), ("c", "200000")] {
      replies.add(source, [Self.cell: count])
    }
    return replies
  }

  private static let cell = "indicator=learners,period=2022"

  private func count(
    override reason: String? = nil, whole: Bool = false, errors: [Int] = [1000, 2000, 3000]
  ) -> ReconciliationDefinition {
    let sources = ["a", "b", "c"]
    let grades = zip(sources, errors).map { source, error in
      (
        source,
        error == 0 ? .fixed : BalancingDefinition.Reliability.standardError(ExactDecimal(error))
      )
    }
    return ReconciliationDefinition(
      balancing: [
        BalancingDefinition(
          id: "count", scope: CellPattern(), sources: sources,
          reliability: Dictionary(uniqueKeysWithValues: grades), isWhole: whole,
          overrideReason: reason, basis: "b")
      ], precedence: [.any(.balanced("count"))])
  }

  // 175085, 162000 and 200000 with variances 1, 4 and 9 million: mean 8561060/49, standard error
  // 6000/7; Q by hand is Σ w (x - m)² = 218719357/1960000 = 111.59 on 2.
  @Test("Three totals of one count are refused by the gate, with Q, degrees of freedom and p")
  func refused() throws {
    let result = try #require(try totals().result(at: Self.cell, [], count()))
    let block = try #require(result.blocks.first)
    #expect(block.status == .gateRefused)
    #expect(block.gate?.q == "218719357/1960000")
    #expect(block.gate?.degreesOfFreedom == 2)
    // exp(-Q/2) = 5.8642e-25.
    #expect(block.gate?.p == "5.864e-25")
    #expect(block.values.allSatisfy { $0.adjusted == nil })
    #expect(block.constraints.map(\.rule) == ["one-quantity", "one-quantity"])
    #expect(result.figure.status == .interval)
    #expect(result.figure.lower == 162000 && result.figure.upper == 200000)
    let flag = try #require(result.flags(of: "balancing:count").first)
    #expect(flag.cause == .unexplained && flag.severity == .warning)
    #expect(flag.evidence[0].key == .gateRefused)
    #expect(flag.evidence[0].values["q"] == "111.5915")
    #expect(flag.evidence[0].values["p"] == "5.864e-25")
    #expect(flag.reported.count == 3)
  }

  @Test("With a reason the gate is overridden, and figure, block and flag say so")
  func overridden() throws {
    let result = try #require(
      try totals().result(at: Self.cell, [], count(override: "asked by the minister")))
    #expect(result.blocks.map(\.status) == [.overridden])
    #expect(result.blocks[0].overrideReason == "asked by the minister")
    #expect(
      result.blocks[0].values.map(\.adjusted?.exact) == Array(repeating: "8561060/49", count: 3))
    #expect(result.blocks[0].values[1].adjusted?.adjustment == "623060/49")
    let figure = result.figure
    #expect(figure.status == .published && figure.method == "balanced:count")
    #expect(figure.value == decimal("174715.510204"))
    #expect(figure.standardError == decimal("857.142857"))
    // 174715.510204… ∓ 1.96 · 857.142857, outwards to six digits.
    #expect(figure.lower == decimal("173035.510204"))
    #expect(figure.upper == decimal("176395.510204"))
    #expect(figure.used.map(\.source) == ["a", "b", "c"] && figure.lost.isEmpty)
    let flag = try #require(result.flags(of: "balancing:count").first)
    #expect(flag.evidence[0].key == .gateOverridden)
    #expect(flag.evidence[0].values["reason"] == "asked by the minister")
  }

  @Test("Whole numbers are asked for and given, with a whole interval")
  func whole() throws {
    let figure = try totals().result(at: Self.cell, [], count(override: "test", whole: true))?
      .figure
    #expect(figure?.value == 174716)
    #expect(figure?.lower == 173036 && figure?.upper == 176396)
  }

  @Test("Definitions that differ bar the gate, also from an override, and are named")
  func definitions() throws {
    let replies = totals([
      ConceptDefinition(attributes: [.concept: "conclusions"]),
      ConceptDefinition(attributes: [.concept: "three per cent of all children"]),
    ])
    let result = try #require(
      try replies.result(at: Self.cell, [], count(override: "test")))
    #expect(result.blocks.map(\.status) == [.definitionsDiffer])
    #expect(result.blocks[0].gate == nil)
    #expect(result.figure.status == .interval && result.figure.value == nil)
    let flag = try #require(result.flags(of: "balancing:count").first)
    #expect(flag.cause == .definition && flag.confidence == .decisive)
    #expect(flag.evidence[0].values["sources"] == "a ~ b")
    #expect(flag.evidence[1].values["right"] == "three per cent of all children")
  }

  @Test("An attribute that a provider leaves open bars nothing")
  func openAttribute() throws {
    let replies = totals([
      ConceptDefinition(attributes: [.ageScope: "0-17"]),
      ConceptDefinition(attributes: [.ageScope: ConceptDefinition.unknown]),
    ])
    #expect(try replies.result(at: Self.cell, [], count())?.blocks.map(\.status) == [.gateRefused])
  }

  @Test("Fixed values that contradict each other are named, each with its weight")
  func contradiction() throws {
    let result = try #require(try totals().result(at: Self.cell, [], count(errors: [0, 0, 3000])))
    #expect(result.blocks.map(\.status) == [.contradictory])
    let named = result.blocks[0].constraints
    #expect(named.map(\.state) == [.contradicting])
    #expect(named.map(\.rule) == ["one-quantity"] && named.map(\.source) == ["b"])
    #expect(result.flags(of: "balancing:count").map(\.cause) == [.arithmetic])
    #expect(result.figure.status == .interval)
  }

  @Test("A precedence rule that uses a balancing fits only the cells it covers")
  func coverage() throws {
    var definition = count()
    definition.balancing[0].scope = structure.pattern(["area": ["KZ-35"]])
    let text = structure.text(of: structure.key(Self.cell))
    #expect(throws: PrecedenceError.noRule(cell: text, sources: ["a", "b", "c"])) {
      try totals().results([], definition)
    }
  }

  // Stone's example worked through in methods: rows 33, 68, columns 42, 57, total 102, variances 4,
  // 1, 1 and 0.25; the six sums have rank 5; all results are fractions over 81.
  @Test(
    "A two-way table with margins and total is balanced to the fractions of the published vector")
  func twoWayTable() throws {
    var replies = SourceReplies([.sample("inner"), .sample("margins"), .sample("total")])
    func add(_ source: String, _ codes: String, _ value: String) {
      replies.add(source, ["indicator=learners,period=2022" + codes: value])
    }
    add("inner", ",sex=M,setting=MAIN", "10")
    add("inner", ",sex=M,setting=SPECIAL", "20")
    add("inner", ",sex=F,setting=MAIN", "30")
    add("inner", ",sex=F,setting=SPECIAL", "40")
    add("margins", ",sex=M", "33")
    add("margins", ",sex=F", "68")
    add("margins", ",setting=MAIN", "42")
    add("margins", ",setting=SPECIAL", "57")
    add("total", "", "102")
    let definition = ReconciliationDefinition(
      balancing: [
        BalancingDefinition(
          id: "table", scope: CellPattern(), sources: ["inner", "margins", "total"],
          reliability: [
            "inner": .standardError(2), "margins": .standardError(1),
            "total": .standardError(ExactDecimal(significand: 5, scale: 1)),
          ], rules: [BalancingDefinition.partWhole], basis: "b")
      ], precedence: [.any(.balanced("table"))])
    let results = try replies.results([], definition)
    let block = try #require(results.flatMap(\.blocks).first)
    #expect(results.flatMap(\.blocks).count == 1)
    #expect(block.status == .balanced)
    #expect(block.gate == BalancedBlock.Gate(q: "578/81", degreesOfFreedom: 5, p: "2.107e-01"))
    let exact = Dictionary(
      uniqueKeysWithValues: block.values.map { ($0.reported.value.number, $0.adjusted?.exact) })
    #expect(exact[10] == "1022/81" && exact[20] == "1652/81")
    #expect(exact[30] == "2462/81" && exact[40] == "3092/81")
    #expect(exact[33] == "2674/81" && exact[68] == "5554/81")
    #expect(exact[42] == "3484/81" && exact[57] == "4744/81" && exact[102] == "8228/81")
    #expect(block.constraints.count == 6)
    #expect(block.constraints.count { $0.state == .redundant } == 1)
    let inner = results.first {
      $0.key == structure.key("indicator=learners,period=2022,sex=M,setting=MAIN")
    }
    // √(100/81) = 10/9; 1022/81 = 12.617283950…
    #expect(inner?.figure.value == decimal("12.617284"))
    #expect(inner?.figure.standardError == decimal("1.111111"))
  }

  // 29.9 + 21.6 + 44.7 + 3.9 = 100.1: Q = 0.1² / (4 · 0.1²/12) = 3, p = 0.0833; each share gives a
  // quarter of the tenth. 26.3 + 14.0 + 50.3 + 9.2 = 99.8: Q = 12.
  @Test("Four rounded shares are brought to 100 within rounding; a row that misses by more is not")
  func shares() throws {
    var replies = SourceReplies([.sample("table")])
    let rows = [
      ("2022", ["29.9", "21.6", "44.7", "3.9"]), ("2019", ["26.3", "14.0", "50.3", "9.2"]),
      ("2021", ["29.0", "20.8", "42.6", "7.6"]),
    ]
    for (year, shares) in rows {
      for (setting, share) in zip(["MAIN", "SPECIAL", "HOME", "AP"], shares) {
        replies.add(
          "table", ["indicator=share,period=\(year),setting=\(setting)": share], unit: "0.1")
      }
    }
    let rule = try Rule.relation(
      "sum([setting=*]) = 100",
      where: structure.pattern(["indicator": ["share"], "setting": ["_T"]]))
    let definition = ReconciliationDefinition(
      balancing: [
        BalancingDefinition(
          id: "row", scope: structure.pattern(["indicator": ["share"]]), sources: ["table"],
          reliability: ["table": .rounding], rules: ["rule"], upper: 100, basis: "b")
      ], precedence: [.any(.balanced("row"))])
    let results = try replies.results([rule], definition)
    func figures(_ year: String) -> [Figure] {
      results.filter { structure.text(of: $0.key).contains("period=\(year)") }
        .map(\.figure).filter { $0.status != .absent }
    }
    #expect(
      figures("2022").map(\.value) == ["29.875", "21.575", "44.675", "3.875"].map(decimal))
    // Variance of each after balancing: (1/1200)(1 - 1/4) = 1/1600.
    #expect(figures("2022").allSatisfy { $0.standardError == decimal("0.025") })
    #expect(figures("2022")[3].lower == decimal("3.826"))
    #expect(figures("2021").map(\.value) == ["29", "20.8", "42.6", "7.6"].map(decimal))
    #expect(figures("2019").map(\.status) == Array(repeating: .interval, count: 4))
    let blocks = results.flatMap(\.blocks)
    #expect(blocks.map(\.gate?.q) == ["12", "0", "3"])
    #expect(blocks.map(\.gate?.degreesOfFreedom) == [1, 1, 1])
    let flags = results.flatMap { $0.flags(of: "balancing:row") }
    #expect(flags.map(\.cause) == [.arithmetic] && flags[0].confidence == .decisive)
  }

  @Test("A part without a number leaves the rule open, and the values as they are")
  func openRule() throws {
    var replies = SourceReplies([.sample("a")])
    replies.add(
      "a", ["indicator=learners,period=2022": "10", "indicator=learners,period=2022,sex=M": "4"])
    replies.add("a", "indicator=learners,period=2022,sex=F", ObservedValue(absent: .suppressed))
    let results = try replies.results([], partWhole(of: ["a": .standardError(1)]))
    #expect(results.compactMap(\.figure.value) == [10, 4])
    let open = results.flatMap(\.blocks).flatMap(\.constraints)
    #expect(open.map(\.state) == [.unjudged] && open.map(\.rule) == ["part-whole:sex"])
  }

  private func partWhole(
    of grades: [String: BalancingDefinition.Reliability], scope: CellPattern = CellPattern(),
    suspectsZeros: Bool = false
  ) -> ReconciliationDefinition {
    ReconciliationDefinition(
      balancing: [
        BalancingDefinition(
          id: "sum", scope: scope, sources: grades.keys.sorted(), reliability: grades,
          rules: [BalancingDefinition.partWhole], suspectsZeros: suspectsZeros, basis: "b")
      ], precedence: [.any(.balanced("sum")), .any(.interval, id: "rest", rank: 2)])
  }

  /// 20 and 5 to 24, one variance: each gives a half.
  @Test("A cell outside the scope is taken as it is")
  func outside() throws {
    var replies = SourceReplies([.sample("a")])
    let cell = "indicator=learners,period=2022"
    replies.add("a", [cell: "24", cell + ",sex=M": "20", cell + ",sex=F": "5"])
    let results = try replies.results(
      [],
      partWhole(
        of: ["a": .standardError(1)], scope: structure.pattern(["sex": ["M", "F"]])))
    let block = try #require(results.flatMap(\.blocks).first)
    #expect(block.values.map(\.adjusted?.exact) == ["19.5", "4.5", "24"])
    #expect(block.values.map(\.variance) == ["1", "1", "0"])
    #expect(results.first { $0.key == structure.key(cell) }?.figure.rule == "rest")
  }

  // Whole 10 fixed, parts 8 and 0 of standard error 1: 8 moves alone to 10 (Q = 4, p = 0.0455),
  // or both by 1 (Q = 2).
  @Test("A reported zero stays, unless it is suspected to stand for a missing value")
  func zeros() throws {
    var replies = SourceReplies([.sample("a"), .sample("b")])
    let cell = "indicator=learners,period=2022"
    replies.add("a", [cell: "10"])
    replies.add("b", [cell + ",sex=M": "8", cell + ",sex=F": "0"])
    let grades: [String: BalancingDefinition.Reliability] = ["a": .fixed, "b": .standardError(1)]
    let frozen = try replies.results([], partWhole(of: grades)).flatMap(\.blocks)
    #expect(frozen.map(\.gate?.q) == ["4"] && frozen.map(\.status) == [.gateRefused])
    let moved = try replies.results([], partWhole(of: grades, suspectsZeros: true))
    #expect(moved.flatMap(\.blocks).map(\.gate?.q) == ["2"])
    #expect(moved.compactMap(\.figure.value) == [10, 9, 1])
  }

  // Two years of one count, 100 and 104 with standard error 2, and "more than 103" in a third: the
  // mean 102 is below the bound, so both become 103; Q = 9/4 + 1/4.
  @Test("A count held constant in time is one quantity, and a bound limits it")
  func constantInTime() throws {
    let dated = ["May 2022", "June 2023"].map {
      ConceptDefinition(attributes: [.referenceDate: $0])
    }
    var replies = SourceReplies([
      .sample("a", concept: dated[0]), .sample("b", concept: dated[1]), .sample("c"),
    ])
    let cell = "indicator=learners,period="
    replies.add("a", [cell + "2022": "100"])
    replies.add("b", [cell + "2023": "104"])
    replies.add("c", cell + "2024", number("103", .atLeast))
    var definition = count(errors: [2, 2, 2])
    definition.balancing[0].isConstantInTime = true
    definition.balancing[0].overrideReason = nil
    let results = try replies.results([], definition)
    let block = try #require(results.flatMap(\.blocks).first)
    #expect(block.status == .balanced && block.gate?.q == "2.5")
    #expect(block.gate?.degreesOfFreedom == 2)
    #expect(block.values.map(\.adjusted?.exact) == ["103", "103", "103"])
    #expect(block.values.map(\.variance) == ["4", "4", nil])
    #expect(block.constraints.map(\.rule) == ["one-quantity", "bound"])
    #expect(results.map(\.figure.value) == [103, 103, 103])
  }

  @Test("A block beyond the limit is flagged and left alone")
  func tooLarge() throws {
    var replies = SourceReplies([.sample("a"), .sample("b"), .sample("c")])
    var days = 0
    for year in 1980..<2030 where days < 10_001 {
      for month in 1...12 {
        for day in 1...20 where days < 10_001 {
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          replies.add("a", ["indicator=learners,period=\(text)": "1"])
          days += 1
        }
      }
    }
    var definition = count()
    definition.balancing[0].isConstantInTime = true
    let results = try replies.results([], definition)
    #expect(results.flatMap(\.blocks).map(\.status) == [.tooLarge])
    let flag = try #require(results.flatMap { $0.flags(of: "balancing:count") }.first)
    #expect(flag.evidence.map(\.key) == [.blockTooLarge])
    #expect(flag.evidence[0].values["values"] == "10001")
    #expect(flag.reported.count == 24)
  }

  @Test("Observations and declarations in any order give identical blocks")
  func order() throws {
    var random = SeededGenerator()
    var replies = SourceReplies([.sample("a"), .sample("b"), .sample("c")])
    for year in 2018...2023 {
      for (part, value) in [("", 100), (",sex=M", 60), (",sex=F", 41), (",setting=MAIN", 90)] {
        for source in ["a", "b", "c"] where Bool.random(using: &random) {
          let noise = Int.random(in: -2...2, using: &random)
          replies.add(source, ["indicator=learners,period=\(year)\(part)": "\(value + noise)"])
        }
      }
    }
    var definition = partWhole(
      of: ["a": .standardError(1), "b": .percent(2), "c": .standardError(3)])
    definition.balancing += count().balancing
    let expected = try replies.results([], definition)
    #expect(expected.flatMap(\.blocks).count > 12)
    for _ in 0..<10 {
      replies.observations.shuffle(using: &random)
      definition.balancing.reverse()
      #expect(try replies.results([], definition) == expected, "seed \(random.seed)")
    }
  }
}
