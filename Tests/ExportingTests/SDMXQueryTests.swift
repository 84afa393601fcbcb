import StatisticalModel
import Testing

@testable import Exporting

/// What SDMX REST 1.5 says of keys, and section 6 of SDMX 2.1 of ranges of time.
@Suite struct SDMXQueryTests {
  @Test(
    "a key has the codes of each dimension, none for all of them",
    arguments: [
      ("all", nil), ("A", [["A"]]), ("A.B", [["A"], ["B"]]), ("A+B.C", [["A", "B"], ["C"]]),
      (".", [[], []]), ("..A", [[], [], ["A"]]), ("A..", [["A"], [], []]),
      ("KZ-35._T.$@", [["KZ-35"], ["_T"], ["$@"]]),
    ] as [(String, [[String]]?)])
  func keys(text: String, parts: [[String]]?) throws {
    #expect(try SDMXKeyQuery(parsing: text).slices == parts.map { [$0] })
  }

  @Test(
    "a key of the second generation has slices between commas, and a star for all codes",
    arguments: [
      ("*", nil), ("all", nil), ("A.*.B", [[["A"], [], ["B"]]]), ("A", [[["A"]]]),
      ("*.A,B.*", [[[], ["A"]], [["B"], []]]), ("A+B..C", [[["A", "B"], [], ["C"]]]),
    ] as [(String, [SDMXKeyQuery.Slice]?)])
  func slices(text: String, slices: [SDMXKeyQuery.Slice]?) throws {
    #expect(try SDMXKeyQuery(parsingSlices: text).slices == slices)
  }

  @Test(
    "what stands between commas or points and is neither id nor star is no key",
    arguments: ["A*", "*A", "A+*", "**", "A B", "A;B", "+", "é", "A'"])
  func malformedSlices(text: String) {
    #expect(throws: SDMXQueryError.malformedKey) { try SDMXKeyQuery(parsingSlices: text) }
  }

  // The first four rows and `ne` are the table of the guidelines (SDMX REST 2.1, data queries).
  @Test(
    "a filter lets through what all terms of one of its groups hold for",
    arguments: [
      ("B", ["B"]), ("A,B", ["A", "B"]), ("ge:B", ["B", "C", "D"]), ("ge:B le:C", ["B", "C"]),
      ("ge:B+le:C", ["B", "C"]), ("ge:A+le:A,gt:C", ["A", "D"]), ("ne:A,A", ["A", "B", "C", "D"]),
      ("ne:A+ne:B", ["C", "D"]), ("ne:A,ne:B", ["A", "B", "C", "D"]), ("ne:A+B", ["B"]),
      ("lt:B", ["A"]), ("eq:D", ["D"]), ("sw:A", ["A"]), ("ew:B", ["B"]), ("co:C", ["C"]),
      ("nc:C", ["A", "B", "D"]), ("X", []),
    ])
  func filters(text: String, admitted: [String]) throws {
    let filter = try ComponentFilter(parsing: text)
    #expect(["A", "B", "C", "D"].filter { filter.admits([$0]) } == admitted)
  }

  @Test("several values are one that holds, numbers are compared as numbers, no value is none")
  func valuesOfFilters() throws {
    #expect(try ComponentFilter(parsing: "A+B").admits(["B", "A"]))
    #expect(try !ComponentFilter(parsing: "A+B").admits(["A"]))
    #expect(try !ComponentFilter(parsing: "ne:A").admits(["B", "A"]))
    #expect(try ComponentFilter(parsing: "ge:9").admits(["10.0"], asNumbers: true))
    #expect(try ComponentFilter(parsing: "eq:10").admits(["10.0"], asNumbers: true))
    #expect(try !ComponentFilter(parsing: "ge:9").admits(["10.0"]))
    #expect(try !ComponentFilter(parsing: "ge:0").admits([], asNumbers: true))
    #expect(try ComponentFilter(parsing: "ne:0").admits([]))
  }

  @Test(
    "what is no filter is refused",
    arguments: ["", ",", "A,", "+", "A++B", "ge:", ":A", "xx:A", "GE:A", "ge:A+", "A ,B"])
  func malformedFilters(text: String) {
    #expect(throws: SDMXQueryError.malformedFilter) { try ComponentFilter(parsing: text) }
  }

  @Test(
    "a filter of time compares days, and means by equal the same ones",
    arguments: [
      ("2023/2024", "ge:2023", true), ("2023/2024", "ge:2023-10", false),
      ("2023/2024", "le:2024", true), ("2023/2024", "le:2023", false),
      ("2023/2024", "ge:2023+le:2024", true), ("2023/2024", "gt:2022", true),
      ("2023/2024", "gt:2023", false), ("2023/2024", "lt:2025", true),
      ("2023/2024", "lt:2024", false), ("2023/2024", "2023-A1", true),
      ("2023/2024", "2023", false), ("2023", "2023", true), ("2023", "2023-A1", true),
      ("2023-Q1", "2023", false), ("2023-Q1", "2023-Q1", true), ("2023-03", "2023-M03", true),
      ("2023-03", "2023-Q1", false), ("2023-03-31", "2023-M03", false), ("2023", "ne:2023", false),
      ("2023/2024", "ne:2023", true), ("2023/2024", "sw:2023", true), ("2023/2024", "co:A1", true),
      ("2023", "2019,2023", true), ("2023", "2019,ge:2020+le:2022", false),
    ])
  func timeFilters(period: String, text: String, isIn: Bool) throws {
    let period = try #require(Period(parsing: period))
    #expect(try ComponentFilter(parsing: text).admits(period) == isIn)
  }

  @Test(
    "what joins nothing or is no id is no key",
    arguments: ["A+", "+", "A++B", "A.+", "A B", "*", "a,b", "é", "A%", "A'", "A/B"])
  func malformedKeys(text: String) {
    #expect(throws: SDMXQueryError.malformedKey) { try SDMXKeyQuery(parsing: text) }
  }

  // 2023/2024 lasts from 1 September 2023 to 31 August 2024, and is 2023-A1 to whom reporting years
  // begin on that day.
  @Test(
    "a period is in a range when it begins and ends within, by its own reporting year",
    arguments: [
      ("2023/2024", "2023", nil, true), ("2023/2024", "2023", "2023", false),
      ("2023/2024", "2023", "2024", true), ("2023/2024", "2023-10", nil, false),
      ("2023/2024", "2023-09-01", "2024-08-31", true), ("2023/2024", nil, "2024-08-30", false),
      ("2023/2024", "2023-A1", "2023-A1", true), ("2023/2024", "2024-A1", nil, false),
      ("2023/2024", nil, "2022-A1", false), ("2023/2024", "2023-S1", "2023-S2", true),
      ("2023", "2023-A1", "2023-A1", true), ("2023", "2023", "2023", true),
      ("2023", "2023-S1", "2023-S2", true), ("2023", "2023-S1", "2023-S1", false),
      ("2023", "2023-T1", "2023-T3", true), ("2023", "2023-T2", nil, false),
      ("2023-Q2", "2023-Q2", "2023-Q2", true), ("2023-Q2", "2023-04", "2023-06", true),
      ("2023-Q2", "2023-M04", "2023-M06", true), ("2023-Q2", "2023-M05", nil, false),
      ("2023-12", "2023-Q4", "2023", true), ("2023-02-28", "2023-02", "2023-02", true),
      ("2023-02-28", nil, "2023-02-27", false), ("0001", nil, nil, true),
    ] as [(String, String?, String?, Bool)])
  func ranges(period: String, start: String?, end: String?, isIn: Bool) throws {
    let period = try #require(Period(parsing: period))
    #expect(try SDMXTimeRange(from: start, to: end).contains(period) == isIn)
  }

  @Test(
    "what is no time period is refused, what none of ours can begin with is not implemented",
    arguments: [
      ("", SDMXQueryError.malformedPeriod), ("yesterday", .malformedPeriod),
      ("2019/2020", .malformedPeriod), ("2019-13", .malformedPeriod),
      ("2019-02-30", .malformedPeriod), ("2019-Q5", .malformedPeriod),
      ("2019-Q0", .malformedPeriod), ("2019-A2", .malformedPeriod), ("2019-M1", .malformedPeriod),
      ("2019-", .malformedPeriod), ("2019-Q", .malformedPeriod), ("-2019", .malformedPeriod),
      ("2019-X1", .malformedPeriod), ("2019-Q1 ", .malformedPeriod), ("20190", .malformedPeriod),
      ("2019-Q99999999999999999999", .malformedPeriod), ("2019-W07", .unsupportedPeriod),
      ("2019-D100", .unsupportedPeriod), ("2019-01-01T00:00:00", .unsupportedPeriod),
    ])
  func refusedPeriods(text: String, error: SDMXQueryError) {
    #expect(throws: error) { try SDMXTimeRange(from: text, to: nil) }
    #expect(throws: error) { try SDMXTimeRange(from: nil, to: text) }
  }
}
