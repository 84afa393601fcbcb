import StatisticalMethods
import Testing

/// `12+50/81`, `-1.5` or `578/81` as a number; a mistake in a test fails it.
func number(_ text: String) throws -> Rational {
  let parts = text.split(separator: "+").map(String.init)
  return try parts.reduce(Rational(0)) { try $0 + #require(Rational($1)) }
}

/// A problem in the words of the tests: `a: [value, variance, lower?, upper?]`, and rules as
/// coefficients.
func problem(
  _ variables: KeyValuePairs<String, [Rational]>,
  _ rules: [(String, [String: Rational], BalancingProblem.Relation, Rational)],
  areIntegers: Bool = false
) throws -> BalancingProblem {
  try BalancingProblem(
    variables.map { name, numbers in
      .init(
        name, value: numbers[0], variance: numbers[1], lower: numbers.count > 2 ? numbers[2] : nil,
        upper: numbers.count > 3 ? numbers[3] : nil, isInteger: areIntegers)
    },
    rules.map { .init($0.0, $0.1, $0.2, $0.3) })
}

extension BalancingOutcome {
  /// The adjustment; a failure of the test when there is none.
  func balance() throws -> Balance {
    guard case .balanced(let balance) = self else {
      Issue.record("not balanced: \(self)")
      throw CancellationError()
    }
    return balance
  }

  func conflict() throws -> BalancingConflict {
    guard case .infeasible(let conflict) = self else {
      Issue.record("not infeasible: \(self)")
      throw CancellationError()
    }
    return conflict
  }
}

extension Balance {
  func value(_ name: String) throws -> Rational {
    try #require(values.first { $0.name == name }).value
  }

  var numbers: [Rational] { values.map(\.value) }
}

/// Adjusts whatever the size of the discrepancy.
let forcing = Balancer(overrideReason: "a vector of a test")

/// The cross-classified table of the methods' literature check: 4 cells, 4 margins, a total.
func crossTable() throws -> BalancingProblem {
  try problem(
    [
      "a": [10, 4], "b": [20, 4], "c": [30, 4], "d": [40, 4], "row1": [33, 1], "row2": [68, 1],
      "column1": [42, 1], "column2": [57, 1], "total": [102, Rational(1, over: 4)],
    ],
    [
      ("row 1", ["a": 1, "b": 1, "row1": -1], .equal, 0),
      ("row 2", ["c": 1, "d": 1, "row2": -1], .equal, 0),
      ("column 1", ["a": 1, "c": 1, "column1": -1], .equal, 0),
      ("column 2", ["b": 1, "d": 1, "column2": -1], .equal, 0),
      ("sum of rows", ["row1": 1, "row2": 1, "total": -1], .equal, 0),
      ("sum of columns", ["column1": 1, "column2": 1, "total": -1], .equal, 0),
    ])
}
