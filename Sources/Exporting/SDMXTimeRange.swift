package import StatisticalModel

/// The periods from one to another, both included (SDMX 2.1, section 6, 4.2.14).
///
/// A period is in the range when its first day is not before that of the start and its last day not
/// after that of the end. A reporting period, `2019-A1`, is taken with the reporting year of what it
/// is compared with: it is the school year 2019/2020 for school years, else the calendar year.
package struct SDMXTimeRange: Hashable, Sendable {
  private let start: Bound?
  private let end: Bound?

  /// - Throws: ``SDMXQueryError``.
  package init(from start: String?, to end: String?) throws(SDMXQueryError) {
    self.start = try Bound(start)
    self.end = try Bound(end)
  }

  package var isUnbounded: Bool { start == nil && end == nil }

  package func contains(_ period: Period) -> Bool {
    // Months by which the reporting year begins later than the calendar year.
    let shift = period.kind == .schoolYear ? 8 : 0
    return start.map { period.firstDay >= $0.firstDay(shift) } ?? true
      && end.map { period.lastDay < $0.dayAfter(shift) } ?? true
  }

  private enum Bound: Hashable {
    case calendar(Period)
    /// Months since the year 0, of a reporting year that would begin in January.
    case reporting(Range<Int>)

    init?(_ text: String?) throws(SDMXQueryError) {
      guard let text else { return nil }
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
    func firstDay(_ shift: Int) -> Int {
      switch self {
      case .calendar(let period): period.firstDay
      case .reporting(let months): Self.firstDay(ofMonth: months.lowerBound + shift)
      }
    }

    /// As `yyyymmdd`; a number above that of the last day, not always a day.
    func dayAfter(_ shift: Int) -> Int {
      switch self {
      case .calendar(let period): period.lastDay + 1
      case .reporting(let months): Self.firstDay(ofMonth: months.upperBound + shift)
      }
    }

    private static func firstDay(ofMonth month: Int) -> Int {
      month / 12 * 10_000 + (month % 12 + 1) * 100 + 1
    }
  }
}
