import StatisticalModel
import TestSupport
import Testing

@Suite("A heading without text")
struct BlankHeadingTests {
  /// Rows below it belong to no region anybody named: neither to the last one nor to "".
  @Test("Ends the section above it", arguments: [nil, ""])
  func ends(heading: String?) throws {
    var source = SourceDefinition.regions(rows: [
      RowRule(
        id: "heading", conditions: [.blank(column: "Year")],
        effect: .section(column: "Region", dimension: "area"))
    ])
    source.dimensions[1].origin = .section
    let staged = try StagedRows(
      source, columns: SourceDefinition.regionColumns,
      records: [["KZ-35", nil, nil], ["", "2022", "5"], [heading, nil, nil], ["", "2022", "7"]])
    #expect(staged.rows.map(\.record) == [2])
    #expect(staged.reasons == [.noSectionAbove(dimension: "area")])
  }
}
