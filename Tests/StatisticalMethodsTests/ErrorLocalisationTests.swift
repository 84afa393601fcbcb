import StatisticalMethods
import TestSupport
import Testing

@Suite("Error localisation (Fellegi and Holt 1976)")
struct ErrorLocalisationTests {
  private func localise(
    _ rules: String, _ record: [String: Rational], weights: [String: Rational] = [:]
  ) throws -> Localisation {
    try ErrorLocalisation(rules: RuleSet(parsing: rules), weights: weights).localise(record)
  }

  private func sets(
    _ rules: String, _ record: [String: Rational], weights: [String: Rational] = [:]
  ) throws -> [[String]] {
    try localise(rules, record, weights: weights).solutions.map(\.variables)
  }

  private static let profit = """
    profit + cost = turnover
    cost >= 0.6 * turnover
    turnover >= 0
    """

  @Test("changes the one variable that both rules share")
  func shared() throws {
    #expect(try sets("x + y = z\n2*y + 1 = z", ["x": 1, "y": 1, "z": 3]) == [["x"]])
    let weighted = try localise(
      "x + y = z\n2*y + 1 = z", ["x": 1, "y": 1, "z": 3], weights: ["x": 10])
    #expect(weighted.solutions.map(\.variables) == [["y", "z"]])
    #expect(weighted.solutions.map(\.weight) == [2])
  }

  /// Banff picks one of these at random (procedure guide, ERRORLOC).
  @Test("lists every lightest solution in canonical order")
  func all() throws {
    let answer = try localise("x + y = z", ["x": 1, "y": 1, "z": 3])
    #expect(answer.solutions.map(\.variables) == [["x"], ["y"], ["z"]])
    #expect(answer.solutions.map { $0.ranges.values.first?.determined } == [2, 2, 2])
    #expect(answer.isComplete)
  }

  /// errorlocate #30: with 1e10 for the profit it flagged all three variables.
  @Test("is as exact for large numbers as for small", arguments: [755, 10_000_000_000, Int.max])
  func large(profit: Int) throws {
    #expect(
      try sets(Self.profit, ["profit": Rational(profit), "cost": 125, "turnover": 200])
        == [["profit"]])
    #expect(
      try sets(Self.profit, ["profit": Rational(profit), "cost": 200, "turnover": 300])
        == [["profit"]])
  }

  /// errorlocate #34: its presolve flagged all six variables.
  @Test("changes only what fixed targets need")
  func fixedTargets() throws {
    let rules = """
      y = 60
      yA = 5
      yB = 5
      yC = 5
      yD = 25
      yE = 20
      yA + yB + yC + yD + yE = y
      """
    let answer = try localise(
      rules, ["y": 60, "yA": 5, "yB": 5, "yC": 5, "yD": 45, "yE": 0])
    #expect(answer.solutions.map(\.variables) == [["yD", "yE"]])
    #expect(answer.solutions.first?.ranges.mapValues(\.determined) == ["yD": 25, "yE": 20])
  }

  @Test("takes strict inequalities without a margin")
  func strict() throws {
    let answer = try localise("x > 1\ny > x", ["x": 2, "y": 0])
    #expect(answer.solutions.map(\.variables) == [["y"]])
    let range = try #require(answer.solutions.first?.ranges["y"])
    #expect(range.least?.value == 2 && range.least?.isReached == false && range.greatest == nil)
    #expect(
      try localise("x > 1\ny > x", ["x": 1, "y": 1]).solutions.map(\.variables) == [["x", "y"]])
  }

  @Test("always changes missing values")
  func missing() throws {
    let answer = try localise("x + y = z\nw >= 0", ["x": 1, "z": 3, "w": -1])
    #expect(answer.solutions.map(\.variables) == [["w", "y"]])
    #expect(answer.solutions.map(\.weight) == [2])
    #expect(answer.solutions.first?.ranges["y"]?.determined == 2)
    #expect(try localise("x + y = z", ["x": 1, "y": 2, "z": 3]).status == .valid)
  }

  @Test("handles if-then rules")
  func conditions() throws {
    let rules = "if pupils > 0 then teachers >= 1\nif teachers > 0 then rooms > 0\npupils >= 0"
    // Hand count: one change to pupils mends it; teachers alone would need rooms as well.
    let answer = try localise(rules, ["pupils": 40, "teachers": 0, "rooms": 0])
    #expect(answer.solutions.map(\.variables) == [["pupils"]])
    #expect(answer.solutions.first?.ranges["pupils"]?.determined == 0)
    let trusted = try localise(
      rules, ["pupils": 40, "teachers": 0, "rooms": 0], weights: ["pupils": 3])
    #expect(trusted.solutions.map(\.variables) == [["rooms", "teachers"]])
    let ranges = try #require(trusted.solutions.first?.ranges)
    #expect(ranges["teachers"]?.least?.value == 1 && ranges["teachers"]?.greatest == nil)
    #expect(ranges["rooms"]?.least?.value == 0 && ranges["rooms"]?.least?.isReached == false)
  }

  @Test("names the contradicting rules when no record can be right")
  func infeasible() throws {
    let answer = try localise("a: x <= -1\nb: x >= 0\nc: y >= x", ["x": 1, "y": 1])
    #expect(answer.status == .infeasible && answer.contradiction == ["a", "b"])
    #expect(answer.solutions.isEmpty)
  }

  @Test("refuses weights that make errors free")
  func weights() throws {
    let rules = try RuleSet(parsing: "x >= 0")
    #expect(throws: LocalisationError.weightNotPositive(variable: "x")) {
      try ErrorLocalisation(rules: rules, weights: ["x": 0])
    }
  }

  @Test("cuts a flood of equal solutions and says so")
  func flood() throws {
    let rules = (1...12).map { "a\($0) = b\($0)" }.joined(separator: "\n")
    var record: [String: Rational] = [:]
    for number in 1...12 {
      record["a\(number)"] = 1
      record["b\(number)"] = 2
    }
    let answer = try localise(rules, record)
    // 2^12 solutions, of which 1000 may be listed.
    #expect(!answer.isComplete)
    #expect(answer.solutions.count <= ErrorLocalisation.maximumSolutions)
    #expect(answer.solutions.first?.variables == (1...12).map { "a\($0)" })
  }
}

/// Every subset of the variables is tried, each by Fourier-Motzkin elimination.
@Suite("Error localisation against brute force")
struct LocalisationBruteForceTests {
  private struct Case {
    var rules: [(text: String, alternatives: [LinearConstraint])] = []
    var record: [Rational] = []
    var weights: [Rational] = []
    var text: String { rules.map(\.text).joined(separator: "\n") }

    init(_ random: inout SeededGenerator) {
      for _ in 0..<Int.random(in: 2...4, using: &random) {
        let first = Self.comparison(&random)
        if Bool.random(using: &random) {
          rules.append((first.text, [first.constraint]))
        } else {
          let second = Self.comparison(&random)
          rules.append(
            (
              "if \(first.text) then \(second.text)",
              Self.opposites(first.constraint) + [second.constraint]
            ))
        }
      }
      record = (0..<4).map { _ in Rational(Int.random(in: -3...3, using: &random)) }
      weights = (0..<4).map { _ in Rational(Int.random(in: 1...3, using: &random)) }
    }

    private static func comparison(
      _ random: inout SeededGenerator
    ) -> (text: String, constraint: LinearConstraint) {
      let coefficients = (0..<4).map { _ in Int.random(in: -2...2, using: &random) }
      let constant = Int.random(in: -3...3, using: &random)
      let relation = LinearRelation.allCases.randomElement(using: &random) ?? .equal
      let sum = coefficients.enumerated().map { "\($0.element) * x\($0.offset)" }
      return (
        "\(sum.joined(separator: " + ")) + \(constant) \(relation.rawValue) 0",
        LinearConstraint(
          name: "r",
          LinearForm(
            coefficients.enumerated().map { ($0.offset, Rational($0.element)) },
            constant: Rational(constant)), relation)
      )
    }

    private static func opposites(_ constraint: LinearConstraint) -> [LinearConstraint] {
      let relations: [LinearRelation] =
        switch constraint.relation {
        case .equal: [.less, .greater]
        case .atMost: [.greater]
        case .atLeast: [.less]
        case .less: [.atLeast]
        case .greater: [.atMost]
        }
      return relations.map { LinearConstraint(name: "r", constraint.form, $0) }
    }

    func isFeasible(freeing free: [Int], _ extra: [LinearConstraint] = []) -> Bool {
      let fixed = (0..<4).filter { !free.contains($0) }.map {
        LinearConstraint(name: "fixed", LinearForm([($0, 1)], constant: -record[$0]), .equal)
      }
      return rules.reduce([fixed + extra]) { systems, rule in
        systems.flatMap { system in rule.alternatives.map { system + [$0] } }
      }.contains { FourierMotzkin.isFeasible($0, variableCount: 4) }
    }

    /// Whether some values of the free variables put one of them so to a number.
    func canBe(
      _ variable: Int, _ relations: [(LinearRelation, Rational)], freeing free: [Int]
    ) -> Bool {
      isFeasible(
        freeing: free,
        relations.map { relation, number in
          LinearConstraint(name: "asked", LinearForm([(variable, 1)], constant: -number), relation)
        })
    }

    var lightest: [[String]] {
      let subsets = (0..<16).map { mask in (0..<4).filter { mask >> $0 & 1 == 1 } }
        .filter { isFeasible(freeing: $0) }
      let weight = { (set: [Int]) in set.reduce(Rational(0)) { $0 + weights[$1] } }
      let least = subsets.map(weight).min()
      return subsets.filter { weight($0) == least }.sorted { $0.lexicographicallyPrecedes($1) }
        .map { $0.map { "x\($0)" } }
    }
  }

  @Test("finds the same solutions, in any order of rules", arguments: [UInt64(41), 42, 43, 44])
  func agrees(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<30 {
      let sample = Case(&random)
      let seen: Comment = "seed \(seed), round \(round):\n\(sample.text)\n\(sample.record)"
      // A rule drawn twice is refused, and rightly so.
      guard let rules = try? RuleSet(parsing: sample.text) else { continue }
      let record = Dictionary(uniqueKeysWithValues: zip((0..<4).map { "x\($0)" }, sample.record))
      let weights = Dictionary(uniqueKeysWithValues: zip((0..<4).map { "x\($0)" }, sample.weights))
      let answer = try ErrorLocalisation(rules: rules, weights: weights).localise(
        record.filter { rules.variables.contains($0.key) })
      let shuffled = try RuleSet(
        parsing: sample.rules.shuffled(using: &random).map(\.text).joined(separator: "\n"))
      #expect(
        try ErrorLocalisation(rules: shuffled, weights: weights).localise(record) == answer, seen)
      switch answer.status {
      case .valid: #expect(sample.lightest == [[]], seen)
      case .localised: #expect(answer.solutions.map(\.variables) == sample.lightest, seen)
      case .infeasible: #expect(sample.lightest.isEmpty, seen)
      case .undecided: Issue.record(seen)
      }
    }
  }

  @Test("finds the same ranges of the values to change", arguments: [UInt64(45), 46])
  func ranges(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<25 {
      let sample = Case(&random)
      let seen: Comment = "seed \(seed), round \(round):\n\(sample.text)\n\(sample.record)"
      guard let rules = try? RuleSet(parsing: sample.text) else { continue }
      let record = Dictionary(uniqueKeysWithValues: zip((0..<4).map { "x\($0)" }, sample.record))
      for solution in try ErrorLocalisation(rules: rules).localise(record).solutions {
        let free = solution.variables.compactMap { Int($0.dropFirst()) }
        for place in free {
          let range = try #require(solution.ranges["x\(place)"], seen)
          let near = Rational(1, over: 1000)
          func canBe(_ relations: [(LinearRelation, Rational)]) -> Bool {
            sample.canBe(place, relations, freeing: free)
          }
          if let least = range.least {
            #expect(!canBe([(.less, least.value)]), seen)
            #expect(canBe([(.equal, least.value)]) == least.isReached, seen)
            #expect(canBe([(.atLeast, least.value), (.less, least.value + near)]), seen)
          } else {
            #expect(canBe([(.less, -1_000_000)]), seen)
          }
          if let greatest = range.greatest {
            #expect(!canBe([(.greater, greatest.value)]), seen)
            #expect(canBe([(.equal, greatest.value)]) == greatest.isReached, seen)
            #expect(canBe([(.atMost, greatest.value), (.greater, greatest.value - near)]), seen)
          } else {
            #expect(canBe([(.greater, 1_000_000)]), seen)
          }
        }
      }
    }
  }
}
