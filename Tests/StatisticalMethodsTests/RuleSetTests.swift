import StatisticalMethods
import TestSupport
import Testing

@Suite("The rule language")
struct RuleSetTests {
  @Test(
    "reads sums, constants, parentheses and variables on both sides",
    arguments: [
      ("x + y = z", "3"), ("2 * x == z", "2"), ("x / 4 <= y", "4"), ("3/4 * x >= y", "4/3"),
      ("-(x - 2*(y + 1)) = 0.5", "7/2"), ("x + x = 5 - (3 - x) * 2", "1/0"),
      ("x > 1 # at least two", "1"),
    ])
  func reads(rule: String, boundary: String) throws {
    // With y = 1 and z = 4, each rule is decided by where x stands to the boundary.
    let rules = try RuleSet(parsing: rule)
    let given: [String: Rational] = ["y": 1, "z": 4]
    let point = Rational(boundary)
    for x in (-20...20).map({ Rational($0, over: 2) }) + [point].compactMap({ $0 }) {
      let holds = rules.broken(by: given.merging(["x": x]) { $1 }).isEmpty
      let side = point.map { x == $0 ? 0 : x < $0 ? -1 : 1 }
      switch rule {
      case "x > 1 # at least two": #expect(holds == (side == 1))
      case "x / 4 <= y": #expect(holds == (side != 1))
      case "3/4 * x >= y": #expect(holds == (side != -1))
      // 2x = -1 + 2x never holds.
      case "x + x = 5 - (3 - x) * 2": #expect(!holds)
      default: #expect(holds == (side == 0), "\(x)")
      }
    }
  }

  @Test("reads quoted names, rule names, comments and conditions")
  func readsConditions() throws {
    let rules = try RuleSet(
      parsing: """
        # Staff of schools
        home: if "pupils at home" > 0 then visits > 0 and (cars > 0 or "on foot" = 1)

        "no. 2": "say ""x"" # y" >= 0
        """)
    #expect(rules.rules.map(\.name) == ["home", "no. 2"])
    #expect(rules.variables == ["cars", "on foot", "pupils at home", "say \"x\" # y", "visits"])
    func broken(_ home: Rational, _ visits: Rational?, _ cars: Rational, _ foot: Rational)
      -> [String]
    {
      var record: [String: Rational] = ["pupils at home": home, "cars": cars, "on foot": foot]
      record["visits"] = visits
      return rules.broken(by: record)
    }
    #expect(broken(0, 0, 0, 0) == [])
    #expect(broken(3, 0, 1, 0) == ["home"])
    #expect(broken(3, 1, 0, 1) == [])
    #expect(broken(3, 1, 0, 2) == ["home"])
    // Without visits it cannot be judged, unless the rest breaks the rule already.
    #expect(broken(3, nil, 1, 0) == [])
    #expect(broken(3, nil, 0, 0) == ["home"])
  }

  @Test(
    "says where a rule is wrong and what it expected",
    arguments: [
      ("x + = 3", 1, 5, "a number, a variable"), ("\n\nx + y", 3, 6, "'=', '<='"),
      ("x != 3", 1, 3, "two rules"), ("x * y = 3", 1, 3, "a constant on one side"),
      ("3 / x = 1", 1, 3, "a constant after"), ("x / 0 = 1", 1, 3, "another divisor"),
      ("x = 1 2", 1, 7, "the end of the rule"), ("if x = 1", 1, 9, "'then'"),
      ("if x = 1 then", 1, 14, "a number, a variable"), ("(x = 1", 1, 4, "')'"),
      ("\"x = 1", 1, 1, "closing"), ("x = 1.2.3", 1, 5, "a number such as"),
      ("x = 3 ; y", 1, 7, "an operator"), ("a: x = 1\na: y = 1", 2, 1, "a name of its own"),
      ("x = 1\nx = 1", 2, 1, "the rule once"), ("\"\" = 1", 1, 1, "a name between"),
      (String(repeating: "(", count: 500) + "x", 1, 61, "levels"),
      (
        "if "
          + (1...9).map { "(a\($0) = 0 and b\($0) = 0)" }.joined(separator: " or ")
          + " then x = 1", 1, 1, "256 cases"
      ),
      (
        "if "
          + (1...9).map { "(a\($0) = 0 or b\($0) = 0)" }.joined(separator: " and ")
          + " then x = 1", 1, 1, "256 cases"
      ),
    ])
  func refuses(text: String, line: Int, column: Int, expected: String) {
    do throws(RuleError) {
      _ = try RuleSet(parsing: text)
      Issue.record("this is no rule")
    } catch {
      #expect(error.line == line && error.column == column, "\(error)")
      #expect(error.expected.contains(expected), "\(error)")
    }
  }

  @Test("names a smallest contradiction and nothing else")
  func contradiction() throws {
    let rules = try RuleSet(
      parsing: """
        total: boys + girls = pupils
        some: pupils > 0
        noBoys: boys <= 0
        noGirls: girls < 1/3
        share: 3 * girls >= pupils
        staff: staff >= pupils / 12
        big: pupils >= 1
        """)
    // girls ≥ pupils − 0 ≥ 1, yet girls < 1/3; or through `share` with pupils ≥ 1 alone.
    #expect(rules.contradiction() == ["big", "noGirls", "share"])
    #expect(try RuleSet(parsing: "a: x <= -1\nb: x >= 0\nc: y = x").contradiction() == ["a", "b"])
    #expect(try RuleSet(parsing: "a: x <= 0\nb: x >= 0").contradiction() == nil)
    #expect(
      try RuleSet(
        parsing: "a: if x > 0 then y > 0\nb: if y > 0 then x <= 0\nc: x = 3\nd: z = 0"
      ).contradiction() == ["a", "b", "c"])
  }

  @Test("finds rules that others imply")
  func redundancy() throws {
    let rules = try RuleSet(
      parsing: """
        a: x >= 1
        b: y >= x
        c: y >= 0
        d: if x > 5 then y > 4
        e: z <= 3
        """)
    #expect(
      rules.redundancies() == [
        Redundancy(rule: "c", impliedBy: ["a", "b"]), Redundancy(rule: "d", impliedBy: ["b"]),
      ])
    let twins = try RuleSet(parsing: "p: 2*x = 4\nq: x - 2 = 0")
    #expect(
      twins.redundancies() == [
        Redundancy(rule: "p", impliedBy: ["q"]), Redundancy(rule: "q", impliedBy: ["p"]),
      ])
  }

  @Test("finds inequalities that force equality")
  func hiddenEquality() throws {
    let rules = try RuleSet(parsing: "a: x <= y\nb: y <= z\nc: z <= x\nd: x >= 0")
    #expect(
      rules.hiddenEqualities() == [
        HiddenEquality(rule: "a", forcedBy: ["b", "c"]),
        HiddenEquality(rule: "b", forcedBy: ["a", "c"]),
        HiddenEquality(rule: "c", forcedBy: ["a", "b"]),
      ])
  }

  @Test("says the same of shuffled rules", arguments: [UInt64(31), 32, 33])
  func shuffled(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let lines = [
      "x1 + x2 = x10", "x1 >= 0", "x10 >= x2", "if x2 > 3 then x1 = 1", "x2 <= x10", "x3 = 2 * x1",
      "x3 <= 1", "x1 >= 3",
    ]
    let straight = try RuleSet(parsing: lines.joined(separator: "\n"))
    let mixed = try RuleSet(parsing: lines.shuffled(using: &random).joined(separator: "\n"))
    #expect(straight.contradiction() == mixed.contradiction(), "seed \(seed)")
    #expect(straight.contradiction() != nil)
    let sound = lines.dropLast()
    let other = try RuleSet(parsing: sound.shuffled(using: &random).joined(separator: "\n"))
    #expect(
      try RuleSet(parsing: sound.joined(separator: "\n")).redundancies() == other.redundancies(),
      "seed \(seed)")
    #expect(straight.variables == ["x1", "x2", "x3", "x10"])
  }
}
