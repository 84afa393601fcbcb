import StatisticalMethods
import StatisticalModel
import TestSupport
import Testing

@Suite("Keying slips in decimals")
struct DecimalSlipTests {
  /// A point moved or lost is another scale, not a digit keyed wrongly.
  @Test(
    "A point in another place is no slip of a digit",
    arguments: [("12.5", "125"), ("12.5", "1.25"), ("98.3", "983"), ("0.396", "39.6")])
  func point(_ a: String, _ b: String) {
    #expect(DigitSlip.between(decimal(a), decimal(b)) == nil)
    #expect(DigitSlip.between(decimal(b), decimal(a)) == nil)
  }

  /// In a table with one decimal 39 is printed 39.0: one digit away from 39.1.
  @Test("A whole number among decimals is compared as it is printed")
  func trailingZero() {
    #expect(DigitSlip.between(39, decimal("39.1")) == .substitution)
    #expect(DigitSlip.between(decimal("20.1"), 21) == nil)
  }

  @Test("A share of one significant digit is too short to tell")
  func oneDigit() {
    #expect(DigitSlip.between(decimal("0.5"), decimal("0.7")) == nil)
  }
}
