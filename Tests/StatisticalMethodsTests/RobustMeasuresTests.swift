import StatisticalMethods
import Testing

@Suite("Measures of discrepancy")
struct RobustMeasuresTests {
  @Test("log ratio, count noise and suspicion on counts of the same children by two offices")
  func published() throws {
    let (a, b) = (175_085.0, 162_000.0)
    #expect(try #require(RatioMeasures.logRatio(a, b).number).printed(7) == "0.0776752")
    #expect(try #require(RatioMeasures.countNoise(a, b).number).printed(2) == "22.54")
    // a/b − 1 by hand.
    #expect(
      try #require(RatioMeasures.suspicion(a, against: b).number).printed(7) == "0.0807716")
    #expect(RatioMeasures.suspicion(20, against: 10) == .number(1))
    #expect(RatioMeasures.suspicion(5, against: 10) == .number(1))
  }

  @Test("nothing to divide is a state, not a number")
  func states() {
    #expect(RatioMeasures.logRatio(0, 0) == .bothZero)
    #expect(RatioMeasures.logRatio(3, 0) == .oneZero)
    #expect(RatioMeasures.logRatio(nil, 3) == .missing)
    #expect(RatioMeasures.logRatio(-1, 3) == .outOfDomain)
    #expect(RatioMeasures.suspicion(nil, against: nil) == .missing)
    #expect(RatioMeasures.countNoise(0, 0) == .bothZero)
    #expect(RatioMeasures.countNoise(nil, 1) == .missing)
    // 4/√4: one empty count is a count.
    #expect(RatioMeasures.countNoise(4, 0) == .number(2))
    #expect(RatioMeasures.spread([0, 0, nil]) == .bothZero)
    #expect(RatioMeasures.spread([0, 0, 5]) == .oneZero)
    #expect(RatioMeasures.spread([7, nil]) == .missing)
  }

  @Test("the spread over sources is their range over their median")
  func spread() {
    // (200 − 162)/175 and, with four, over the mean of the middle two.
    #expect(RatioMeasures.spread([175, 162, 200]) == .number(38.0 / 175))
    #expect(RatioMeasures.spread([10, 20, 30, 60]) == .number(2))
  }

  @Test("Hidiroglou–Berthelot by hand: five units, one doubled")
  func hidiroglouBerthelot() throws {
    // Ratios 1, 1.1, 0.9, 1, 2; median 1. Scores 0, 0.1, 1 − 1/0.9, 0, 1. With U = 0 these are the
    // effects: EQ1 = Emed = 0, EQ3 = 0.1, bounds 0 and 4 · 0.1; the fifth is out, as is the third.
    let units: [(before: Double?, after: Double?)] = [
      (100, 100), (100, 110), (100, 90), (100, 100), (100, 200), (0, 5), (nil, 1), (0, 0),
    ]
    let result = try #require(
      HidiroglouBerthelot(units, parameters: .init(sizeExponent: 0)))
    #expect(result.medianRatio == 1)
    #expect(result.median == 0)
    #expect(result.quartiles.lowerBound == 0)
    #expect(result.quartiles.upperBound.printed(9) == "0.100000000")
    #expect(result.bounds.upperBound.printed(9) == "0.400000000")
    #expect(result.outliers == [2, 4])
    #expect(Array(result.effects[5...]) == [.oneZero, .missing, .bothZero])
    // U = 0.5: the effect of the doubled unit is 1 · √200.
    let sized = try #require(HidiroglouBerthelot(units))
    #expect(try #require(sized.effects[4].number).printed(6) == "14.142136")
    #expect(HidiroglouBerthelot([(nil, 1), (0, 3)]) == nil)
  }

  @Test("a jump in a steady series is a break, and two jumps do not hide each other")
  func breaks() throws {
    // Log changes near 1 %; the mean and standard deviation would be swallowed by the jumps.
    let levels: [Double?] = [100, 101, 102, 103.2, 150, 151.4, 153, 154.4, 110, 111, 112.3]
    let series = try #require(SeriesBreaks(levels: levels))
    #expect(series.change == .logRatio)
    #expect(series.breaks == [4, 8])
  }

  @Test("breaks by hand: differences 1, 2, 3, 2, 30 have median 2 and deviation 1")
  func breaksByHand() throws {
    // A zero level makes it differences. |c − 2|: 1, 0, 1, 0, 28; median 1.
    let series = try #require(SeriesBreaks(levels: [0, 1, 3, 6, 8, 38]))
    #expect(series.change == .difference)
    #expect(series.median == 2)
    #expect(series.deviation == 1)
    #expect(try #require(series.scores[5].number).printed(4) == "18.8857")
    #expect(series.scores[0] == .missing)
    #expect(series.breaks == [5])
  }

  @Test("a gap has no change, a steady series any change, a short one no answer")
  func breaksAtTheEdge() throws {
    let gap = try #require(SeriesBreaks(levels: [10, nil, 20, 20, 20, 20, 20, 21]))
    #expect(gap.scores[1] == .missing)
    #expect(gap.scores[2] == .missing)
    #expect(gap.scores[7] == .number(.infinity))
    #expect(gap.breaks == [7])
    #expect(SeriesBreaks(levels: [1, 2, 3, 4]) == nil)
  }

  @Test("people look first at what moves the published total")
  func selectiveEditing() {
    let ranked = SelectiveEditing.rank(
      [
        (a: 10, b: 20, weight: 1), (a: 500, b: 400, weight: 1), (a: nil, b: 9, weight: 1),
        (a: 30, b: 20, weight: 10),
      ], publishedTotal: 1000)
    // 0.01, 0.1, none, 0.1: the second and the fourth share rank 1.
    #expect(ranked.map(\.position) == [1, 3, 0, 2])
    #expect(ranked.map(\.rank) == [1, 1, 3, nil])
    #expect(ranked.map(\.effect) == [.number(0.1), .number(0.1), .number(0.01), .missing])
    let nothing = SelectiveEditing.rank([(a: 1, b: 2, weight: 1)], publishedTotal: 0)
    #expect(nothing.first?.effect == .bothZero)
  }
}
