import StatisticalMethods
import TestSupport
import Testing

@Suite("Exact fractions")
struct RationalTests {
  @Test(
    "are read and written in lowest terms",
    arguments: [
      ("3/7", "3/7"), ("-1.25", "-5/4"), ("6/8", "3/4"), ("0.5/1.5", "1/3"), ("-0", "0"),
      ("4/-2", "-2"), ("007", "7"),
      // Beyond a machine word, and back in it.
      ("36893488147419103232/4", "9223372036854775808"),
      ("9223372036854775808/2", "4611686018427387904"),
      ("-9223372036854775808", "-9223372036854775808"),
    ])
  func reads(text: String, expected: String) {
    #expect(Rational(text)?.description == expected)
  }

  @Test(
    "refuse any other text",
    arguments: [
      "", "-", "1.", ".5", "1/0", "1//2", "1e3", " 1", "+1", "1,5", "1/2/3", "٣", "1.2.3",
    ])
  func refuses(text: String) { #expect(Rational(text) == nil) }

  @Test("refuse a text whose reading would take long")
  func refusesLongText() {
    #expect(Rational(String(repeating: "9", count: 1000)) != nil)
    #expect(Rational(String(repeating: "9", count: 1001)) == nil)
  }

  @Test(
    "are rounded half away from zero only when asked for digits",
    arguments: [
      ("578/81", 4, "7.1358"), ("8561060/49", 4, "174715.5102"), ("1/2", 0, "1"),
      ("-1/2", 0, "-1"), ("-1/8", 2, "-0.13"), ("1/3", 3, "0.333"), ("-1/1000", 2, "0.00"),
    ])
  func rounds(text: String, digits: Int, expected: String) throws {
    #expect(try #require(Rational(text)).decimal(digits: digits) == expected)
  }

  @Test("carry on past the machine word and come back equal")
  func crossesTheWord() throws {
    let greatest = Rational(Int.max)
    let square = greatest * greatest
    #expect(square.description == "85070591730234615847396907784232501249")
    #expect(square / greatest == greatest)
    #expect((square / greatest).hashValue == greatest.hashValue)
    #expect(greatest + 1 - 1 == greatest)
    #expect(Rational(Int.min) == -greatest - 1)
    #expect(-(Rational(Int.min)) == greatest + 1)
    #expect(square > greatest && -square < greatest)
    #expect(greatest.reciprocal.map { $0 * greatest } == 1)
  }

  @Test("obey the field axioms, in words and beyond", arguments: [UInt64(1), 2, 3])
  func fieldAxioms(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func number() -> Rational {
      let wide = Bool.random(using: &random)
      let range = wide ? Int.min...Int.max : -9...9
      let below = wide ? 1...Int.max : 1...9
      return Rational(
        Int.random(in: range, using: &random), over: Int.random(in: below, using: &random))
    }
    for round in 0..<300 {
      let (a, b, c) = (number(), number(), number())
      let seen: Comment = "seed \(seed), round \(round): \(a), \(b), \(c)"
      #expect(a + b == b + a && a * b == b * a, seen)
      #expect((a + b) + c == a + (b + c), seen)
      #expect(a * (b + c) == a * b + a * c, seen)
      #expect(a - a == 0 && (a.isZero || a / a == 1), seen)
      #expect((a < b) == (b - a).isPositive, seen)
      #expect(Rational(a.description) == a, seen)
      #expect(a.floor <= a && a < a.floor + 1 && a.ceiling - a < 1, seen)
    }
  }

  @Test(
    "come nearest in binary floating point",
    arguments: [
      ("1/3", 1.0 / 3), ("-5/4", -1.25), ("0", 0.0), ("100000000000000000000000/3", 1e23 / 3),
      ("1/100000000000000000000000", 1e-23), ("9007199254740993", 9007199254740992.0),
    ])
  func approximates(text: String, expected: Double) throws {
    let value = Double(try #require(Rational(text)))
    #expect(abs(value - expected) <= expected.ulp)
  }
}

extension Rational {
  fileprivate var isPositive: Bool { signum > 0 }
}
