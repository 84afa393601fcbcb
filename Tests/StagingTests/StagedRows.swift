import Staging
import StatisticalModel
import TestSupport

/// A staged observation in words: what each dimension says, the value and where it was read.
struct StagedRow: Equatable {
  /// The source's text by dimension; a code that the definition sets is written `=code`.
  var texts: [String: String]
  var value: ObservedValue
  var record: Int
  var field: Int
  var asOf: Period?
}

/// Everything staging says about some rows.
struct StagedRows {
  var rows: [StagedRow] = []
  var ledger: Ledger
  /// Records that gave observations.
  var staged = 0

  /// Stages `records` in batches of `batchSize`.
  init(
    _ source: SourceDefinition, columns: [String], records: [[String?]], batchSize: Int = .max,
    structure: Structure = .kazakhstan
  ) throws {
    var stager = try Stager(source: source, structure: structure, columns: columns)
    var first = 0
    while first < records.count {
      let last = min(records.count - first, batchSize) + first
      let batch = stager.stage(RecordBatch(Array(records[first..<last]), from: first + 1))
      staged += Set(batch.rows.map(\.record)).count
      for row in 0..<batch.count {
        var texts: [String: String] = [:]
        for (position, dimension) in structure.dimensions.enumerated() {
          let text = stager.texts[position].entries[Int(batch.text(of: position, in: row))]
          texts[dimension.id] = TargetCode.unmarked(text).map { "=\($0)" } ?? text
        }
        rows.append(
          StagedRow(
            texts: texts, value: batch.value(of: row),
            record: batch.locators[Int(batch.rows[row].record)].ordinal,
            field: Int(batch.rows[row].field), asOf: batch.rows[row].asOf))
      }
      first = last
    }
    ledger = stager.ledger
  }

  var reasons: [QuarantineReason] { ledger.quarantined.map(\.reason) }

  func texts(of dimension: String) -> [String] { rows.compactMap { $0.texts[dimension] } }
}

extension SourceDefinition {
  /// A table of regions and years with one value column, as most of these tests need it.
  static func regions(
    rows: [RowRule] = [], numbers: NumberFormat = NumberFormat(), markers: [String: Marker] = [:],
    asOfColumn: String? = nil
  ) -> SourceDefinition {
    .sample(
      rows: rows,
      dimensions: [
        DimensionMapping(dimension: "indicator", origin: .constant("learners")),
        DimensionMapping(dimension: "area", origin: .column("Region")),
        DimensionMapping(dimension: "period", origin: .column("Year")),
      ], values: [ValueColumn(column: "Value")], numbers: numbers, markers: markers,
      asOfColumn: asOfColumn)
  }

  static let regionColumns = ["Region", "Year", "Value"]
}
