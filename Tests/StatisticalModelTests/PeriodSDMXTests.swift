import StatisticalModel
import Testing

/// SDMX 3.0, ObservationalTimePeriodType: reporting periods count from the day their year begins.
@Suite struct PeriodSDMXTests {
  @Test(
    "time periods of SDMX",
    arguments: [
      ("2019", "2019"), ("2019-A1", "2019"), ("2019-Q3", "2019-Q3"), ("2019-M09", "2019-09"),
      ("2019-09", "2019-09"), ("2019-09-01", "2019-09-01"), ("2019-A1 --09-01", "2019/2020"),
      ("2019-09-01/P1Y", "2019/2020"), ("2019-01-01/P1Y", "2019"), ("2019-04-01/P3M", "2019-Q2"),
      // The second quarter of a year that begins in July is October to December.
      ("2010-Q2 --07-01", "2010-Q4"), ("2019-Q3 --09-01", nil), ("2019-Q4 --04-01", "2020-Q1"),
      ("2019-M05 --09-01", "2020-01"), ("2019 --09-01", "2019"), ("2019-A1 --01-01", "2019"),
      ("2019-A2", nil), ("2019-Q5", nil), ("2019-M13", nil), ("2019-M1", nil), ("2019-S1", nil),
      ("2019-W01", nil), ("2019-A1 --13-01", nil), ("2019-A1 --09-02", nil), ("2019/2020", nil),
      ("2019-02-30/P1D", nil), ("", nil),
    ] as [(String, String?)])
  func periods(_ text: String, _ expected: String?) {
    #expect(Period(reading: text, as: .sdmx)?.description == expected)
  }
}
