/// Whether a number adds up over time (births) or stands at a date (children on a register).
public enum SeriesKind: String, CaseIterable, Hashable, Sendable {
  /// The benchmark of a year is the sum over its months or quarters.
  case flow
  /// The benchmark of a year is the level of its last month or quarter. Levels are never summed.
  case stock
}

/// A month or quarter of a year.
public struct SubannualPeriod: Hashable, Comparable, Sendable {
  /// The calendar year.
  public let year: Int
  /// From 1.
  public let part: Int

  /// A month or quarter of a year, by its number.
  public init(year: Int, part: Int) {
    self.year = year
    self.part = part
  }

  /// In order of time.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.part) < (right.year, right.part)
  }
}

/// A monthly or quarterly indicator without gaps, of one kind.
public struct IndicatorSeries: Sendable {
  /// Why values do not make a series.
  public enum Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case repeated(SubannualPeriod)
    case gap(after: SubannualPeriod)
    case outsideYear(SubannualPeriod)

    /// What is wrong.
    public var description: String {
      switch self {
      case .empty: "the series has no values"
      case .repeated(let period): "period \(period.part) of \(period.year) is given twice"
      case .gap(let period): "the period after period \(period.part) of \(period.year) is missing"
      case .outsideYear(let period): "a year has no period \(period.part)"
      }
    }
  }

  /// Whether the values may be summed.
  public let kind: SeriesKind
  /// 12 for months, 4 for quarters.
  public let periodsPerYear: Int
  /// The first period.
  public let start: SubannualPeriod
  /// By period.
  public let values: [Rational]

  /// Sorts the values by period.
  ///
  /// - Throws: ``Mistake``.
  public init(
    _ values: [(period: SubannualPeriod, value: Rational)], periodsPerYear: Int, kind: SeriesKind
  ) throws {
    let sorted = values.sorted { $0.period < $1.period }
    guard let first = sorted.first else { throw Mistake.empty }
    for (period, _) in sorted where !(1...periodsPerYear).contains(period.part) {
      throw Mistake.outsideYear(period)
    }
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      if one.period == next.period { throw Mistake.repeated(one.period) }
      let expected = one.period.year * periodsPerYear + one.period.part + 1
      guard next.period.year * periodsPerYear + next.period.part == expected else {
        throw Mistake.gap(after: one.period)
      }
    }
    self.kind = kind
    self.periodsPerYear = periodsPerYear
    start = first.period
    self.values = sorted.map(\.value)
  }

  /// The period of a value.
  public func period(at index: Int) -> SubannualPeriod {
    let number = start.year * periodsPerYear + start.part - 1 + index
    return SubannualPeriod(year: number / periodsPerYear, part: number % periodsPerYear + 1)
  }

  /// Where the benchmark of a year bears: all its periods for a flow, the last for a stock; nil
  /// when the series does not cover them.
  func span(of year: Int) -> Range<Int>? {
    let first = (year - start.year) * periodsPerYear + 1 - start.part
    let whole = first..<first + periodsPerYear
    let span = kind == .flow ? whole : whole.upperBound - 1..<whole.upperBound
    return span.lowerBound >= 0 && span.upperBound <= values.count ? span : nil
  }
}

/// Trusted annual numbers: sums for flows, levels at the end of the year for stocks.
public struct AnnualBenchmarks: Sendable {
  /// Whether they are sums or levels.
  public let kind: SeriesKind
  /// By calendar year.
  public let values: [Int: Rational]

  /// Numbers by year, all of one kind.
  public init(_ values: [Int: Rational], kind: SeriesKind) {
    self.values = values
    self.kind = kind
  }
}
