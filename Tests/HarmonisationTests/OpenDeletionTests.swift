import StatisticalModel
import TestSupport
import Testing

/// SDMX 3.1, section 3A part IV, 4.1: a delete that omits a dimension means every code in it.
@Suite("Deletes that leave parts of their keys open")
struct OpenDeletionTests {
  private static let open = "=*"
  private static let deleted = ObservedValue(absent: .deleted)

  private static func row(
    _ record: Int, _ setting: String, _ sex: String, _ period: String, _ value: ObservedValue
  ) -> StagedObservation {
    StagedObservation(
      record: record, ["setting": setting, "sex": "=\(sex)", "period": "=\(period)"], value)
  }

  /// Cell by cell, each record looked at by each cell it fits: slow, and plainly what is meant.
  private func expected(
    _ rows: [StagedObservation], _ aggregation: Aggregation
  ) -> [String: (value: ObservedValue, records: [Int])] {
    var cells: [String: (value: ObservedValue, records: [Int])] = [:]
    func parts(_ row: StagedObservation) -> [String] {
      ["setting", "sex", "period"].map { row.texts[$0] ?? "" }
    }
    for row in rows {
      let own = parts(row)
      if own.contains(Self.open) {
        for cell in cells.keys
        where zip(cell.split(separator: " "), own).allSatisfy({ $1 == Self.open || $0 == $1 }) {
          cells[cell] = (Self.deleted, [row.record])
        }
        continue
      }
      let cell = own.joined(separator: " ")
      guard let before = cells[cell], before.value.state != .deleted,
        row.value.state != .deleted
      else {
        cells[cell] = (row.value, [row.record])
        continue
      }
      switch aggregation {
      case .sum:
        cells[cell] = (before.value.adding(row.value), before.records + [row.record])
      case .none where before.value != row.value:
        cells[cell] = (ObservedValue(absent: .ambiguous), before.records)
      case .none: continue
      }
    }
    return cells
  }

  @Test("Mean what they mean cell by cell, whatever comes before and behind", arguments: 1...80)
  func cells(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func pick(_ codes: [String], openIn share: Int) -> String {
      Int.random(in: 0..<100, using: &random) < share
        ? "*" : codes.randomElement(using: &random) ?? ""
    }
    let aggregation: Aggregation = Bool.random(using: &random) ? .sum : .none
    let rows = (1...Int.random(in: 1...60, using: &random)).map { record in
      let deletes = Int.random(in: 0..<4, using: &random) == 0
      let setting = pick(["MAIN", "HOME"], openIn: deletes ? 40 : 0)
      return Self.row(
        record, setting == "*" ? Self.open : setting,
        pick(["M", "F"], openIn: deletes ? 40 : 0),
        pick(["2018", "2019"], openIn: deletes ? 40 : 0),
        deletes ? Self.deleted : number(String(Int.random(in: 0...3, using: &random))))
    }
    let found = HarmonisedRows(.mapping("setting", aggregation: aggregation), rows)
    let wanted = expected(rows, aggregation)
    let cells = zip(
      found.codes(of: "setting"), zip(found.codes(of: "sex"), found.codes(of: "period"))
    ).map { "\($0) =\($1.0) =\($1.1)" }
    #expect(Set(cells) == Set(wanted.keys), "seed \(seed)")
    for (cell, observation) in zip(cells, found.observations) {
      #expect(observation.value == wanted[cell]?.value, "seed \(seed) \(cell)")
      #expect(Array(observation.records) == wanted[cell]?.records, "seed \(seed) \(cell)")
    }
    #expect(found.ledger.loaded == rows.count, "seed \(seed)")
  }

  @Test("A code that is none is refused beside open ones, also where no period is named")
  func unknown() {
    let rows = [
      Self.row(1, "MAIN", "F", "2019", number("1")),
      Self.row(2, "NOWHERE", "*", "*", Self.deleted),
    ]
    let found = HarmonisedRows(.mapping("setting"), rows)
    #expect(found.reasons == [.unknownCode(dimension: "setting", text: "NOWHERE")])
    #expect(found.observations.map(\.value) == [number("1")])
  }
}
