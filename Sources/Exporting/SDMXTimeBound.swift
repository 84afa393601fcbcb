import StatisticalModel

/// A time period that a query compares others with; a reporting period has the reporting year of each.
enum SDMXTimeBound: Hashable, Sendable {
  case calendar(Period)
  /// Months since the year 0, of a reporting year that would begin in January.
  case reporting(Range<Int>)

  init(_ text: String) throws(SDMXQueryError) {
    if let period = Period(parsing: text), period.kind != .schoolYear, period.kind != .quarter {
      self = .calendar(period)
      return
    }
    let bytes = Array(text.utf8)
    let isYear = bytes.count > 4 && bytes.prefix(4).allSatisfy { (48...57).contains($0) }
    guard isYear, let year = Int(text.prefix(4)), bytes[4] == UInt8(ascii: "-") else {
      throw .malformedPeriod
    }
    let rest = text.dropFirst(5)
    if rest.dropFirst(5).first == "T" { throw .unsupportedPeriod }
    let digits = rest.dropFirst()
    guard let kind = rest.first, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(digits)
    else { throw .malformedPeriod }
    let lengths: [Character: (months: Int, digits: Int)] = [
      "A": (12, 1), "S": (6, 1), "T": (4, 1), "Q": (3, 1), "M": (1, 2),
    ]
    guard let (months, width) = lengths[kind] else {
      throw kind == "W" || kind == "D" ? .unsupportedPeriod : .malformedPeriod
    }
    guard digits.utf8.count == width, (1...12 / months).contains(number) else {
      throw .malformedPeriod
    }
    let first = year * 12 + (number - 1) * months
    self = .reporting(first..<first + months)
  }

  /// As `yyyymmdd`.
  private func firstDay(_ shift: Int) -> Int {
    switch self {
    case .calendar(let period): period.firstDay
    case .reporting(let months): Self.firstDay(ofMonth: months.lowerBound + shift)
    }
  }

  /// As `yyyymmdd`; a number above that of the last day, not always a day.
  private func dayAfter(_ shift: Int) -> Int {
    switch self {
    case .calendar(let period): period.lastDay + 1
    case .reporting(let months): Self.firstDay(ofMonth: months.upperBound + shift)
    }
  }

  private static func firstDay(ofMonth month: Int) -> Int {
    month / 12 * 10_000 + (month % 12 + 1) * 100 + 1
  }
}

extension SDMXTimeBound {
  /// Months by which the reporting year of a period begins later than the calendar year.
  private static func shift(of period: Period) -> Int { period.kind == .schoolYear ? 8 : 0 }

  func beginsAfterBegin(of period: Period) -> Bool {
    period.firstDay < firstDay(Self.shift(of: period))
  }

  func endsBeforeEnd(of period: Period) -> Bool {
    period.lastDay >= dayAfter(Self.shift(of: period))
  }

  func beginsAfter(_ period: Period) -> Bool {
    period.lastDay < firstDay(Self.shift(of: period))
  }

  func endsBefore(_ period: Period) -> Bool {
    period.firstDay >= dayAfter(Self.shift(of: period))
  }

  /// Whether both have the same days.
  func equals(_ period: Period) -> Bool {
    let shift = Self.shift(of: period)
    guard period.firstDay == firstDay(shift), !endsBeforeEnd(of: period) else { return false }
    switch self {
    case .calendar(let other): return period.lastDay == other.lastDay
    case .reporting(let months):
      // Every period but a day ends with a month.
      let last = months.upperBound - 1 + shift
      return period.kind != .date && period.lastDay / 100 == last / 12 * 100 + last % 12 + 1
    }
  }
}
