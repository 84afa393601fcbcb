import StatisticalModel
import TestSupport
import Testing

@Suite("The ledger of staging")
struct LedgerPropertyTests {
  @Test("Every record of any table is staged, quarantined or ignored by a named rule")
  func addsUp() throws {
    let rules = [
      RowRule(id: "blank", conditions: [.allBlank], effect: .ignore),
      RowRule(
        id: "heading", conditions: [.filled(column: "Region"), .othersBlank(column: "Region")],
        effect: .section(column: "Region", dimension: "sex")),
      RowRule(
        id: "total", conditions: [.equals(column: "Region", text: "Всего")],
        effect: .total(["area": "KZ"])),
    ]
    let source = SourceDefinition.regions(
      rows: rules, numbers: NumberFormat(groups: [" "], roundingUnit: 5),
      markers: ["x": .absent(.suppressed), "z": .skip])
    let fields: [String?] = [
      nil, "", "KZ", "Всего", "2022", "5", "7", "-5", "1 000", "x", "z", "?",
    ]
    var random = SeededGenerator()
    for _ in 0..<200 {
      let records = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        (0..<[3, 3, 3, 3, 0, 1, 2, 4][Int.random(in: 0..<8, using: &random)]).map { _ in
          fields[Int.random(in: fields.indices, using: &random)]
        }
      }
      let seed = Comment("seed \(random.seed)")
      let size = Int.random(in: 1...10, using: &random)
      let staged = try StagedRows(
        source, columns: SourceDefinition.regionColumns, records: records, batchSize: size)
      let ledger = staged.ledger
      #expect(ledger.read == records.count, seed)
      #expect(
        ledger.read == staged.staged + ledger.quarantinedRecords + ledger.ignoredRecords, seed)
      // No record twice: what gave observations was not also refused or ignored.
      let refused = Set(ledger.quarantined.map(\.locator.ordinal))
      let ignored = Set(ledger.ignored.flatMap { $0.first...$0.last })
      let loaded = Set(staged.rows.map(\.record))
      #expect(refused.isDisjoint(with: ignored), seed)
      #expect(loaded.isDisjoint(with: refused.union(ignored)), seed)
      // The cut into batches changes nothing.
      let whole = try StagedRows(
        source, columns: SourceDefinition.regionColumns, records: records)
      #expect(whole.rows == staged.rows && whole.ledger == staged.ledger, seed)
    }
  }
}
