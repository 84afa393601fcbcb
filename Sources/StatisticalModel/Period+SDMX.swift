extension Period {
  /// As SDMX writes it: a school year is the reporting year `2019-A1` that begins on
  /// ``sdmxYearStart``, every other kind is written as here.
  package var sdmxText: String {
    kind == .schoolYear ? "\(description.prefix(4))-A1" : description
  }

  /// The value of REPORTING_YEAR_START_DAY; nil where years begin on 1 January.
  package var sdmxYearStart: String? { kind == .schoolYear ? "--09-01" : nil }

  /// Reads a time period of SDMX (2.1 and 3.x, ObservationalTimePeriodType): calendar periods,
  /// `2019-A1`, `2019-Q1`, `2019-M01` and ranges such as `2019-09-01/P1Y`.
  ///
  /// The day on which reporting years begin may follow behind a blank, `2019-A1 --09-01`; without
  /// it they begin on 1 January. A period that is neither a calendar year, quarter, month or day
  /// nor a school year is nil, as is one with a time of day.
  package init?(sdmx text: String) {
    let sides = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let period = sides[0]
    let start = sides.count == 2 ? Self.monthDay(sides[1]) : (1, 1)
    guard sides.count <= 2, let start else { return nil }
    if let slash = period.firstIndex(of: "/") {
      let day = Period(parsing: String(period[..<slash]))
      guard let day, day.kind == .date else { return nil }
      let lengths = ["P1Y": 12, "P12M": 12, "P3M": 3, "P1M": 1, "P1D": 0]
      guard let months = lengths[String(period[period.index(after: slash)...])] else { return nil }
      if months == 0 {
        self = day
      } else {
        self.init(months: months, from: (day.year, day.part, day.day))
      }
      return
    }
    let bytes = Array(period.utf8)
    guard bytes.count > 6, bytes[4] == UInt8(ascii: "-"), let year = Int(period.prefix(4)),
      let number = Int(period.dropFirst(6))
    else {
      self.init(calendar: period)
      return
    }
    let length: (months: Int, digits: Int)
    switch bytes[5] {
    case UInt8(ascii: "A"): length = (12, 1)
    case UInt8(ascii: "Q"): length = (3, 1)
    case UInt8(ascii: "M"): length = (1, 2)
    default:
      self.init(calendar: period)
      return
    }
    guard bytes.count == 6 + length.digits, (1...12 / length.months).contains(number) else {
      return nil
    }
    let month = start.0 - 1 + (number - 1) * length.months
    self.init(months: length.months, from: (year + month / 12, month % 12 + 1, start.1))
  }

  /// `2019`, `2019-09` or `2019-09-01`.
  private init?(calendar text: String) {
    guard let period = Period(parsing: text), period.kind != .schoolYear else { return nil }
    self = period
  }

  private static func monthDay(_ text: String) -> (Int, Int)? {
    let parts = text.dropFirst(2).split(separator: "-", omittingEmptySubsequences: false)
    guard text.hasPrefix("--"), parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      let month = Int(parts[0]), let day = Int(parts[1]), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    return (month, day)
  }

  /// The period of so many months from a day on, where there is a kind for it.
  private init?(months: Int, from day: (year: Int, month: Int, day: Int)) {
    guard day.day == 1, (0...9998).contains(day.year) else { return nil }
    let digits = String(day.year)
    let year = String(repeating: "0", count: 4 - digits.count) + digits
    switch (months, day.month) {
    case (12, 1): self.init(parsing: year)
    case (12, 9): self = .schoolYear(startingIn: day.year)
    case (3, 1), (3, 4), (3, 7), (3, 10): self.init(parsing: "\(year)-Q\((day.month + 2) / 3)")
    case (1, _): self.init(parsing: "\(year)-\(day.month < 10 ? "0" : "")\(day.month)")
    default: return nil
    }
  }
}
