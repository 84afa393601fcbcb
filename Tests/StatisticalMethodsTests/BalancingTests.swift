import StatisticalMethods
import Testing

@Suite struct BalancingTests {
  @Test("A table with one redundant total balances to fractions over 81 and passes the gate")
  func table() throws {
    let balance = try Balancer().balance(crossTable()).balance()
    #expect(try balance.gate.q == number("578/81"))
    #expect(balance.gate.degreesOfFreedom == 5)
    #expect(abs(balance.gate.p - 0.2107) < 0.00005)
    for (name, value) in [
      ("a", "12+50/81"), ("b", "20+32/81"), ("c", "30+32/81"), ("d", "38+14/81"),
      ("row1", "33+1/81"), ("row2", "68+46/81"), ("column1", "43+1/81"), ("column2", "58+46/81"),
      ("total", "101+47/81"),
    ] {
      #expect(try balance.value(name) == number(value), "\(name)")
    }
    let variances = Dictionary(uniqueKeysWithValues: balance.values.map { ($0.name, $0.variance) })
    #expect(try variances["a"] == number("100/81"))
    #expect(try variances["row1"] == number("40/81"))
    #expect(try variances["column2"] == number("40/81"))
    #expect(try variances["total"] == number("16/81"))
    #expect(balance.method == .exact)
    #expect(balance.constraints.count { $0.state == .redundant } == 1)
    #expect(balance.constraints.reduce(Rational(0)) { $0 + $1.contribution } == balance.gate.q)
  }

  @Test("Three national totals that cannot be one quantity are refused, and forced with a reason")
  func sameQuantityGate() throws {
    let million: Rational = 1_000_000
    let totals = try problem(
      [
        "education": [175_085, million], "health": [162_000, 4 * million],
        "social": [200_000, 9 * million],
      ],
      [
        ("education is health", ["education": 1, "health": -1], .equal, 0),
        ("education is social", ["education": 1, "social": -1], .equal, 0),
      ])
    guard case .refused(let refusal) = try Balancer().balance(totals) else {
      Issue.record("the gate let Q = 111.59 on 2 degrees of freedom pass")
      return
    }
    #expect(abs(Double(refusal.gate.q) - 111.59) < 0.005)
    #expect(refusal.gate.degreesOfFreedom == 2)
    #expect(refusal.gate.p > 5e-25 && refusal.gate.p < 7e-25)
    let forced = try Balancer(overrideReason: "the minister asked").balance(totals).balance()
    #expect(forced.overrideReason == "the minister asked")
    #expect(try forced.value("health") == number("8561060/49"))
    #expect(abs(forced.values[0].standardError - 857.14) < 0.005)
  }

  @Test("A reason is reported only when it was needed")
  func idleReason() throws {
    let balance = try Balancer(overrideReason: "not needed").balance(crossTable()).balance()
    #expect(balance.overrideReason == nil)
  }

  /// The inputs of lintools' tests and rspa's; the outputs follow by hand.
  @Test("Small problems of the successive projection literature come out exactly")
  func lintoolsVectors() throws {
    let sum = try forcing.balance(
      problem(["x": [4, 1], "y": [5, 1]], [("sum", ["x": 1, "y": 1], .equal, 10)])
    ).balance()
    #expect(try sum.numbers == [number("4.5"), number("5.5")])
    let weighted = try forcing.balance(
      problem(
        ["x": [4, Rational(1, over: 100)], "y": [5, 1]], [("sum", ["x": 1, "y": 1], .equal, 10)])
    ).balance()
    #expect(try weighted.numbers == [number("405/101"), number("605/101")])
    let wedge = try forcing.balance(
      problem(
        ["x": [number("0.8"), 1], "y": [number("-0.2"), 1]],
        [
          ("order", ["y": 1, "x": -1], .atLeast, 0), ("sum", ["x": 1, "y": 1], .atLeast, 1),
        ])
    ).balance()
    #expect(try wedge.numbers == [number("0.5"), number("0.5")])
    let floor = try forcing.balance(
      problem(["x": [1, 1, 0], "y": [2, 1, 0]], [("sum", ["x": 1, "y": 1], .equal, 1)])
    ).balance()
    #expect(floor.numbers == [0, 1])
    let sign = try forcing.balance(
      problem(["x": [-1, 1], "y": [5, 1]], [("sum", ["x": 1, "y": 1], .equal, 10)])
    ).balance()
    #expect(sign.numbers == [2, 8])
  }

  @Test("A contradiction names the two rules that make it")
  func certificate() throws {
    let conflict = try forcing.balance(
      problem(
        ["x": [0, 1], "y": [3, 1]],
        [
          ("low", ["x": 1], .atMost, -1), ("high", ["x": 1], .atLeast, 0),
          ("idle", ["x": 1, "y": 1], .atMost, 9),
        ])
    ).conflict()
    #expect(conflict.members.map(\.id) == ["high", "low"])
    #expect(conflict.excess == 1)
  }

  @Test("Fixed values that break a rule are named with it")
  func fixedConflict() throws {
    let conflict = try forcing.balance(
      problem(["x": [4, 0], "y": [5, 0]], [("sum", ["x": 1, "y": 1], .equal, 10)])
    ).conflict()
    #expect(conflict.members.map(\.id) == ["sum"])
    #expect(conflict.fixed == ["x", "y"])
  }

  @Test("A zero declared suspect moves; a fixed zero does not")
  func suspectZero() throws {
    let rule: [(String, [String: Rational], BalancingProblem.Relation, Rational)] = [
      ("sum", ["x": 1, "y": 1], .equal, 10)
    ]
    let suspect = try forcing.balance(problem(["x": [0, 1], "y": [5, 0]], rule)).balance()
    #expect(suspect.numbers == [5, 5])
    let fixed = try forcing.balance(problem(["x": [0, 0], "y": [5, 1]], rule)).balance()
    #expect(fixed.numbers == [0, 10])
  }

  @Test("A shadow price is the slope of Q / 2")
  func shadowPrice() throws {
    // Q = (b - 9)² / 2 for x = 4, y = 5 of unit variance: the slope of Q / 2 at 10 is 1/2.
    let balance = try forcing.balance(
      problem(["x": [4, 1], "y": [5, 1]], [("sum", ["x": 1, "y": 1], .atLeast, 10)])
    ).balance()
    #expect(try balance.constraints[0].shadowPrice == number("1/2"))
    #expect(try balance.gate.q == number("1/2"))
    let mirrored = try forcing.balance(
      problem(["x": [4, 1], "y": [5, 1]], [("sum", ["x": -1, "y": -1], .atMost, -10)])
    ).balance()
    #expect(try mirrored.constraints[0].shadowPrice == number("-1/2"))
    #expect(mirrored.gate.q == balance.gate.q)
  }

  @Test("Impossible input is refused with its reason")
  func mistakes() throws {
    #expect(throws: BalancingProblem.Mistake.unknownVariable("z", constraint: "sum")) {
      try problem(["x": [4, 1]], [("sum", ["x": 1, "z": 1], .equal, 10)])
    }
    #expect(throws: BalancingProblem.Mistake.repeatedVariable("x")) {
      try problem(["x": [4, 1], "x": [5, 1]], [])
    }
    #expect(throws: BalancingProblem.Mistake.negativeVariance("x")) {
      try problem(["x": [4, -1]], [])
    }
  }
}
