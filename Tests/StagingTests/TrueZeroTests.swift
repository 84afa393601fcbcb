import StatisticalModel
import TestSupport
import Testing

@Suite("True zeros in a rounded table")
struct TrueZeroTests {
  /// Kazakhstan's bureau: «-» is none at all, «0,0» less than half of the last digit.
  @Test("A true zero is exact, a rounded zero is within its unit")
  func zeros() throws {
    let source = SourceDefinition.regions(
      numbers: NumberFormat(decimal: UInt8(ascii: ","), roundingUnit: decimal("0.1")),
      markers: ["-": .zero, "0,0": .absent(.roundedZero)])
    let staged = try StagedRows(
      source, columns: SourceDefinition.regionColumns,
      records: [["KZ", "2022", "-"], ["KZ", "2023", "0,0"]])
    #expect(
      staged.rows.map(\.value) == [
        number("0"), ObservedValue(absent: .roundedZero, roundingUnit: decimal("0.1")),
      ])
  }
}
