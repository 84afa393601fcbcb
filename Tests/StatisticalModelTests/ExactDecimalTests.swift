import StatisticalModel
import TestSupport
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
  @Test(
    "Text is read and written in one normal form",
    arguments: [
      ("0", "0"), ("-0", "0"), ("0.000000", "0"), ("39.60", "39.6"), ("39.6", "39.6"),
      ("007", "7"), ("-0.05", "-0.05"), ("0.05", "0.05"), ("100", "100"), ("1.000001", "1.000001"),
      ("999999999999999.999999", "999999999999999.999999"),
      ("-999999999999999.999999", "-999999999999999.999999"),
    ])
  func normalForm(text: String, canonical: String) throws {
    let value = try #require(ExactDecimal(parsing: text))
    #expect(value.description == canonical)
    #expect(value == decimal(canonical))
    #expect(value.hashValue == decimal(canonical).hashValue)
  }

  @Test(
    "Text in another form, or with more digits than the type admits, is refused",
    arguments: [
      "", "-", ".", ".5", "5.", "1.", "+1", "1e3", "1,5", "1 000", " 1", "1 ", "--1", "1-", "1.2.3",
      "0x1F", "NaN", "½", "١", "1234567890123456", "0.1234567", "0000000000000001", "\u{2212}1",
    ])
  func refusedText(text: String) {
    #expect(ExactDecimal(parsing: text) == nil)
  }

  @Test("Numbers compare by value across scales")
  func comparison() {
    // In order on the number line; each pair is compared both ways.
    let line = ["-100", "-39.6", "-39.59", "-0.1", "0", "0.000001", "0.1", "39.6", "39.61", "40"]
      .map(decimal)
    for (i, left) in line.enumerated() {
      for (j, right) in line.enumerated() {
        #expect((left < right) == (i < j))
        #expect((left == right) == (i == j))
      }
    }
  }

  @Test(
    "A quotient is rounded at the half away from zero, on both sides of it",
    arguments: [
      ("1", "2", 0, "1"), ("-1", "2", 0, "-1"), ("1", "-2", 0, "-1"), ("-1", "-2", 0, "1"),
      ("5", "2", 0, "3"), ("-5", "2", 0, "-3"), ("1", "3", 4, "0.3333"), ("2", "3", 4, "0.6667"),
      ("-2", "3", 4, "-0.6667"), ("0", "-7", 3, "0"), ("49", "100", 0, "0"),
      ("-49", "100", 0, "0"), ("0.125", "1", 2, "0.13"), ("1", "0.3", 1, "3.3"),
      // 139,140 of England's 142,120 plans (domain: 97.9 %).
      ("139140", "142120", 4, "0.979"),
    ])
  func quotient(_ dividend: String, _ divisor: String, _ digits: Int, _ expected: String) {
    #expect(decimal(dividend).quotient(by: decimal(divisor), digits: digits) == decimal(expected))
  }

  @Test("Nothing is divided by zero")
  func divisionByZero() {
    #expect(decimal("1").quotient(by: .zero, digits: 3) == nil)
    #expect(ExactDecimal.zero.quotient(by: decimal("0.0"), digits: 3) == nil)
  }

  @Test("Tenths add up exactly, which binary fractions do not")
  func tenths() {
    // Karaganda 2019, table 1.
    let sum = ["26.3", "14.0", "50.3", "9.2"].map(decimal).reduce(.zero, +)
    #expect(sum == decimal("99.8"))
    #expect(decimal("0.1") + decimal("0.2") == decimal("0.3"))
    #expect(0.1 + 0.2 != 0.3)
  }

  @Test(
    "A multiple of a unit is recognised whatever the scales",
    arguments: [
      ("39.6", "0.1", true), ("39.65", "0.1", false), ("40", "0.1", true), ("115", "5", true),
      ("117", "5", false), ("0", "5", true), ("-10", "5", true), ("1000", "1000", true),
      ("1500", "1000", false),
    ])
  func multiples(_ value: String, _ unit: String, _ expected: Bool) {
    #expect(decimal(value).isMultiple(of: decimal(unit)) == expected)
  }

  @Test("Arithmetic is that of integers with the point put in")
  func againstIntegers() {
    var random = SeededGenerator()
    for _ in 0..<2_000 {
      // Hundredths, so that every sum and product has an exact integer to compare with.
      let a = Int.random(in: -1_000_000...1_000_000, using: &random)
      let b = Int.random(in: -1_000_000...1_000_000, using: &random)
      let (x, y) = (hundredths(a), hundredths(b))
      let seed = Comment("seed \(random.seed): \(a), \(b)")
      #expect(x + y == hundredths(a + b), seed)
      #expect(x - y == hundredths(a - b), seed)
      #expect(x * y == ExactDecimal(significand: Int128(a * b), scale: 4), seed)
      #expect((x < y) == (a < b), seed)
      #expect(x.magnitude == hundredths(abs(a)), seed)
      #expect(ExactDecimal(parsing: x.description) == x, seed)
      guard b != 0 else { continue }
      // Rounding half away from zero in integers: (2|a| + |b|) / 2|b|, with the sign put back.
      let rounded = (2 * abs(a) + abs(b)) / (2 * abs(b)) * ((a < 0) == (b < 0) ? 1 : -1)
      #expect(x.quotient(by: y, digits: 0) == ExactDecimal(rounded), seed)
    }
  }

  private func hundredths(_ count: Int) -> ExactDecimal {
    ExactDecimal(significand: Int128(count), scale: 2)
  }
}
