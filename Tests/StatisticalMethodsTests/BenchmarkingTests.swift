import StatisticalMethods
import Testing

@Suite struct BenchmarkingTests {
  /// Example 6.2 of the IMF Quarterly National Accounts Manual (2001).
  private static let indicator = [
    "98.2", "100.8", "102.2", "100.8", "99.0", "101.6", "102.7", "101.5", "100.5", "103.0", "103.5",
    "101.5",
  ]

  private func series(_ kind: SeriesKind = .flow) throws -> IndicatorSeries {
    try IndicatorSeries(
      Self.indicator.enumerated().map { index, text in
        (SubannualPeriod(year: 1998 + index / 4, part: index % 4 + 1), try number(text))
      }, periodsPerYear: 4, kind: kind)
  }

  private let flows = AnnualBenchmarks(
    [1998: 4000, 1999: Rational(41614, over: 10)], kind: .flow)

  private func isClose(_ values: [Rational], _ expected: [Double], _ tolerance: Double) -> Bool {
    values.count == expected.count
      && zip(values, expected).allSatisfy { abs(Double($0) - $1) < tolerance }
  }

  @Test("Denton reproduces the example of the manual to the printed digits")
  func denton() throws {
    let values = try Benchmarking.benchmark(series(), to: flows, by: .denton)
    #expect(
      isClose(
        values,
        [
          969.793, 998.419, 1018.346, 1013.442, 1007.203, 1042.849, 1060.345, 1051.003, 1040.649,
          1066.536, 1071.713, 1051.003,
        ], 0.0006))
    #expect(values[0..<4].reduce(0, +) == 4000)
    #expect(values[4..<8].reduce(0, +) == Rational(41614, over: 10))
  }

  @Test("Pro rata scales a year by one factor, and needs one for every year")
  func proRata() throws {
    let all = AnnualBenchmarks([1998: 4000, 1999: 4161, 2000: 4100], kind: .flow)
    let values = try Benchmarking.benchmark(series(), to: all, by: .proRata)
    #expect(isClose(Array(values.prefix(4)), [977.11, 1002.99, 1016.92, 1002.99], 0.006))
    #expect(throws: Benchmarking.Failure.noFactor(year: 2000)) {
      try Benchmarking.benchmark(series(), to: flows, by: .proRata)
    }
  }

  @Test("Dagum-Cholette meets the benchmarks exactly and is Denton when rho is one")
  func dagumCholette() throws {
    let fading = BenchmarkingMethod.dagumCholette(
      rho: Rational(729, over: 1000), lambda: .proportional)
    let values = try Benchmarking.benchmark(series(), to: flows, by: fading)
    #expect(values[0..<4].reduce(0, +) == 4000)
    #expect(values[4..<8].reduce(0, +) == Rational(41614, over: 10))
    let denton = try Benchmarking.benchmark(series(), to: flows, by: .denton)
    let limit = BenchmarkingMethod.dagumCholette(rho: 1, lambda: .proportional)
    #expect(try Benchmarking.benchmark(series(), to: flows, by: limit) == denton)
  }

  @Test("After the last benchmark the correction of Dagum-Cholette fades by rho a period")
  func fading() throws {
    let rho = Rational(1, over: 2)
    let values = try Benchmarking.benchmark(
      series(), to: flows, by: .dagumCholette(rho: rho, lambda: .additive, bias: .none))
    let given = try Self.indicator.map(number)
    let corrections = zip(values, given).map { $0 - $1 }
    for index in 8..<12 {
      #expect(abs(Double(corrections[index] - rho * corrections[index - 1])) < 1e-20)
    }
  }

  /// Far from any benchmark nothing is left of the error but the bias: 8161.4 over 806.8.
  @Test("An indicator off in level is first brought to the level of the benchmarks")
  func bias() throws {
    let values = try Benchmarking.benchmark(
      series(), to: flows, by: .dagumCholette(rho: 0, lambda: .proportional))
    #expect(try values[11] == number("101.5") * number("8161.4/806.8"))
  }

  @Test("A stock stands at its benchmark in the last quarter and is never summed")
  func stock() throws {
    let levels = AnnualBenchmarks([1998: 110, 1999: 111], kind: .stock)
    let values = try Benchmarking.benchmark(series(.stock), to: levels, by: .denton)
    #expect(values[3] == 110)
    #expect(values[7] == 111)
    // Between two levels the ratio moves in a straight line.
    let ratios = try zip(values, Self.indicator).map { try $0 / number($1) }
    #expect(ratios[4] - ratios[3] == ratios[7] - ratios[6])
    #expect(ratios[8] == ratios[7])
    #expect(throws: Benchmarking.Failure.kinds(series: .stock, benchmarks: .flow)) {
      try Benchmarking.benchmark(series(.stock), to: flows, by: .denton)
    }
  }

  @Test(
    "A series that meets its benchmarks is not changed",
    arguments: [
      BenchmarkingMethod.denton, .proRata,
      .dagumCholette(rho: Rational(9, over: 10), lambda: .additive),
    ])
  func consistent(method: BenchmarkingMethod) throws {
    let given = try Self.indicator.map(number)
    let sums = AnnualBenchmarks(
      [
        1998: given[0..<4].reduce(0, +), 1999: given[4..<8].reduce(0, +),
        2000: given[8..<12].reduce(0, +),
      ], kind: .flow)
    #expect(try Benchmarking.benchmark(series(), to: sums, by: method) == given)
  }

  @Test("Gaps, repeated periods, uncovered years and zero indicators are refused")
  func mistakes() throws {
    let first = SubannualPeriod(year: 2024, part: 1)
    let third = SubannualPeriod(year: 2024, part: 3)
    #expect(throws: IndicatorSeries.Mistake.gap(after: first)) {
      try IndicatorSeries([(third, 1), (first, 1)], periodsPerYear: 4, kind: .flow)
    }
    #expect(throws: IndicatorSeries.Mistake.repeated(first)) {
      try IndicatorSeries([(first, 1), (first, 1)], periodsPerYear: 4, kind: .flow)
    }
    #expect(throws: Benchmarking.Failure.notCovered(year: 2001)) {
      try Benchmarking.benchmark(
        series(), to: AnnualBenchmarks([2001: 1], kind: .flow), by: .denton)
    }
    let zero = try IndicatorSeries([(first, 0)], periodsPerYear: 4, kind: .stock)
    #expect(throws: Benchmarking.Failure.notCovered(year: 2024)) {
      try Benchmarking.benchmark(zero, to: AnnualBenchmarks([2024: 1], kind: .stock), by: .denton)
    }
  }
}
