import StatisticalModel
import TestSupport
import Testing

@Suite("The boundary day")
struct BoundaryDayTests {
  /// Decree of 04.05.2022: Ulytau leaves Karaganda on 8 June 2022.
  @Test(
    "A region has the extent of its day, without a boundary day that of its period",
    arguments: [
      ("2021", nil, 1997_05_03), ("2022", nil, 2022_06_08), ("2021/2022", nil, 2022_06_08),
      ("2022-06-07", nil, 1997_05_03), ("2022-06-08", nil, 2022_06_08),
      ("2017", 2022_06_08, 2022_06_08), ("2023", 2022_06_07, 1997_05_03),
    ] as [(String, Int?, Int)])
  func extents(text: String, boundaryDay: Int?, from: Int) {
    let rows = HarmonisedRows(
      .mapping("area", boundaryDay: boundaryDay),
      [StagedObservation(["area": "KZ-35", "period": text])])
    #expect(rows.observations.map(\.extentFrom) == [from])
  }

  @Test("A record's own date decides which region it counts")
  func recordDate() {
    let rows = HarmonisedRows(
      .mapping("area"),
      [StagedObservation(["area": "KZ-35", "period": "2022"], asOf: "2022-01-01")])
    #expect(rows.observations.map(\.extentFrom) == [1997_05_03])
  }

  @Test("A region that never changed has no extent to tell")
  func unchanged() {
    let rows = HarmonisedRows(
      .mapping("area"), [StagedObservation(["area": "KZ-71", "period": "2021"])])
    #expect(rows.observations.map(\.extentFrom) == [nil])
  }

  /// Turkistan is printed over rows from the year 2000 on; it exists since 19.06.2018.
  @Test(
    "A region that did not exist on the day is quarantined with the code and the period",
    arguments: [
      ("KZ-61", "2015", nil, false), ("KZ-61", "2018", nil, true), ("KZ-51", "2017", nil, true),
      ("KZ-51", "2018", nil, false), ("KZ-62", "2021", nil, false),
      ("KZ-62", "2021", 2022_06_08, true), ("KZ-51", "2017", 2022_06_08, false),
    ] as [(String, String, Int?, Bool)])
  func existence(code: String, text: String, boundaryDay: Int?, exists: Bool) {
    let rows = HarmonisedRows(
      .mapping("area", boundaryDay: boundaryDay),
      [StagedObservation(["area": code, "period": text])])
    #expect(rows.observations.count == (exists ? 1 : 0))
    #expect(
      rows.reasons
        == (exists ? [] : [.codeNotValid(dimension: "area", code: code, period: text)]))
  }
}
