import Foundation
import StatisticalMethods
import Testing

@Suite struct BalancingChiSquareTests {
  /// Abramowitz and Stegun, table 26.8: the 5 % and 0.1 % points.
  @Test(
    "Table points of the chi-square distribution",
    arguments: [
      (3.84146, 1, 0.05), (5.99146, 2, 0.05), (18.3070, 10, 0.05), (43.7730, 30, 0.05),
      (124.342, 100, 0.05), (10.828, 1, 0.001), (29.588, 10, 0.001), (149.449, 100, 0.001),
    ])
  func tablePoints(q: Double, degreesOfFreedom: Int, p: Double) {
    let tail = ChiSquare.upperTail(q, degreesOfFreedom: degreesOfFreedom)
    #expect(abs(tail / p - 1) < 0.0005)
  }

  @Test("Two degrees of freedom are an exponential distribution, however far the tail")
  func exponential() {
    for q in [0.001, 1, 50, 111.59, 1000] {
      let tail = ChiSquare.upperTail(q, degreesOfFreedom: 2)
      #expect(abs(tail / exp(-q / 2) - 1) < 1e-12)
    }
  }

  @Test("Without discrepancy or without constraints the tail is certain")
  func edges() {
    #expect(ChiSquare.upperTail(0, degreesOfFreedom: 3) == 1)
    #expect(ChiSquare.upperTail(0, degreesOfFreedom: 0) == 1)
    #expect(ChiSquare.upperTail(1, degreesOfFreedom: 0) == 0)
    #expect(abs(ChiSquare.upperTail(3000, degreesOfFreedom: 3000) - 0.4966) < 0.0005)
  }
}
