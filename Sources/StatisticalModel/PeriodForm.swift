/// What a file's text for a period means; `2011-12` is a month or a school year, never guessed.
package enum PeriodForm: String, CaseIterable, Sendable {
  /// `2019`, `2019/2020`, `2019-Q1`, `2019-09`, `2019-09-01`.
  case canonical
  case calendarYear
  /// `2019-2020`, `2019/2020`, `2019/20`, `2019-20`, `201920`, or `2019` for the year it starts.
  case schoolYear
  /// `2019-09`.
  case month
  /// `2022-01-01` or `01.01.2022`.
  case date
  /// The time periods of SDMX: `2019`, `2019-A1`, `2019-Q1`, `2019-M09`, `2019-09-01/P1Y`.
  case sdmx
}

extension Period {
  /// Reads a file's text in the one form its source declares; nil for any other.
  package init?(reading text: String, as form: PeriodForm) {
    switch form {
    case .canonical: self.init(parsing: text)
    case .calendarYear: self.init(parsing: text, expecting: .calendarYear)
    case .month: self.init(parsing: text, expecting: .month)
    case .date:
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let dotted = parts.count == 3 && parts.map(\.count) == [2, 2, 4]
      self.init(
        parsing: dotted ? "\(parts[2])-\(parts[1])-\(parts[0])" : text, expecting: .date)
    case .schoolYear: self.init(schoolYear: text)
    case .sdmx: self.init(sdmx: text)
    }
  }

  private init?(parsing text: String, expecting kind: Kind) {
    guard let period = Period(parsing: text), period.kind == kind else { return nil }
    self = period
  }

  /// The second year, where given, must be the one after the first.
  private init?(schoolYear text: String) {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(4)
    let separated = rest.first == "-" || rest.first == "/"
    let tail = separated ? rest.dropFirst() : rest
    guard digits.count == text.count - (separated ? 1 : 0), let start = Int(text.prefix(4)),
      text.prefix(4).allSatisfy(\.isNumber)
    else { return nil }
    let next = String(start + 1)
    let fits = tail.isEmpty ? !separated : tail == next && separated || tail == next.suffix(2)
    guard fits, let period = Period(parsing: "\(text.prefix(4))/\(next)") else { return nil }
    self = period
  }
}
