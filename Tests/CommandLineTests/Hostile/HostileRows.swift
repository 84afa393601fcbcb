/// Rows that look like rows: numbers, codes and periods in other forms than the source's.
extension HostileFile {
  /// Written in the place of a count.
  static let numbers: [HostileFile] = [
    ("an exponent", "1e3"), ("a hexadecimal number", "0x10"), ("Arabic digits", "١٢"),
    ("full-width digits", "１２"), ("not a number", "NaN"), ("infinity", "Infinity"),
    ("a bound nobody declared", "<5"), ("a dash", "-"), ("two points", ".."),
    ("a space between thousands", "1 234"), ("a no-break space", "1\u{A0}234"),
    ("a decimal comma", "\"1,5\""), ("a plus sign", "+5"), ("a space before", " 5"),
    ("a space after", "5 "), ("a percent sign", "5%"), ("a formula", "=5+5"),
    ("a fraction", "1/2"), ("an apostrophe", "'5"),
    ("a bracketed number", "(5)"), ("two numbers", "5;6"), ("a zero-width space", "5\u{200B}"),
    ("a hundred digits", String(repeating: "9", count: 100)), ("an empty field", ""),
    ("a quoted empty field", "\"\""), ("a word", "five"), ("a tab", "5\t"),
  ].map { row($0.0, "KZ-11,2020,\($0.1)", "the value is no number") }

  /// Written in the place of a region.
  static let codes: [HostileFile] = [
    ("a code of no list", "XX"), ("a Cyrillic letter in a code", "КZ-11"), ("lower case", "kz-11"),
    ("a space behind a code", "KZ-11 "), ("a no-break space behind a code", "KZ-11\u{A0}"),
    ("a zero-width joiner", "KZ\u{200D}-11"), ("text from right to left", "\u{202E}11-ZK"),
    ("a statement of SQL", "'); DROP TABLE cell;--"), ("an emoji", "👧🏽"),
    ("markup", "<script>alert(1)</script>"), ("a formula", "=1+1"), ("a template", "{{area}}"),
    ("a format", "%s%n"), ("a path", "../../etc"), ("a line in a code", "\"KZ-11\nKZ-10\""),
    ("a command of the terminal", "\u{1B}[2J"), ("10,000 letters", longName),
    ("a bell and a backspace", "\u{7}\u{8}"), ("an accent of its own", "KZ-1\u{301}1"),
  ].map { row($0.0, "\($0.1),2020,6", "is not in the code list of area") }

  /// Written in the place of a year.
  static let periods: [HostileFile] = [
    ("a school year", "2019/2020"), ("a month or a school year", "2011-12"),
    ("two digits", "20"), ("a decimal year", "2020.0"), ("a space before a year", " 2020"),
    ("a date", "2020-01-01"), ("a month that is none", "2020-13"), ("no year", ""),
    ("five digits", "20200"), ("a negative year", "-2020"), ("words", "last year"),
  ].map { row($0.0, "KZ-11,\($0.1),6", "period") }

  /// Rows of another shape.
  static let shapes: [HostileFile] = [
    row("a row too short", "KZ-11,2020", "has 2 fields, the header 3"),
    row("a row too long", "KZ-11,2020,6,7", "has 4 fields, the header 3"),
    row("a blank line", "", "blank"),
    row("an empty region", ",2020,6", "the area is empty"),
    row("a negative count", "KZ-11,2020,-5", "below zero"),
    row("a negative count with the minus sign of print", "KZ-11,2020,\u{2212}5", "below zero"),
  ]

  private static let longName = String(repeating: "n", count: 10_000)
}
