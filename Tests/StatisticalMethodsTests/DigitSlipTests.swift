import StatisticalMethods
import StatisticalModel
import TestSupport
import Testing

@Suite("Keying slips")
struct DigitSlipTests {
  @Test(
    "One slip apart, both ways round",
    arguments: [
      // Two news agencies on one reply, November 2022.
      ("175085", "175082", DigitSlip.Kind.substitution, DigitSlip.Kind.substitution),
      // Scholtus 2009, section 4: 123 + y = 252 holds with y = 129, keyed 192.
      ("192", "129", .transposition, .transposition),
      ("1979", "19979", .insertion, .deletion), ("1984", "19842", .insertion, .deletion),
      ("11", "111", .insertion, .deletion), ("12", "21", .transposition, .transposition),
      ("116", "161", .transposition, .transposition),
      ("39.6", "38.6", .substitution, .substitution),
    ])
  func slips(_ a: String, _ b: String, there: DigitSlip.Kind, back: DigitSlip.Kind) {
    #expect(DigitSlip.between(decimal(a), decimal(b)) == there)
    #expect(DigitSlip.between(decimal(b), decimal(a)) == back)
  }

  @Test(
    "Further apart, equal, of another sign or too short is no slip",
    arguments: [
      // The other two ways to mend 123 + 192 = 252 (Scholtus 2009): both at distance three.
      ("123", "60"), ("252", "315"), ("60", "315"),
      ("175085", "162000"), ("12", "12"), ("129", "-129"), ("-129", "129"), ("1234", "4321"),
      ("1234", "2143"), ("123", "321"),
      // One digit is too short to tell a slip from another number.
      ("5", "6"), ("5", "56"), ("56", "5"), ("0", "10"), ("10", "0"), ("0", "0"),
    ])
  func noSlips(_ a: String, _ b: String) {
    #expect(DigitSlip.between(decimal(a), decimal(b)) == nil)
    #expect(DigitSlip.between(decimal(b), decimal(a)) == nil)
  }

  @Test("A negative number slips like its positive one")
  func negative() {
    #expect(DigitSlip.between(-192, -129) == .transposition)
  }
}
