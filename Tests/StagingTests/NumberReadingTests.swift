import StatisticalModel
import TestSupport
import Testing

@Suite("Numbers as a source writes them")
struct NumberReadingTests {
  @Test(
    "Groups and decimal sign as declared",
    arguments: [
      // The separators of Kazakhstan's bureau and ministries: space, NBSP, narrow NBSP.
      ("14 869", "14869"), ("14\u{A0}869", "14869"), ("14\u{202F}869", "14869"),
      ("3 563 838", "3563838"), ("3\u{A0}563\u{A0}838", "3563838"), ("9146", "9146"),
      ("39,6", "39.6"), ("1 234,56", "1234.56"), ("0,05", "0.05"), ("39,60", "39.6"),
      ("0", "0"), ("007", "7"), ("999 999 999 999 999,999999", "999999999999999.999999"),
    ])
  func grouped(text: String, expected: String) throws {
    #expect(try reading(text, kazakhNumbers) == .success(number(expected)))
  }

  @Test(
    "Groups that are not groups are refused",
    arguments: [
      // One cell that mixes two separators; groups of two or four; stray separators.
      "3 563\u{A0}838", "3\u{202F}563 838", "14 86", "14 8699", "1234 567", "14  869", " 14 869",
      "14 869 ", "14\t869", "14,869,000", "39.6", "1,", ",5", "1,2,3", "1e3", "١٢", "½",
      "1 000 000 000 000 000", "0,1234567", "14 869*", "5-7", "+5", "--5", "пять",
    ])
  func notGrouped(text: String) throws {
    #expect(try reading(text, kazakhNumbers) == .failure(.notANumber))
  }

  @Test("A separator that the source does not declare is refused")
  func undeclaredSeparator() throws {
    for text in ["14 869", "14\u{A0}869", "14,869", "14'869"] {
      #expect(try reading(text, NumberFormat()) == .failure(.notANumber))
    }
    #expect(
      try reading("14'869.5", NumberFormat(groups: ["'"])) == .success(number("14869.5")))
  }

  @Test(
    "Percentages: plain, with a sign, as shares",
    arguments: [
      (NumberFormat.Percent.sign, "39,6%", "39.6"), (.sign, "39,6 %", "39.6"),
      (.sign, "39,6\u{A0}%", "39.6"), (.sign, "39,6", "39.6"), (.share, "0,396", "39.6"),
      (.share, "1", "100"), (.plain, "39,6", "39.6"),
      (.plain, "39,6%", nil), (.share, "39,6%", nil), (.sign, "%", nil), (.sign, "39,6 %%", nil),
      (.sign, "39,6  %", nil),
    ] as [(NumberFormat.Percent, String, String?)])
  func percentages(form: NumberFormat.Percent, text: String, expected: String?) throws {
    let format = NumberFormat(decimal: UInt8(ascii: ","), percent: form)
    let wanted: FieldReading =
      expected.map { .success(number($0)) } ?? .failure(.notANumber)
    #expect(try reading(text, format) == wanted)
  }

  @Test(
    "A word before a number makes it a bound or a guess",
    arguments: [
      (">235 000", number("235000", .atLeast)), ("> 14 000", number("14000", .atLeast)),
      ("<5", number("5", .atMost)), ("about 32 000", number("32000", .approximate)),
      ("32 000", number("32000")),
    ])
  func prefixes(text: String, expected: ObservedValue) throws {
    let format = NumberFormat(
      groups: [" "],
      prefixes: [
        (">", .atLeast), ("> ", .atLeast), ("<", .atMost), ("about ", .approximate),
      ])
    #expect(try reading(text, format) == .success(expected))
    #expect(try reading("over 5", format) == .failure(.notANumber))
    #expect(try reading(">", format) == .failure(.notANumber))
  }

  @Test("A count below zero is refused, with either minus sign, unless the source allows it")
  func negative() throws {
    for text in ["-5", "\u{2212}5"] {
      #expect(try reading(text, NumberFormat()) == .failure(.negativeCount))
      #expect(try reading(text, NumberFormat(allowsNegative: true)) == .success(number("-5")))
    }
    #expect(try reading("-0", NumberFormat()) == .success(number("0")))
  }

  @Test("A number off the declared rounding unit is refused, and the unit named, not the number")
  func roundingUnit() throws {
    let tenths = NumberFormat(roundingUnit: decimal("0.1"))
    #expect(try reading("39.6", tenths) == .success(number("39.6", unit: "0.1")))
    #expect(try reading("40", tenths) == .success(number("40", unit: "0.1")))
    #expect(try reading("39.65", tenths) == .failure(.notOnRoundingUnit("0.1")))
    let fives = NumberFormat(roundingUnit: 5)
    #expect(try reading("117", fives) == .failure(.notOnRoundingUnit("5")))
    #expect(
      try reading(">235000", NumberFormat(roundingUnit: 1000, prefixes: [(">", .atLeast)]))
        == .success(number("235000", .atLeast, unit: "1000")))
  }

  @Test("A file in thousands is multiplied before its unit is looked at")
  func multiplier() throws {
    // The health minister's 98.3 thousand children with disability, 01.01.2022.
    let thousands = NumberFormat(multiplier: 1000, roundingUnit: 100)
    #expect(try reading("98.3", thousands) == .success(number("98300", unit: "100")))
    #expect(try reading("98.35", thousands) == .failure(.notOnRoundingUnit("100")))
  }

  @Test("A value column may have a unit and a multiplier of its own")
  func columnFormat() throws {
    var source = SourceDefinition.regions(
      numbers: NumberFormat(multiplier: 1000, roundingUnit: 100))
    source.values = [
      ValueColumn(column: "Value", roundingUnit: decimal("0.1"), multiplier: 1)
    ]
    let staged = try StagedRows(
      source, columns: SourceDefinition.regionColumns, records: [["KZ", "2022", "39.6"]])
    #expect(staged.rows.map(\.value) == [number("39.6", unit: "0.1")])
  }

  private let kazakhNumbers = NumberFormat(
    decimal: UInt8(ascii: ","), groups: [" ", "\u{A0}", "\u{202F}"])

  /// What becomes of one field of a value column.
  private func reading(_ text: String, _ format: NumberFormat) throws
    -> FieldReading
  {
    let staged = try StagedRows(
      .regions(numbers: format), columns: SourceDefinition.regionColumns,
      records: [["KZ", "2022", text]])
    if let value = staged.rows.first?.value { return .success(value) }
    return .failure(try #require(staged.reasons.first))
  }
}

/// What became of a field.
private enum FieldReading: Equatable {
  case success(ObservedValue)
  case failure(QuarantineReason)
}
