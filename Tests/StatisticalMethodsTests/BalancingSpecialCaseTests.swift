import StatisticalMethods
import Testing

@Suite struct BalancingSpecialCaseTests {
  /// Banff's example of the procedure Prorate: weights 1, 4, 2, 1 to a total of 40.
  private static let weights: [Rational] = [1, 4, 2, 1]

  @Test(
    "Banff's prorated rows come out with its carried rounding",
    arguments: [
      ([12, 30, 15, 5], "3.8 24.8 9.8 1.6"), ([12, 20, 10, 5], "8.9 18.7 8.7 3.7"),
    ])
  func banff(parts: [Int], printed: String) throws {
    let exact = try Proration.prorate(
      parts.map { Rational($0) }, weights: Self.weights, total: 40)
    #expect(exact.reduce(0, +) == 40)
    let rounded = AdditiveRounding.carryForward(exact, unit: Rational(1, over: 10))
    #expect(rounded.map(\.text).joined(separator: " ") == printed)
    #expect(
      AdditiveRounding.largestRemainder(exact, unit: Rational(1, over: 10)).reduce(0, +) == 40)
  }

  @Test("The row in which Banff turns signs is refused, with what it would have been")
  func signChange() throws {
    do {
      _ = try Proration.prorate([-25, 44, 20, 20], weights: Self.weights, total: 40)
      Issue.record("a change of sign passed")
    } catch Proration.Failure.signChange(let parts, let prorated) {
      #expect(parts == [0, 3])
      let rounded = AdditiveRounding.carryForward(prorated, unit: Rational(1, over: 10))
      #expect(rounded.map(\.text).joined(separator: " ") == "4.7 30.9 8.2 -3.8")
    }
  }

  @Test("The largest remainder gives ties to the earlier part, negative parts included")
  func largestRemainder() throws {
    let half = Rational(1, over: 2)
    #expect(AdditiveRounding.largestRemainder([half, half], unit: 1) == [1, 0])
    #expect(AdditiveRounding.largestRemainder([-half, half, 2], unit: 1) == [0, 0, 2])
    let thirds = [Rational](repeating: Rational(10, over: 3), count: 3)
    #expect(AdditiveRounding.largestRemainder(thirds, unit: 1) == [4, 3, 3])
  }

  @Test("Raking fits the margins and keeps the cross-product ratio")
  func raking() throws {
    let table = try Raking.rake([[40, 30], [35, 50]], rows: [80, 75], columns: [70, 85])
    let expected = [42.2455, 37.7545, 27.7545, 47.2455]
    #expect(zip(table.joined(), expected).allSatisfy { abs($0 - $1) < 0.00005 })
    let ratio = table[0][0] * table[1][1] / (table[0][1] * table[1][0])
    #expect(abs(ratio - 40.0 / 21) < 1e-9)
  }

  @Test("Margins that cannot be met are refused")
  func rakingRefusals() {
    #expect(throws: Raking.Failure.unequalTotals(rows: 3, columns: 4)) {
      try Raking.rake([[1, 1]], rows: [3], columns: [2, 2])
    }
    #expect(throws: Raking.Failure.emptyMargin(row: 1, column: nil)) {
      try Raking.rake([[1, 1], [0, 0]], rows: [2, 2], columns: [2, 2])
    }
  }

  /// G-Series' own tests of `tsbalancing` and `tsraking`.
  @Test("Proportional variances follow G-Series, signed and absolute")
  func proportional() throws {
    let total = BalancingProblem.Constraint("total", ["A": 1, "B": 1, "C": -1], .equal, 0)
    let fixed = try ProportionalBalancing.balance(
      [.init("A", 20), .init("B", 5), .init("C", 40, alterability: 0)], [total],
      negative: .absolute)
    #expect(fixed == ["A": 32, "B": 8, "C": 40])
    let negative: [ProportionalBalancing.Value] = [
      .init("A", 3), .init("B", -1), .init("C", 1, alterability: 0),
    ]
    #expect(
      try ProportionalBalancing.balance(negative, [total], negative: .signed)
        == ["A": number("1.5"), "B": number("-0.5"), "C": 1])
    #expect(
      try ProportionalBalancing.balance(negative, [total], negative: .absolute)
        == ["A": number("2.25"), "B": number("-1.25"), "C": 1])
  }

  @Test("Signed values that cancel out have no common factor")
  func cancelling() throws {
    let sum = BalancingProblem.Constraint("sum", ["A": 1, "B": 1], .equal, 5)
    #expect(throws: ProportionalBalancing.Failure.cancels("sum")) {
      try ProportionalBalancing.balance([.init("A", 1), .init("B", -1)], [sum], negative: .signed)
    }
  }

  @Test("Whole numbers keep every rule of the table and are neighbours of the balanced ones")
  func wholeTable() throws {
    let table = try crossTable()
    let whole = try BalancingProblem(
      table.variables.map {
        var variable = $0
        variable.isInteger = true
        return variable
      }, table.constraints)
    let exact = try forcing.balance(table).balance()
    let rounded = try forcing.balance(whole).balance()
    #expect(rounded.rounding == .neighbours)
    for (one, other) in zip(exact.values, rounded.values) {
      #expect(other.value.isInteger)
      #expect((one.value - other.value).magnitude < 1)
    }
    let value = { try rounded.value($0) }
    #expect(try value("a") + value("b") == value("row1"))
    #expect(try value("row1") + value("row2") == value("total"))
    #expect(try value("column1") + value("column2") == value("total"))
  }

  @Test("A tie between equal halves goes to the earlier name; an odd pair has no whole halves")
  func wholeTies() throws {
    let tie = try forcing.balance(
      problem(
        ["x": [4, 1], "y": [5, 1]], [("sum", ["x": 1, "y": 1], .equal, 10)], areIntegers: true)
    ).balance()
    #expect(tie.numbers == [5, 5])
    let odd = try forcing.balance(
      problem(
        ["x": [4, 1], "y": [4, 1]],
        [("sum", ["x": 1, "y": 1], .equal, 9), ("same", ["x": 1, "y": -1], .equal, 0)],
        areIntegers: true)
    ).balance()
    #expect(odd.rounding == .impossible)
    #expect(try odd.numbers == [number("4.5"), number("4.5")])
  }
}
