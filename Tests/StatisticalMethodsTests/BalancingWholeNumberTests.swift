import StatisticalMethods
import TestSupport
import Testing

/// Heller and Tompkins (1956): sums along the two ways of a table are totally unimodular, so that
/// limits in whole numbers around any balanced table enclose a table in whole numbers.
@Suite("Whole numbers of two-way tables, with brute force as judge")
struct BalancingWholeNumberTests {
  private static let names = [
    "a", "b", "c", "d", "row1", "row2", "column1", "column2", "total",
  ]

  /// The sums of the table by name of the result.
  private static let sums = [
    ("row1", "a", "b"), ("row2", "c", "d"), ("column1", "a", "c"), ("column2", "b", "d"),
    ("total", "row1", "row2"), ("total", "column1", "column2"),
  ]

  private func table(_ random: inout SeededGenerator, areIntegers: Bool) throws -> BalancingProblem
  {
    try BalancingProblem(
      Self.names.map { name in
        .init(
          name, value: Rational(Int.random(in: 0...40, using: &random)),
          variance: Rational(Int.random(in: 1...4, using: &random)), isInteger: areIntegers)
      },
      Self.sums.enumerated().map { place, sum in
        .init("sum \(place)", [sum.1: 1, sum.2: 1, sum.0: -1], .equal, 0)
      })
  }

  @Test("Neighbours that keep every sum always exist, and the nearest are found")
  func nearest() throws {
    var random = SeededGenerator(seed: 56)
    for round in 0..<25 {
      var again = random
      let exact = try forcing.balance(table(&random, areIntegers: false)).balance()
      let whole = try forcing.balance(table(&again, areIntegers: true)).balance()
      let seen: Comment = "round \(round), \(exact.numbers)"
      #expect(whole.rounding == .neighbours, seen)
      let found = try leastChange(exact)
      let least = try #require(found, seen)
      let changes = try Self.names.map { try (exact.value($0) - whole.value($0)).magnitude }
      // Remainders are compared to a millionth.
      #expect(changes.reduce(0, +) - least < Rational(1, over: 10_000), seen)
      for (sum, left, right) in Self.sums {
        #expect(try whole.value(left) + whole.value(right) == whole.value(sum), seen)
      }
    }
  }

  /// Over every choice of the value below or above for the four cells: the sums follow.
  private func leastChange(_ exact: Balance) throws -> Rational? {
    let values = try Dictionary(
      uniqueKeysWithValues: Self.names.map { ($0, try exact.value($0)) })
    return (0..<16).compactMap { choice -> Rational? in
      var whole: [String: Rational] = [:]
      for (place, name) in Self.names.prefix(4).enumerated() {
        let value = values[name] ?? 0
        whole[name] = value.floor + (choice >> place & 1 == 1 && !value.isInteger ? 1 : 0)
      }
      for (sum, left, right) in Self.sums {
        whole[sum] = whole[left].flatMap { a in whole[right].map { a + $0 } }
      }
      let changes = Self.names.map { ((values[$0] ?? 0) - (whole[$0] ?? 0)).magnitude }
      return changes.allSatisfy { $0 < 1 } ? changes.reduce(0, +) : nil
    }.min()
  }
}
