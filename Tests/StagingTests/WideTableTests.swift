import Staging
import StatisticalModel
import TestSupport
import Testing

@Suite("Wide tables")
struct WideTableTests {
  /// Karaganda, table 1 (Frontiers in Education 2025, ages 7-15): settings as columns.
  @Test("Each value column gives its own codes")
  func settingsAsColumns() throws {
    let staged = try StagedRows(
      .sample(
        dimensions: [
          DimensionMapping(dimension: "indicator", origin: .constant("share")),
          DimensionMapping(dimension: "area", origin: .constant("KZ-35")),
          DimensionMapping(dimension: "period", origin: .column("Year")),
        ],
        values: [
          ValueColumn(column: "Special school", codes: ["setting": "SPECIAL"]),
          ValueColumn(column: "Home", codes: ["setting": "HOME"]),
        ], numbers: NumberFormat(roundingUnit: decimal("0.1"))),
      columns: ["Year", "Special school", "Special class", "Home"],
      records: [["2017", "39.6", "17.9", "8.4"], ["2018", "32.9", "20.7", "9.8"]])
    #expect(staged.texts(of: "setting") == ["=SPECIAL", "=HOME", "=SPECIAL", "=HOME"])
    #expect(staged.texts(of: "period") == ["2017", "2017", "2018", "2018"])
    #expect(staged.texts(of: "sex") == Array(repeating: "=_T", count: 4))
    #expect(staged.rows.map(\.field) == [1, 3, 1, 3])
    #expect(staged.rows.map(\.record) == [1, 1, 2, 2])
    #expect(
      staged.rows.map(\.value)
        == ["39.6", "8.4", "32.9", "9.8"].map { number($0, unit: "0.1") })
    #expect(staged.staged == 2)
  }

  /// Karaganda, table 2: years as columns.
  @Test("A column's name can be the period")
  func yearsAsColumns() throws {
    let staged = try StagedRows(
      .sample(
        dimensions: [
          DimensionMapping(dimension: "indicator", origin: .constant("share")),
          DimensionMapping(dimension: "area", origin: .column("Region")),
          DimensionMapping(dimension: "period", origin: .header),
        ],
        values: ["2017", "2018"].map { ValueColumn(column: $0, headerDimension: "period") }),
      columns: ["Region", "2017", "2018"], records: [["KZ-35", "45.1", "16.9"]])
    #expect(staged.texts(of: "period") == ["2017", "2018"])
    #expect(staged.rows.map(\.value) == [number("45.1"), number("16.9")])
  }

  @Test("A column that does not apply to a row gives no cell; a row without any is ignored by name")
  func skippedCells() throws {
    var source = SourceDefinition.regions(markers: ["z": .skip])
    source.values = [
      ValueColumn(column: "Boys", codes: ["sex": "M"]),
      ValueColumn(column: "Girls", codes: ["sex": "F"]),
    ]
    let staged = try StagedRows(
      source, columns: ["Region", "Year", "Boys", "Girls"],
      records: [["KZ", "2022", "5", "z"], ["KZ", "2023", "z", "z"]])
    #expect(staged.texts(of: "sex") == ["=M"])
    #expect(staged.ledger.ignored == [IgnoredRecords(rule: "no-cell", first: 2, last: 2)])
  }

  @Test("One bad field quarantines the record whole, and every fault is named")
  func wholeRecords() throws {
    var source = SourceDefinition.regions()
    source.values = [
      ValueColumn(column: "Boys", codes: ["sex": "M"]),
      ValueColumn(column: "Girls", codes: ["sex": "F"]),
    ]
    let staged = try StagedRows(
      source, columns: ["Region", "Year", "Boys", "Girls"],
      records: [["KZ", "2022", "5", "six"], ["", "2022", "-5", "?"], ["KZ", "2022", "5", "6"]])
    #expect(staged.rows.map(\.record) == [3, 3])
    #expect(staged.ledger.quarantined.map(\.locator.ordinal) == [1, 2, 2, 2])
    #expect(staged.ledger.quarantined.map(\.column) == ["Girls", "Boys", "Girls", "Region"])
    #expect(
      staged.reasons == [
        .notANumber, .negativeCount, .notANumber, .emptyKey(dimension: "area"),
      ])
    #expect(staged.ledger.quarantinedRecords == 2)
  }

  @Test("A record's own reference date is read, a missing one left to the delivery")
  func referenceDates() throws {
    let staged = try StagedRows(
      .regions(asOfColumn: "Date"), columns: ["Region", "Year", "Value", "Date"],
      records: [
        ["KZ", "2022", "5", "01.01.2022"], ["KZ", "2022", "5", "2022-06-08"],
        ["KZ", "2022", "5", "2022"], ["KZ", "2022", "5", nil], ["KZ", "2022", "5", "31.02.2022"],
        ["KZ", "2022", "5", "июнь"],
      ])
    #expect(
      staged.rows.map(\.asOf) == [
        period("2022-01-01"), period("2022-06-08"), period("2022"), nil,
      ])
    #expect(staged.reasons == [.notADate, .notADate])
    #expect(staged.ledger.quarantined.map(\.column) == ["Date", "Date"])
  }

  @Test(
    "A definition that names a column the file does not have is refused with the file's columns")
  func unknownColumn() {
    let columns = ["Region", "Year", "Values"]
    #expect(throws: StagingError.noColumn("Value", columns: columns)) {
      try StagedRows(.regions(), columns: columns, records: [])
    }
    let rule = RowRule(id: "r", conditions: [.filled(column: "Oblast")], effect: .ignore)
    #expect(
      throws: StagingError.noColumn("Oblast", columns: SourceDefinition.regionColumns)
    ) {
      try StagedRows(
        .regions(rows: [rule]), columns: SourceDefinition.regionColumns, records: [])
    }
    let total = RowRule(id: "r", conditions: [.allBlank], effect: .total(["place": "KZ"]))
    #expect(throws: StagingError.noDimension("place")) {
      try StagedRows(
        .regions(rows: [total]), columns: SourceDefinition.regionColumns, records: [])
    }
  }
}
