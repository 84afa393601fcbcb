import StatisticalMethods
import TestSupport
import Testing

/// A two-way table with noise on cells, margins and total; seeds are printed by the arguments.
private func noisyTable(
  rows: Int, columns: Int, seed: UInt64, noise: Int = 3
) throws -> BalancingProblem {
  var generator = SeededGenerator(seed: seed)
  var variables: [BalancingProblem.Variable] = []
  var rules: [BalancingProblem.Constraint] = []
  var sums: [String: Int] = [:]
  func add(_ name: String, _ truth: Int, lower: Rational?) {
    variables.append(
      .init(
        name, value: Rational(truth + Int.random(in: -noise...noise, using: &generator)),
        variance: Rational(Int.random(in: 1...40, using: &generator), over: 4), lower: lower))
  }
  for row in 0..<rows {
    for column in 0..<columns {
      let truth = Int.random(in: 0...12, using: &generator)
      for margin in ["row \(row)", "column \(column)", "total"] {
        sums[margin, default: 0] += truth
      }
      add("cell \(row) \(column)", truth, lower: 0)
    }
  }
  for (name, truth) in sums.sorted(by: { $0.key < $1.key }) { add(name, truth, lower: nil) }
  func rule(_ total: String, _ parts: [String]) {
    var coefficients: [String: Rational] = [total: -1]
    for part in parts { coefficients[part] = 1 }
    rules.append(.init("\(total): \(parts[0]) …", coefficients, .equal, 0))
  }
  for row in 0..<rows { rule("row \(row)", (0..<columns).map { "cell \(row) \($0)" }) }
  for column in 0..<columns { rule("column \(column)", (0..<rows).map { "cell \($0) \(column)" }) }
  rule("total", (0..<rows).map { "row \($0)" })
  rule("total", (0..<columns).map { "column \($0)" })
  return try BalancingProblem(variables, rules)
}

extension BalancingProblem {
  /// The problem with other values.
  fileprivate func with(_ values: [Rational]) throws -> BalancingProblem {
    try BalancingProblem(
      zip(variables, values).map { variable, value in
        var changed = variable
        changed.value = value
        return changed
      }, constraints)
  }

  fileprivate func holds(at balance: Balance) throws -> Bool {
    let values = Dictionary(uniqueKeysWithValues: balance.values.map { ($0.name, $0.value) })
    return constraints.allSatisfy { constraint in
      constraint.coefficients.reduce(Rational(0)) { $0 + $1.value * (values[$1.key] ?? 0) }
        == constraint.constant
    }
      && variables.allSatisfy { variable in
        (values[variable.name] ?? 0) >= variable.lower ?? (values[variable.name] ?? 0)
      }
  }
}

@Suite struct BalancingPropertyTests {
  @Test("Rules and bounds hold exactly, and Q is the sum of what the rules cost", arguments: 1...25)
  func holds(seed: UInt64) throws {
    let table = try noisyTable(rows: 4, columns: 3, seed: seed)
    let balance = try forcing.balance(table).balance()
    #expect(try table.holds(at: balance))
    let q = zip(balance.values, table.variables).reduce(Rational(0)) {
      $0 + $1.0.adjustment * $1.0.adjustment / $1.1.variance
    }
    #expect(balance.gate.q == q)
    #expect(balance.constraints.reduce(Rational(0)) { $0 + $1.contribution } == q)
    #expect(zip(balance.values, table.variables).allSatisfy { $0.variance <= $1.variance })
  }

  @Test("A balanced table is not changed again", arguments: 1...10)
  func idempotent(seed: UInt64) throws {
    let table = try noisyTable(rows: 3, columns: 3, seed: seed)
    let balance = try forcing.balance(table).balance()
    let again = try Balancer().balance(table.with(balance.numbers)).balance()
    #expect(again.numbers == balance.numbers)
    #expect(again.gate.q == 0)
    #expect(again.gate.p == 1)
  }

  @Test("Shuffled values and rules give the same answer, to the last digit", arguments: 1...10)
  func shuffled(seed: UInt64) throws {
    let table = try noisyTable(rows: 4, columns: 4, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let mixed = try BalancingProblem(
      table.variables.shuffled(using: &generator), table.constraints.shuffled(using: &generator))
    let (one, other) = (
      try forcing.balance(table).balance(), try forcing.balance(mixed).balance()
    )
    #expect(one.values == other.values)
    #expect(one.constraints == other.constraints)
  }

  @Test("No other point that satisfies the rules is nearer", arguments: 1...10)
  func optimal(seed: UInt64) throws {
    let table = try noisyTable(rows: 3, columns: 3, seed: seed)
    let balance = try forcing.balance(table).balance()
    // Balancing other values gives other points that satisfy the same rules.
    let elsewhere = try forcing.balance(
      table.with(table.variables.map { $0.value + Rational($0.name.utf8.count % 5) })
    ).balance()
    let q = zip(elsewhere.values, table.variables).reduce(Rational(0)) { sum, pair in
      let change = pair.0.value - pair.1.value
      return sum + change * change / pair.1.variance
    }
    #expect(q >= balance.gate.q)
  }

  /// 8 by 30 is beyond the size solved in rationals, 8 by 20 is below; both computations must agree
  /// where the small block is embedded in the large one.
  @Test("The large computation satisfies the rules exactly and proves its Q", arguments: 1...5)
  func large(seed: UInt64) throws {
    let table = try noisyTable(rows: 8, columns: 30, seed: seed)
    let balance = try forcing.balance(table).balance()
    #expect(try table.holds(at: balance))
    guard case .proven(let gap) = balance.method else {
      Issue.record("the table was small enough to be solved exactly")
      return
    }
    #expect(gap < Rational(1, over: 1_000_000_000))
    let (one, other) = (
      balance.constraints.reduce(Rational(0)) { $0 + $1.contribution }, balance.gate.q
    )
    #expect(abs(Double(one) - Double(other)) < 1e-6)
  }

  @Test("Binary floating point and rationals find the same values and standard errors")
  func agreement() throws {
    let small = try noisyTable(rows: 5, columns: 4, seed: 99)
    let exact = try forcing.balance(small).balance()
    #expect(exact.method == .exact)
    // Forty rules that repeat each other make the same problem too large for rationals.
    let padding = (0..<40).map {
      BalancingProblem.Constraint(
        "padding \($0)", small.constraints[0].coefficients, .equal, 0)
    }
    let padded = try BalancingProblem(small.variables, small.constraints + padding)
    let floating = try forcing.balance(padded).balance()
    #expect(floating.method != .exact)
    #expect(floating.gate.degreesOfFreedom == exact.gate.degreesOfFreedom)
    for (one, other) in zip(exact.values, floating.values) {
      #expect(abs(Double(one.value - other.value)) < 1e-9)
      #expect(abs(one.standardError - other.standardError) < 1e-9)
    }
    #expect(floating.constraints.count { $0.state == .redundant } == 41)
  }

  @Test("A contradiction among many equalities is found exactly and names only its own rules")
  func largeConflict() throws {
    let table = try noisyTable(rows: 8, columns: 30, seed: 7)
    let wrong = [
      BalancingProblem.Constraint("one", ["cell 0 0": 1, "cell 0 1": 1], .equal, 5),
      BalancingProblem.Constraint("two", ["cell 0 1": 1, "cell 0 2": 1], .equal, 5),
      BalancingProblem.Constraint("three", ["cell 0 0": 1, "cell 0 2": -1], .equal, 1),
    ]
    let problem = try BalancingProblem(table.variables, table.constraints + wrong)
    let conflict = try forcing.balance(problem).conflict()
    #expect(conflict.members.map(\.id) == ["one", "three", "two"])
    #expect(conflict.excess == 1)
  }

  @Test("A contradiction among many inequalities is found too, and judged exactly")
  func largeInequalityConflict() throws {
    let table = try noisyTable(rows: 8, columns: 30, seed: 11)
    let limits = [
      BalancingProblem.Constraint("ceiling", ["row 3": 1], .atMost, 20),
      BalancingProblem.Constraint("floor", ["cell 3 1": 1, "cell 3 2": 1], .atLeast, 25),
    ]
    let problem = try BalancingProblem(table.variables, table.constraints + limits)
    let conflict = try forcing.balance(problem).conflict()
    // The cells of the row are not negative, and two of them are more than the row may be.
    #expect(conflict.members.count == 3 + 28)
    #expect(conflict.members.map(\.id).contains("ceiling"))
    #expect(conflict.members.map(\.id).contains("floor"))
    #expect(conflict.excess == 5)
  }

  @Test("Hundreds of bounds that bind at once are no reason to wait")
  func manyBounds() throws {
    let variables = (0..<600).map {
      BalancingProblem.Variable(
        "x\($0)", value: Rational($0 % 3), variance: 1, lower: Rational($0 % 3))
    }
    let names = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, Rational(1)) })
    // The values add up to 600 and are at their bounds; 5 more go to nobody in particular.
    let sum = BalancingProblem.Constraint("sum", names, .equal, 605)
    let balance = try forcing.balance(try BalancingProblem(variables, [sum])).balance()
    #expect(balance.values.allSatisfy { $0.adjustment == Rational(1, over: 120) })
    let down = try BalancingProblem(
      variables.map { .init($0.name, value: $0.value, variance: $0.value + 1, lower: 0) },
      [BalancingProblem.Constraint("sum", names, .equal, 100)])
    let lowered = try forcing.balance(down).balance()
    #expect(lowered.numbers.reduce(0, +) == 100)
    #expect(lowered.numbers.allSatisfy { $0 >= 0 })
  }

  @Test("Every rule of a contradiction is needed", arguments: 1...10)
  func irreducible(seed: UInt64) throws {
    var table = try noisyTable(rows: 3, columns: 2, seed: seed)
    let limits = (0..<3).map {
      BalancingProblem.Constraint("limit \($0)", ["row \($0)": 1], .atMost, 2)
    }
    let floor = BalancingProblem.Constraint("floor", ["total": 1], .atLeast, 7)
    table = try BalancingProblem(table.variables, table.constraints + limits + [floor])
    let names = try forcing.balance(table).conflict().members.map(\.id)
    for name in names where table.constraints.contains(where: { $0.id == name }) {
      let rest = try BalancingProblem(
        table.variables, table.constraints.filter { $0.id != name && names.contains($0.id) })
      #expect(throws: Never.self) { try forcing.balance(rest).balance() }
    }
  }
}
