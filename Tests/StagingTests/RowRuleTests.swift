import StatisticalModel
import TestSupport
import Testing

@Suite("Rules about rows")
struct RowRuleTests {
  /// Each condition with a row that meets it and one that barely does not.
  @Test(
    "A condition holds for the rows it describes and no others",
    arguments: [
      (.equals(column: "Region", text: "Всего"), ["Всего", "2022", "5"], ["Всего ", "2022", "5"]),
      (
        .startsWith(column: "Region", text: "1 "), ["1 Без города", nil, nil],
        ["10 5", "2022", "5"]
      ),
      (.blank(column: "Year"), ["KZ", nil, "5"], ["KZ", " ", "5"]),
      (.blank(column: "Year"), ["KZ", "", "5"], ["KZ", "0", "5"]),
      (.filled(column: "Year"), ["KZ", "2022", nil], ["KZ", "", nil]),
      (.othersBlank(column: "Region"), ["Ages 7-15", nil, ""], ["Ages 7-15", nil, "5"]),
      (.allBlank, [nil, "", nil], [nil, "", "5"]),
    ] as [(RowCondition, [String?], [String?])])
  func conditions(condition: RowCondition, fits: [String?], doesNot: [String?]) throws {
    let rule = RowRule(id: "named", conditions: [condition], effect: .ignore)
    let staged = try stage([rule], [fits, doesNot])
    #expect(staged.ledger.ignored == [IgnoredRecords(rule: "named", first: 1, last: 1)])
  }

  @Test("All conditions of a rule must hold, and the first rule that fits is applied")
  func order() throws {
    let both = RowRule(
      id: "footnote",
      conditions: [.startsWith(column: "Region", text: "1 "), .othersBlank(column: "Region")],
      effect: .ignore)
    let any = RowRule(
      id: "remark", conditions: [.startsWith(column: "Region", text: "1 ")], effect: .ignore)
    let staged = try stage(
      [both, any], [["1 Без Шымкента", nil, nil], ["1 район", "2022", "5"]])
    #expect(
      staged.ledger.ignored == [
        IgnoredRecords(rule: "footnote", first: 1, last: 1),
        IgnoredRecords(rule: "remark", first: 2, last: 2),
      ])
  }

  @Test("A heading names the region of the rows below it, across batches, until the next")
  func sections() throws {
    var source = SourceDefinition.regions(rows: [
      RowRule(
        id: "heading", conditions: [.filled(column: "Region"), .othersBlank(column: "Region")],
        effect: .section(column: "Region", dimension: "area"))
    ])
    source.dimensions[1].origin = .section
    let staged = try StagedRows(
      source, columns: SourceDefinition.regionColumns,
      records: [
        ["Темиртау", "2022", "1"], ["Карагандинская", nil, nil], ["Темиртау", "2022", "5"],
        ["Шахтинск", "2022", "7"], ["Улытау", nil, nil], ["Сатпаев", "2022", "2"],
      ], batchSize: 2)
    #expect(staged.texts(of: "area") == ["Карагандинская", "Карагандинская", "Улытау"])
    #expect(staged.reasons == [.noSectionAbove(dimension: "area")])
    #expect(staged.ledger.ignoredRecords == 2)
  }

  @Test("A total row has the codes of its rule instead of its own text")
  func totals() throws {
    let staged = try stage(
      [
        RowRule(
          id: "total", conditions: [.equals(column: "Region", text: "Всего")],
          effect: .total(["area": "KZ"]))
      ], [["Всего", "2022", "12"], ["KZ-35", "2022", "5"]])
    #expect(staged.texts(of: "area") == ["=KZ", "KZ-35"])
    #expect(staged.rows.map(\.value) == [number("12"), number("5")])
    #expect(staged.ledger.ignored.isEmpty)
  }

  @Test("A ragged footnote is ignored by its rule, any other ragged or blank row is quarantined")
  func ragged() throws {
    let rule = RowRule(
      id: "footnote", conditions: [.startsWith(column: "Region", text: "Примечание")],
      effect: .ignore)
    let staged = try stage(
      [rule],
      [["Примечание"], ["KZ", "2022"], ["KZ", "2022", "5", "6"], [], ["KZ", "2022", "7"]])
    #expect(staged.ledger.ignoredRecords == 1)
    #expect(
      staged.reasons == [
        .raggedRow(fields: 2, expected: 3), .raggedRow(fields: 4, expected: 3), .blankRow,
      ])
    #expect(staged.rows.map(\.record) == [5])
  }

  @Test("A blank line is ignored where a rule says so")
  func blank() throws {
    let rule = RowRule(id: "blank", conditions: [.allBlank], effect: .ignore)
    let staged = try stage([rule], [[], [nil], [nil, nil, nil], ["KZ", "2022", "7"]])
    #expect(staged.ledger.ignored == [IgnoredRecords(rule: "blank", first: 1, last: 3)])
    #expect(staged.rows.count == 1)
  }

  private func stage(_ rules: [RowRule], _ records: [[String?]]) throws -> StagedRows {
    try StagedRows(
      .regions(rows: rules), columns: SourceDefinition.regionColumns, records: records)
  }
}
