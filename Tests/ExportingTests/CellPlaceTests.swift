import SDMXVocabulary
import StatisticalModel
import Testing

@testable import Exporting

@Suite struct CellPlaceTests {
  /// Abai exists since 8 June 2022; Karaganda lost a part that day.
  private static let areas = Codelist(
    id: "area",
    codes: [
      Code(id: "KZ"), Code(id: "KZ-10", validity: [Validity(from: 2022_06_08, to: nil)]),
      Code(
        id: "KZ-35",
        validity: [Validity(from: nil, to: 2022_06_07), Validity(from: 2022_06_08, to: nil)]),
    ])

  private let structure: Structure

  init() throws {
    structure = try #require(
      Structure(dimensions: [
        Dimension(
          id: "indicator", values: .codes(Codelist(id: "indicator", codes: [Code(id: "sen")]))),
        Dimension(id: "area", values: .codes(Self.areas)), Dimension(id: "period", values: .time),
      ]))
  }

  @Test(
    "the period in which an area got another extent is a break in its series",
    arguments: [
      ("KZ-35", "2021", false), ("KZ-35", "2022", true), ("KZ-35", "2023", false),
      ("KZ-10", "2022", true), ("KZ-10", "2021/2022", true), ("KZ-10", "2022/2023", false),
      ("KZ", "2022", false), ("KZ-35", "2022-06-08", true), ("KZ-35", "2022-06-07", false),
    ])
  func breaks(area: String, period: String, isBreak: Bool) throws {
    let place = try CellPlace("indicator=sen,area=\(area),period=\(period)", in: structure)
    #expect(place.isBreak == isBreak)
  }

  @Test("a code that the list no longer has is named, not dropped")
  func goneCode() {
    #expect(throws: ExportError.codeGone("KZ-99", dimension: "area")) {
      try CellPlace("indicator=sen,area=KZ-99,period=2022", in: structure)
    }
    #expect(throws: ExportError.dimensionGone("area", cell: "indicator=sen,period=2022")) {
      try CellPlace("indicator=sen,period=2022", in: structure)
    }
  }

  /// SDMX 3.0 section 6: A1 with the day on which the reporting year begins.
  @Test("a period is written as SDMX writes it, and read back as it was")
  func periods() throws {
    let cases = [
      ("2019", "2019", nil), ("2019/2020", "2019-A1", "--09-01"), ("2019-Q1", "2019-Q1", nil),
      ("2019-09", "2019-09", nil), ("2019-09-01", "2019-09-01", nil),
    ]
    for (text, sdmx, start) in cases {
      let period = try #require(Period(parsing: text))
      #expect(period.sdmxText == sdmx && period.sdmxYearStart == start)
      #expect(Period(sdmx: sdmx + (start.map { " \($0)" } ?? "")) == period)
    }
  }

  @Test("ids are what the schemas of SDMX admit")
  func identifiers() {
    #expect(["A", "_T", "KZ-35", "5", "a@b$"].allSatisfy(SDMXIdentifier.code.admits))
    #expect(["", "F/M", "а", "A.B", "A B"].allSatisfy { !SDMXIdentifier.code.admits($0) })
    #expect(SDMXIdentifier.name.admits("REF_AREA") && !SDMXIdentifier.name.admits("_T"))
    #expect(SDMXIdentifier.agency.admits("KZ.BNS") && !SDMXIdentifier.agency.admits("KZ..BNS"))
  }
}
