/// A reference period: a calendar year, a school year, a quarter, a month or a day, kept apart.
///
/// `2019` as a calendar year and `2019/2020` as a school year are different periods, and a day is
/// a reference date, not a year. The text forms are `2019`, `2019/2020`, `2019-Q1`, `2019-09`,
/// `2019-09-01`; the first day orders periods.
package struct Period: Hashable, Sendable {
  package enum Kind: UInt8, CaseIterable, Sendable {
    case calendarYear = 1
    case schoolYear
    case quarter
    case month
    case date
  }

  package let kind: Kind
  // Narrow, since every observation carries a period.
  private let storedYear: UInt16
  private let storedPart: UInt8
  private let storedDay: UInt8

  package var year: Int { Int(storedYear) }
  /// Month 1...12, quarter 1...4, or zero where the kind has none.
  package var part: Int { Int(storedPart) }
  /// Day of the month for a date, otherwise zero.
  package var day: Int { Int(storedDay) }

  /// School years start on 1 September (Kazakhstan and England alike).
  private static let schoolYearStartMonth = 9

  package static func calendarYear(_ year: Int) -> Period { Period(.calendarYear, year, 0, 0) }
  package static func schoolYear(startingIn year: Int) -> Period { Period(.schoolYear, year, 0, 0) }

  private init(_ kind: Kind, _ year: Int, _ part: Int, _ day: Int) {
    self.kind = kind
    storedYear = UInt16(year)
    storedPart = UInt8(part)
    storedDay = UInt8(day)
  }

  /// Reads the canonical text forms; nil for anything else, including days that do not exist.
  package init?(parsing text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      return bytes[range].reduce(0 as Int?) { sum, byte in
        guard let sum, (48...57).contains(byte) else { return nil }
        return sum * 10 + Int(byte - 48)
      }
    }
    func separator(_ at: Int, _ character: Unicode.Scalar) -> Bool {
      at < bytes.count && bytes[at] == UInt8(ascii: character)
    }
    guard let year = number(0..<4) else { return nil }
    switch bytes.count {
    case 4: self.init(.calendarYear, year, 0, 0)
    case 9 where separator(4, "/"):
      guard number(5..<9) == year + 1 else { return nil }
      self.init(.schoolYear, year, 0, 0)
    case 7 where separator(4, "-") && separator(5, "Q"):
      guard let quarter = number(6..<7), (1...4).contains(quarter) else { return nil }
      self.init(.quarter, year, quarter, 0)
    case 7 where separator(4, "-"):
      guard let month = number(5..<7), (1...12).contains(month) else { return nil }
      self.init(.month, year, month, 0)
    case 10 where separator(4, "-") && separator(7, "-"):
      guard let month = number(5..<7), let day = number(8..<10), (1...12).contains(month),
        (1...Self.days(inMonth: month, of: year)).contains(day)
      else { return nil }
      self.init(.date, year, month, day)
    default: return nil
    }
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }

  /// The first day, as `yyyymmdd`.
  package var firstDay: Int {
    switch kind {
    case .calendarYear: year * 10000 + 101
    case .schoolYear: year * 10000 + Self.schoolYearStartMonth * 100 + 1
    case .quarter: year * 10000 + (part * 3 - 2) * 100 + 1
    case .month: year * 10000 + part * 100 + 1
    case .date: year * 10000 + part * 100 + day
    }
  }

  /// The last day, as `yyyymmdd`.
  package var lastDay: Int {
    switch kind {
    case .calendarYear: return year * 10000 + 1231
    case .schoolYear: return (year + 1) * 10000 + (Self.schoolYearStartMonth - 1) * 100 + 31
    case .quarter:
      return year * 10000 + part * 300 + Self.days(inMonth: part * 3, of: year)
    case .month: return year * 10000 + part * 100 + Self.days(inMonth: part, of: year)
    case .date: return firstDay
    }
  }

  /// Kind (3 bits), year (14: registers write 9999), part (4), day (5): sorts by kind, then time.
  package var packed: UInt32 {
    UInt32(kind.rawValue) << 23 | UInt32(year) << 9 | UInt32(part) << 5 | UInt32(day)
  }

  /// Bits that ``packed`` may use.
  package static let packedBits = 26

  package init?(packed: UInt32) {
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 23)) else { return nil }
    self.init(kind, Int(packed >> 9 & 0x3FFF), Int(packed >> 5 & 0xF), Int(packed & 0x1F))
  }
}

extension Period: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.firstDay, left.kind.rawValue) < (right.firstDay, right.kind.rawValue)
  }
}

extension Period: CustomStringConvertible {
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return text.utf8.count >= width
        ? text : String(repeating: "0", count: width - text.utf8.count) + text
    }
    return switch kind {
    case .calendarYear: padded(year, 4)
    case .schoolYear: "\(padded(year, 4))/\(padded(year + 1, 4))"
    case .quarter: "\(padded(year, 4))-Q\(part)"
    case .month: "\(padded(year, 4))-\(padded(part, 2))"
    case .date: "\(padded(year, 4))-\(padded(part, 2))-\(padded(day, 2))"
    }
  }
}
