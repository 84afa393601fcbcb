import StatisticalMethods
import TestSupport
import Testing

/// `x1 … xn` with these values; nil is missing.
private func record(_ values: [Rational?]) -> [String: Rational] {
  var record: [String: Rational] = [:]
  for (number, value) in zip(1..., values) { record["x\(number)"] = value }
  return record
}

private func changes(_ proposal: CorrectionProposal) -> [String: Rational] {
  Dictionary(uniqueKeysWithValues: proposal.changes.map { ($0.variable, $0.to) })
}

/// Scholtus 2008 (Statistics Netherlands discussion paper 08015), tables 1 and 2.
@Suite("Sign errors and exchanged pairs")
struct SignCorrectionTests {
  private static let balances = """
    x0 = x0r - x0c
    x1 = x1r - x1c
    x2 = x2r - x2c
    x3 = x3r - x3c
    x4 = x0 + x1 + x2 + x3
    x0r >= 0
    x0c >= 0
    x1r >= 0
    x1c >= 0
    x2r >= 0
    x2c >= 0
    x3r >= 0
    x3c >= 0
    """
  private static let names = [
    "x0r", "x0c", "x0", "x1r", "x1c", "x1", "x2r", "x2c", "x2", "x3r", "x3c", "x3", "x4",
  ]
  private static let a = [2100, 1950, 150, 0, 10, 10, 20, 5, 15, 50, 10, 40, 195]
  private static let b = [5100, 4650, 450, 0, 130, 130, 20, 0, 20, 15, 25, 10, 610]
  private static let c = [3250, 3550, 300, 110, 10, 100, 50, 90, 40, 30, 10, 20, -140]
  private static let d = [5726, 5449, 276, 17, 26, 10, 0, 46, 46, 0, 0, 0, 221]

  private func proposal(_ values: [Int], tolerance: Rational) throws -> CorrectionProposal {
    try SignCorrection(
      rules: RuleSet(parsing: Self.balances),
      swaps: [("x1r", "x1c"), ("x2r", "x2c"), ("x3r", "x3c")], tolerance: tolerance
    ).proposal(
      for: Dictionary(uniqueKeysWithValues: zip(Self.names, values.map { Rational($0) })))
  }

  private static let cases: [([Int], Rational, [String: Rational])] = [
    (a, 0, ["x1": -10]), (b, 0, ["x1r": 130, "x1c": 0, "x3r": 25, "x3c": 15]),
    (c, 0, ["x0": -300, "x2r": 90, "x2c": 50]), (d, 0, [:]), (d, 2, ["x1": -10, "x2": -46]),
  ]

  @Test("are repaired as published", arguments: cases)
  func published(values: [Int], tolerance: Rational, expected: [String: Rational]) throws {
    let answer = try proposal(values, tolerance: tolerance)
    #expect(changes(answer) == expected)
    #expect(answer.alternatives.isEmpty)
  }

  @Test("leave the published rounding residuals for the next step")
  func residuals() throws {
    let answer = try proposal(Self.d, tolerance: 2)
    let old = Dictionary(uniqueKeysWithValues: zip(Self.names, Self.d.map { Rational($0) }))
    let new = old.merging(changes(answer)) { $1 }
    func residual(_ total: String, _ parts: [String], _ signs: [Rational]) -> Rational {
      zip(parts, signs).reduce(0) { $0 + $1.1 * new[$1.0, default: 0] } - new[total, default: 0]
    }
    let each = (0...3).map { residual("x\($0)", ["x\($0)r", "x\($0)c"], [1, -1]) }
    #expect(each == [1, 1, 0, 0])
    #expect(residual("x4", ["x0", "x1", "x2", "x3"], [1, 1, 1, 1]) == -1)
  }

  /// deducorrect's test: the repair -123 to 123 would break x < 0.
  @Test("are not repaired against another rule")
  func forbidden() throws {
    let values: [String: Rational] = ["x": -123, "y": 129, "z": 252]
    func proposal(_ rules: String) throws -> CorrectionProposal {
      try SignCorrection(rules: RuleSet(parsing: rules)).proposal(for: values)
    }
    #expect(changes(try proposal("x + y = z")) == ["x": 123])
    #expect(try proposal("x + y = z\nx < 0").isEmpty)
  }

  @Test("are listed, not repaired, when two repairs are as good")
  func ambiguous() throws {
    let answer = try SignCorrection(rules: RuleSet(parsing: "x + y = 0"))
      .proposal(for: ["x": 50, "y": 50])
    #expect(answer.changes.isEmpty && answer.alternatives.count == 2)
  }

  /// Every set of turned signs is tried; only a single smallest one may be proposed.
  @Test("agree with brute force", arguments: [UInt64(51), 52, 53])
  func bruteForce(seed: UInt64) throws {
    let rules = try RuleSet(parsing: "x1 + x2 = x3\nx3 - x4 = x5\nx1 - x4 = 2 * x6")
    var random = SeededGenerator(seed: seed)
    for round in 0..<200 {
      let values = (1...6).map { _ in Rational(Int.random(in: -4...4, using: &random)) }
      let given = record(values)
      guard !rules.broken(by: given).isEmpty else { continue }
      let fitting = (1..<64).map { mask in (0..<6).filter { mask >> $0 & 1 == 1 } }
        .filter { set in set.allSatisfy { !values[$0].isZero } }
        .filter { set in
          rules.broken(
            by: record(values.indices.map { set.contains($0) ? -values[$0] : values[$0] })
          )
          .isEmpty
        }
      let least = fitting.map(\.count).min()
      let best = fitting.filter { $0.count == least }
      let answer = SignCorrection(rules: rules, tolerance: 0).proposal(for: given)
      let expected = best.count == 1 ? best[0].map { "x\($0 + 1)" } : []
      #expect(
        answer.changes.map(\.variable) == expected, "seed \(seed), round \(round): \(values)")
      #expect(answer.alternatives.count == (best.count > 1 ? best.count : 0))
    }
  }
}

/// Scholtus 2008, tables 3 and 4.
@Suite("Running balances")
struct CumulationTests {
  @Test("become differences, as published")
  func published() throws {
    let rules = try RuleSet(parsing: "x1 = i1 - c1\nx2 = i2 - c2\nx3 = i3 - c3")
    let given: [String: Rational] = [
      "x0": 2900, "x1": 2750, "x2": 2720, "x3": 2610, "i1": 0, "c1": 150, "i2": 20, "c2": 50,
      "i3": 0, "c3": 110,
    ]
    let answer = CumulationCorrection(rules: rules, sequences: [["x0", "x1", "x2", "x3"]])
      .proposal(for: given)
    #expect(changes(answer) == ["x1": -150, "x2": -30, "x3": -110])
    let other = given.merging(["c2": 51]) { $1 }
    #expect(
      CumulationCorrection(rules: rules, sequences: [["x0", "x1", "x2", "x3"]])
        .proposal(for: other).isEmpty)
  }
}

/// Scholtus 2009 (Statistics Netherlands discussion paper 09046), section 4.
@Suite("Typing errors")
struct TypoTests {
  private static let rules =
    "x1 + x2 = x3\nx2 = x4\nx5 + x6 + x7 = x8\nx3 + x8 = x9\nx9 - x10 = x11"
  private static let truth: [Rational] = [
    1452, 116, 1568, 116, 323, 76, 12, 411, 1979, 1842, 137,
  ]

  private static func given(_ wrong: [Int: Rational]) -> [String: Rational] {
    record(truth.enumerated().map { wrong[$0.offset + 1] ?? $0.element })
  }

  private func proposal(_ wrong: [Int: Rational], slip: SlipCorrection.Slip = .typo) throws
    -> CorrectionProposal
  {
    try SlipCorrection(rules: RuleSet(parsing: Self.rules), slip: slip)
      .proposal(for: Self.given(wrong))
  }

  private static let cases: [([Int: Rational], [String: Rational])] = [
    ([4: 161], ["x4": 116]), ([4: 161, 9: 19979], ["x4": 116, "x9": 1979]),
    ([4: 161, 9: 19979, 5: 0, 6: 0, 7: 0], ["x4": 116, "x9": 1979]),
    ([4: 161, 9: 19979, 8: 0], ["x4": 116]),
  ]

  @Test("are repaired as published", arguments: cases)
  func published(wrong: [Int: Rational], expected: [String: Rational]) throws {
    #expect(changes(try proposal(wrong)) == expected)
  }

  @Test("are listed where two explanations are as good")
  func alternatives() throws {
    let answer = try proposal([4: 161, 9: 19979, 8: 0])
    let sets = answer.alternatives.map { $0.map { "\($0.variable)=\($0.to)" }.sorted() }
    #expect(Set(sets) == [["x4=116", "x9=1979"], ["x10=19842", "x4=116"]])
  }

  @Test("are recognised only one step away")
  func distance() throws {
    let rules = try RuleSet(parsing: "x + y = z")
    let typo = SlipCorrection(rules: rules, slip: .typo)
    #expect(changes(typo.proposal(for: ["x": 123, "y": 192, "z": 252])) == ["y": 129])
    // A single digit tells nothing: 3 for 9.
    #expect(typo.proposal(for: ["x": 100, "y": 9, "z": 103]).changes.map(\.variable) == ["z"])
  }

  @Test("are not repaired against another rule")
  func forbidden() throws {
    let rules = try RuleSet(parsing: "x + y = z\ny >= 150")
    #expect(
      SlipCorrection(rules: rules, slip: .typo).proposal(for: ["x": 123, "y": 192, "z": 252])
        .isEmpty)
  }

  @Test("of the unit are whole powers of ten")
  func powers() throws {
    let answer = try proposal([9: 1_979_000], slip: .powerOfTen)
    #expect(changes(answer) == ["x9": 1979])
    #expect(try proposal([9: 1_979_001], slip: .powerOfTen).isEmpty)
    #expect(changes(try proposal([4: 58 / 5], slip: .powerOfTen)) == ["x4": 116])
  }
}

@Suite("Rounding errors")
struct RoundingTests {
  private static let rules =
    "x1 + x2 = x3\nx2 = x4\nx5 + x6 + x7 = x8\nx3 + x8 = x9\nx9 - x10 = x11"
  private static let values: [Rational] = [12, 4, 15, 4, 3, 1, 8, 11, 27, 41, -13]

  /// Scholtus 2009, section 5: nine sets of three changes by one are as good; the published draw
  /// is the one that leaves the earlier columns as they are.
  @Test("are repaired as published, without drawing lots")
  func published() throws {
    let answer = try RoundingCorrection(rules: RuleSet(parsing: Self.rules))
      .proposal(for: record(Self.values))
    #expect(changes(answer) == ["x3": 16, "x8": 12, "x9": 28])
  }

  @Test("fall on what is declared least reliable")
  func reliability() throws {
    let answer = try RoundingCorrection(
      rules: RuleSet(parsing: Self.rules),
      reliability: ["x1": 1 / 10, "x10": 1 / 10]
    ).proposal(for: record(Self.values))
    #expect(changes(answer) == ["x1": 11, "x8": 12, "x10": 40])
  }

  @Test("are only what the tolerance and the unit admit")
  func scope() throws {
    let rules = try RuleSet(parsing: "a + b = c\nc <= 10")
    let rounding = RoundingCorrection(rules: rules)
    #expect(rounding.proposal(for: ["a": 4, "b": 5, "c": 12]).isEmpty)
    // c = 11 would break c <= 10, so a part gives way.
    #expect(changes(rounding.proposal(for: ["a": 5, "b": 6, "c": 10])) == ["b": 5])
    #expect(rounding.proposal(for: ["a": 3 / 2, "b": 1, "c": 3]).isEmpty)
    let halves = RoundingCorrection(rules: rules, unit: 1 / 2)
    #expect(
      changes(halves.proposal(for: ["a": 3 / 2, "b": 1, "c": 3])) == ["c": Rational(5, over: 2)])
  }

  /// All changes by at most three in each direction are tried.
  @Test("agree with brute force in number and size", arguments: [UInt64(61), 62])
  func bruteForce(seed: UInt64) throws {
    let rules = try RuleSet(parsing: "x1 + x2 = x3\nx3 + x4 = x5\nx1 >= 0")
    var random = SeededGenerator(seed: seed)
    for round in 0..<8 {
      var values = (1...5).map { _ in Rational(Int.random(in: 0...9, using: &random)) }
      values[2] = values[0] + values[1] + Rational(Int.random(in: -2...2, using: &random))
      values[4] = values[2] + values[3] + Rational(Int.random(in: -2...2, using: &random))
      let given = record(values)
      let answer = RoundingCorrection(rules: rules).proposal(for: given)
      let seen: Comment = "seed \(seed), round \(round): \(values)"
      let size = answer.changes.reduce(Rational(0)) { $0 + ($1.to - ($1.from ?? 0)).magnitude }
      #expect(rules.broken(by: given.merging(changes(answer)) { $1 }).isEmpty, seen)
      #expect([Rational(answer.changes.count), size] == least(rules, values), seen)
    }
  }

  /// The fewest changes and the least total among them.
  private func least(_ rules: RuleSet, _ values: [Rational]) -> [Rational] {
    var best: [Rational] = [9, 99]
    for code in 0..<16807 {
      var rest = code
      let steps = values.map { _ in
        defer { rest /= 7 }
        return Rational(rest % 7 - 3)
      }
      let measure = [
        Rational(steps.count { !$0.isZero }), steps.reduce(0) { $0 + $1.magnitude },
      ]
      guard measure.lexicographicallyPrecedes(best) else { continue }
      if rules.broken(by: record(zip(values, steps).map { $0 + $1 })).isEmpty { best = measure }
    }
    return best
  }
}

/// De Waal, Pannekoek and Scholtus 2011, pages 304 and 307; the guard is deducorrect's.
@Suite("Implied values")
struct ImpliedValuesTests {
  private static let rules =
    "x1 + x2 = x3\nx2 = x4\nx5 + x6 + x7 = x8\nx3 + x8 = x9\nx9 - x10 = x11"

  @Test("are found as published")
  func published() throws {
    let given = record([145, nil, 155, nil, nil, nil, nil, 86, nil, 217, nil])
    let plain = try ImpliedValues(rules: RuleSet(parsing: Self.rules))
    #expect(changes(plain.proposal(for: given)) == ["x2": 10, "x4": 10, "x9": 241, "x11": 24])
    let signed = try ImpliedValues(rules: RuleSet(parsing: Self.rules + "\nx6 >= 0\nx7 >= 0"))
    #expect(
      changes(signed.proposal(for: given.merging(["x5": 86]) { $1 }))
        == ["x2": 10, "x4": 10, "x6": 0, "x7": 0, "x9": 241, "x11": 24])
  }

  @Test(
    "stay open where the reported values contradict each other",
    arguments: [(Rational(8), Rational?.none), (10, 0), (12, 2)])
  func guarded(total: Rational, expected: Rational?) throws {
    let rules = try RuleSet(parsing: "a >= 0\na + b = c")
    let answer = ImpliedValues(rules: rules).proposal(for: ["b": 10, "c": total])
    #expect(changes(answer)["a"] == expected)
  }

  @Test("follow from if-then rules")
  func conditions() throws {
    let rules = try RuleSet(parsing: "if pupils = 0 then staff = 0\nstaff >= 0")
    #expect(changes(ImpliedValues(rules: rules).proposal(for: ["pupils": 0])) == ["staff": 0])
    #expect(ImpliedValues(rules: rules).proposal(for: ["pupils": 1]).isEmpty)
  }
}

@Suite("Deductive correction as a whole")
struct DeductiveCorrectionTests {
  private static let rules =
    "x1 + x2 = x3\nx2 = x4\nx5 + x6 + x7 = x8\nx3 + x8 = x9\nx9 - x10 = x11"

  @Test("says what came out of each published record")
  func statuses() throws {
    let truth: [Rational?] = [1452, 116, 1568, 116, 323, 76, 12, 411, 1979, 1842, 137]
    func correct(_ wrong: [Int: Rational], missing: [Int] = []) throws -> Correction {
      var values = truth
      for (place, value) in wrong { values[place - 1] = value }
      for place in missing { values[place - 1] = nil }
      return try DeductiveCorrection(rules: RuleSet(parsing: Self.rules)).correct(record(values))
    }
    #expect(try correct([:]).status == .valid)
    let first = try correct([4: 161])
    #expect(first.status == .corrected && first.changes.map(\.method) == [.typo])
    let third = try correct([4: 161, 9: 19979, 5: 0, 6: 0, 7: 0])
    #expect(third.status == .partial && third.broken == ["x5 + x6 + x7 = x8"])
    let fourth = try correct([4: 161, 9: 19979, 8: 0])
    #expect(fourth.status == .partial && fourth.alternatives.count == 2)
    #expect(try correct([3: 9999]).status == .undecided)
    let both = try correct([4: 161], missing: [11])
    #expect(both.status == .corrected && both.changes.map(\.method) == [.typo, .implied])
    #expect(try correct([:], missing: [5, 6]).missing == ["x5", "x6"])
  }

  @Test("says the same of shuffled rules", arguments: [UInt64(71), 72, 73])
  func shuffled(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let lines = Self.rules.split(separator: "\n")
    for round in 0..<40 {
      let values = [1452, 116, 1568, 116, 323, 76, 12, 411, 1979, 1842, 137].map { value in
        switch Int.random(in: 0..<6, using: &random) {
        case 0: Rational(-value)
        case 1: Rational(value + Int.random(in: -2...2, using: &random))
        case 2: Rational(value * 10)
        default: Rational(value)
        }
      }
      let straight = try DeductiveCorrection(rules: RuleSet(parsing: Self.rules))
      let mixed = try DeductiveCorrection(
        rules: RuleSet(parsing: lines.shuffled(using: &random).joined(separator: "\n")))
      #expect(
        straight.correct(record(values)) == mixed.correct(record(values)),
        "seed \(seed), round \(round): \(values)")
    }
  }
}
