/// How the movement of the indicator is kept while the benchmarks are met.
public enum BenchmarkingMethod: Hashable, Sendable {
  /// `min Σ (x_t / s_t - x_(t-1) / s_(t-1))²` (Denton 1971, proportional first differences, without
  /// a condition on the first period; IMF Quarterly National Accounts Manual, ch. 6).
  case denton
  /// `x_t = s_t + |s_t|^lambda e_t`, the errors `e` an autoregression with coefficient `rho`
  /// (Dagum and Cholette 2006, ch. 3). `rho` 1 is the limit of Denton; smaller values let the
  /// correction fade away from the benchmarks: 0.9 for months, 0.9³ for quarters.
  case dagumCholette(rho: Rational, lambda: ErrorScale, bias: BiasCorrection = .estimated)
  /// Each year by its own factor: steps appear between years.
  case proRata
}

/// The size of an error relative to the indicator: the exponent lambda of Dagum and Cholette.
public enum ErrorScale: Int, CaseIterable, Hashable, Sendable {
  /// Lambda 0: corrections are added.
  case additive = 0
  /// Lambda 1: corrections are proportional.
  case proportional = 1
}

/// What is done about an indicator that is off in level, which errors that fade cannot mend.
public enum BiasCorrection: String, CaseIterable, Hashable, Sendable {
  /// Nothing: the whole difference counts as error.
  case none
  /// The indicator is first brought to the level of all benchmarks together: by the ratio of the
  /// sums for proportional errors, by the mean difference for additive ones (G-Series' option 3).
  case estimated
}

/// Bringing a monthly or quarterly series to annual benchmarks, exactly.
public enum Benchmarking {
  /// Why a series cannot be benchmarked.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stock against sums, or a flow against levels.
    case kinds(series: SeriesKind, benchmarks: SeriesKind)
    case noBenchmarks
    /// The series does not cover what the benchmark of the year is about.
    case notCovered(year: Int)
    /// Proportions need positive indicators.
    case notPositive(SubannualPeriod)
    /// Pro rata has no factor for a year without benchmark.
    case noFactor(year: Int)
    /// `rho` must be in 0...1.
    case rho

    /// What is wrong and what to do.
    public var description: String {
      switch self {
      case .kinds(let series, let benchmarks):
        "the series is a \(series) and the benchmarks are of a \(benchmarks): "
          + "levels at a date are not sums over months; state one kind for both"
      case .noBenchmarks: "there are no benchmarks"
      case .notCovered(let year): "the series does not cover the benchmark of \(year)"
      case .notPositive(let period):
        "the indicator of period \(period.part) of \(period.year) is not positive; "
          + "use dagum-cholette with additive errors"
      case .noFactor(let year): "pro rata needs a benchmark for \(year)"
      case .rho: "rho must be between 0 and 1"
      }
    }
  }

  /// The benchmarked values, by period; every benchmark is met exactly.
  ///
  /// - Throws: ``Failure``.
  /// - Complexity: linear in the periods, cubic in the years.
  public static func benchmark(
    _ series: IndicatorSeries, to benchmarks: AnnualBenchmarks, by method: BenchmarkingMethod
  ) throws -> [Rational] {
    guard series.kind == benchmarks.kind else {
      throw Failure.kinds(series: series.kind, benchmarks: benchmarks.kind)
    }
    let years = benchmarks.values.sorted { $0.key < $1.key }
    guard !years.isEmpty else { throw Failure.noBenchmarks }
    let targets = try years.map { year, value in
      guard let span = series.span(of: year) else { throw Failure.notCovered(year: year) }
      return AutoregressiveFit.Target(span: span, value: value)
    }
    switch method {
    case .proRata: return try proRata(series, benchmarks)
    case .denton:
      try requirePositive(series)
      return AutoregressiveFit(series.values, weights: series.values, rho: 1).fitted(to: targets)
    case .dagumCholette(let rho, let lambda, let bias):
      guard rho >= 0, rho <= 1 else { throw Failure.rho }
      if lambda == .proportional { try requirePositive(series) }
      let level = bias == .none ? series.values : levelled(series.values, lambda, targets)
      let weights = lambda == .additive ? level.map { _ in 1 } : level
      return AutoregressiveFit(level, weights: weights, rho: rho).fitted(to: targets)
    }
  }

  /// The indicator at the level of the benchmarks.
  private static func levelled(
    _ values: [Rational], _ lambda: ErrorScale, _ targets: [AutoregressiveFit.Target]
  ) -> [Rational] {
    let covered = targets.reduce(Rational.zero) { $0 + values[$1.span].reduce(0, +) }
    let wanted = targets.reduce(Rational.zero) { $0 + $1.value }
    switch lambda {
    case .proportional: return values.map { $0 * wanted / covered }
    case .additive:
      let count = targets.reduce(0) { $0 + $1.span.count }
      return values.map { $0 + (wanted - covered) / Rational(count) }
    }
  }

  private static func requirePositive(_ series: IndicatorSeries) throws {
    if let index = series.values.firstIndex(where: { $0 <= 0 }) {
      throw Failure.notPositive(series.period(at: index))
    }
  }

  private static func proRata(
    _ series: IndicatorSeries, _ benchmarks: AnnualBenchmarks
  ) throws -> [Rational] {
    try requirePositive(series)
    return try series.values.indices.map { index in
      let year = series.period(at: index).year
      guard let benchmark = benchmarks.values[year], let span = series.span(of: year) else {
        throw Failure.noFactor(year: year)
      }
      return series.values[index] * benchmark / series.values[span].reduce(0, +)
    }
  }
}
