import StatisticalMethods
import StatisticalModel
import TestSupport
import Testing

@Suite("Slips of scale")
struct ScaleSlipTests {
  @Test(
    "A number near a power of ten times the other",
    arguments: [
      // Children with disability in 2022, in thousands and in persons.
      ("98.3", "98300", -3), ("0.396", "39.6", -2), ("104.26", "104260", -3),
      // Within two per cent, to the last unit.
      ("1020", "100", 1), ("980", "100", 1), ("-98.3", "-98300", -3), ("20000000000", "20", 9),
    ])
  func powers(_ a: String, _ b: String, _ exponent: Int) {
    #expect(ScaleSlip.exponent(of: decimal(a), over: decimal(b)) == exponent)
    #expect(ScaleSlip.exponent(of: decimal(b), over: decimal(a)) == -exponent)
  }

  @Test(
    "No power of ten is near",
    arguments: [
      // Autism in 2021, education against health.
      ("8796", "4887"),
      ("100", "100"), ("100", "101"), ("1021", "100"), ("979", "100"), ("0", "1000"),
      ("1000", "0"), ("20", "2"), ("-98.3", "98300"), ("20000000000", "2"),
    ])
  func noPower(_ a: String, _ b: String) {
    #expect(ScaleSlip.exponent(of: decimal(a), over: decimal(b)) == nil)
    #expect(ScaleSlip.exponent(of: decimal(b), over: decimal(a)) == nil)
  }
}
