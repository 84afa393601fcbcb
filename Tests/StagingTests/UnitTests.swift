import Staging
import StatisticalModel
import TestSupport
import Testing

@Suite("The unit a record is of")
struct UnitTests {
  /// Numbers of units by record.
  private func units(_ columns: [String], _ records: [[String?]]) throws -> [Int32] {
    var source = SourceDefinition.regions()
    source.unitColumns = columns
    var stager = try Stager(
      source: source, structure: .kazakhstan,
      columns: ["Region", "Year", "Value", "School", "Part"])
    return stager.stage(RecordBatch(records, from: 1)).rows.map(\.unit)
  }

  @Test("Equal names are one unit; a record without a name is of none")
  func names() throws {
    let records: [[String?]] = [
      ["Abai", "2022", "1", "S1", "a"], ["Abai", "2022", "2", "S2", "a"],
      ["Abai", "2022", "3", "S1", "b"], ["Abai", "2022", "4", nil, "b"],
      ["Abai", "2022", "5", "", "b"],
    ]
    #expect(try units(["School"], records) == [0, 1, 0, -1, -1])
    #expect(try units(["School", "Part"], records) == [0, 1, 2, -1, -1])
    #expect(try units([], records) == [-1, -1, -1, -1, -1])
  }

  /// Side by side, without anything between them, both would be "S12".
  @Test("Names of several columns are not run together")
  func severalColumns() throws {
    let records: [[String?]] = [
      ["Abai", "2022", "1", "S1", "2"], ["Abai", "2022", "2", "S", "12"],
    ]
    #expect(try units(["School", "Part"], records) == [0, 1])
  }

  @Test("A column that the file does not have is refused")
  func missingColumn() throws {
    #expect(throws: StagingError.self) { try units(["Schule"], []) }
  }
}
