import StatisticalMethods
import StatisticalModel
import TestSupport
import Testing

@Suite("Measures of a discrepancy")
struct DiscrepancyMeasuresTests {
  @Test("Children with SEN, November 2022 and April 2023")
  func published() {
    // By hand: 13085, 26170 / 337085 = 0.07763620…, 175085 / 162000 = 1.08077160….
    let measures = DiscrepancyMeasures.of(175085, 162000, tolerance: 1)
    #expect(measures.difference == 13085)
    #expect(measures.relative == decimal("0.077636"))
    #expect(measures.ratio == decimal("1.080772"))
    #expect(measures.tolerance == 1)
  }

  @Test("The other way round the difference changes its sign")
  func sign() {
    let measures = DiscrepancyMeasures.of(162000, 175085, tolerance: .zero)
    #expect(measures.difference == -13085)
    #expect(measures.relative == decimal("-0.077636"))
  }

  @Test("What is not defined is no number")
  func undefined() {
    let zeros = DiscrepancyMeasures.of(.zero, .zero, tolerance: .zero)
    #expect(zeros.difference == .zero)
    #expect(zeros.relative == nil)
    #expect(zeros.ratio == nil)
    #expect(DiscrepancyMeasures.of(311, .zero, tolerance: .zero).ratio == nil)
    #expect(DiscrepancyMeasures.of(311, .zero, tolerance: .zero).relative == 2)
    #expect(DiscrepancyMeasures.of(5, -5, tolerance: .zero).relative == nil)
  }
}

@Suite("Materiality")
struct MaterialityTests {
  /// EITI practice: material only when floor and percentage are both reached.
  @Test(
    "Both thresholds must be passed",
    arguments: [
      // 139,887 of SEN and one more: above the percentage of nothing, below the floor.
      ("139887", "139888", false), ("100", "149", false), ("100", "150", true),
      ("175085", "162000", true),
      // 60 is over the floor of 50, yet under one per cent of 139,887.
      ("139887", "139827", false), ("4950", "5000", true), ("5000", "5050", false),
      ("-5000", "-5100", true),
    ])
  func thresholds(_ a: String, _ b: String, _ isMaterial: Bool) {
    let materiality = Materiality(floor: 50, percent: 1)
    let (x, y) = (decimal(a), decimal(b))
    #expect(materiality.admits(difference: x - y, between: x, and: y) == isMaterial)
    #expect(materiality.admits(difference: y - x, between: y, and: x) == isMaterial)
  }

  @Test("Without thresholds every difference is material")
  func none() {
    #expect(Materiality().admits(difference: 1, between: 2, and: 1))
  }
}
