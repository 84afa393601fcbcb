import Foundation

/// The known errors, and what every cell truly is.
struct Truth {
  struct Row {
    var kind: ErrorKind
    var cell: Int
    var setting = "_T"
    var source: Source
    var delivered: String
  }

  /// What the ministries would all give for a cell; 0 where there is no child.
  private(set) var totals: [Int]
  private(set) var rows: [Row] = []
  /// Cells that cannot be judged, because a code of theirs is shared out to two categories.
  var estimated: Set<Int> = []

  init(space: CellSpace) { totals = Array(repeating: 0, count: space.count) }

  mutating func add(_ children: Int, to cell: Int) { totals[cell] += children }
  mutating func add(_ row: Row) { rows.append(row) }

  /// Writes `truth.csv`: the errors by cell, then the cells without one.
  ///
  /// A cell without error has no cause; one that nobody can judge has the kind `estimate`.
  func write(to path: String, space: CellSpace) throws {
    var text = Array("kind,cause,evidence,area,period,sex,age,category,setting,".utf8)
    text += Array("source,true,delivered\n".utf8)
    func line(
      _ kind: String, _ cause: String, _ evidence: String, _ cell: Int, _ setting: String,
      _ source: String, _ delivered: String
    ) {
      let fields =
        [kind, cause, evidence] + space.codes(of: cell) + [
          setting, source, setting == "_T" ? String(totals[cell]) : "", delivered,
        ]
      text += Array(fields.joined(separator: ",").utf8) + [UInt8(ascii: "\n")]
    }
    for row in rows.sorted(by: { ($0.cell, $0.setting) < ($1.cell, $1.setting) }) {
      line(
        row.kind.rawValue, row.kind.cause ?? "", row.kind.evidence.rawValue, row.cell, row.setting,
        row.source.rawValue, row.delivered)
    }
    let wrong = Set(rows.map(\.cell))
    for cell in 0..<space.count where totals[cell] > 0 && !wrong.contains(cell) {
      let total = String(totals[cell])
      line(estimated.contains(cell) ? "estimate" : "clean", "", "", cell, "_T", "", total)
    }
    try Data(text).write(to: URL(fileURLWithPath: path))
  }
}

extension CellSpace {
  /// Area, period, sex, age and category as the pipeline codes them.
  func codes(of cell: Int) -> [String] {
    let place = place(of: cell)
    return [
      regions[place.region].code, String(years[place.year]), sexes[place.sex],
      "Y\(ages[place.age])", categories[place.category],
    ]
  }
}
