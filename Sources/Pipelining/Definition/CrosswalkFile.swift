import StatisticalModel

/// `crosswalks/<id>.csv`: from a source's codes or names to ours.
struct CrosswalkFile {
  var id: String
  var entries: [Crosswalk.Entry]
  var sha256: String
  private let problems: ProblemList
  private let rows: [TableRow]

  /// - Returns: nil when the file is no such table; `problems` then says why.
  init?(id: String, path: String, _ problems: ProblemList) {
    guard
      let table = DefinitionTable(
        path: path, required: ["source_code", "target_code"],
        optional: ["share", "valid_from", "valid_to", "certainty", "reason"], problems)
    else { return nil }
    self.id = id
    self.problems = problems
    sha256 = table.sha256
    rows = table.rows
    entries = table.rows.compactMap { Self.entry($0) }
    let bySource = Dictionary(grouping: entries, by: \.source)
    for entries in bySource.values { checkShares(entries) }
  }

  private static func entry(_ row: TableRow) -> Crosswalk.Entry? {
    let source = row.required("source_code")
    let target = row.required("target_code")
    let share = row.optional("share", as: Reading<ExactDecimal>.positive)
    let certainty = row.optional("certainty", as: Reading<Crosswalk.Certainty>.choice)
    let validity = row.validity()
    guard let source, let target else { return nil }
    return Crosswalk.Entry(
      source: source, target: target, share: share ?? 1, validity: validity,
      certainty: certainty ?? .definite, reason: row["reason"] ?? "", line: row.line)
  }

  /// On every day on which a source code goes anywhere its shares add up to 1, each target once.
  private func checkShares(_ entries: [Crosswalk.Entry]) {
    for (later, entry) in entries.enumerated() {
      for earlier in entries[..<later]
      where earlier.target == entry.target && earlier.validity.overlaps(entry.validity) {
        problems.add(
          "'\(entry.source)' goes to '\(entry.target)' at the same time on line \(earlier.line)",
          at: Place(line: entry.line, column: 1), suggestion: "Keep one, or set the dates apart.")
        return
      }
    }
    // The sum can change only where some entry begins or where one has ended.
    let days = entries.flatMap {
      [$0.validity.from ?? .min, $0.validity.to.map(Period.day(after:)) ?? .max]
    }
    for day in days.sorted() {
      let active = entries.filter { $0.validity.contains(day) }
      let sum = active.reduce(ExactDecimal.zero) { $0 + $1.share }
      guard let last = active.last, sum != 1 else { continue }
      let lines = active.map { String($0.line) }.joined(separator: ", ")
      problems.add(
        "the shares of '\(last.source)' valid at one time add up to \(sum), not 1 (lines \(lines))",
        at: Place(line: last.line, column: 1), suggestion: "Make them add up to exactly 1.")
      return
    }
  }

  /// The crosswalk for the dimension whose codes it leads to; notes targets that are no codes.
  func crosswalk(to dimension: Dimension) -> Crosswalk {
    if let list = dimension.codelist {
      for row in rows {
        guard let target = row["target_code"], list[target] == nil else { continue }
        row.addUnknown(
          "code of '\(dimension.id)'", target, among: list.codes.map(\.id), in: "target_code")
      }
    }
    return Crosswalk(id: id, dimension: dimension.id, entries: entries)
  }
}

extension Period {
  /// The day after one written `yyyymmdd`, likewise.
  fileprivate static func day(after day: Int) -> Int {
    let next = [day + 1, (day / 100 + 1) * 100 + 1, (day / 10000 + 1) * 10000 + 101]
    return next.first { Period(day: $0) != nil } ?? .max
  }

  /// The date written `yyyymmdd`; nil when there is no such day.
  private init?(day: Int) {
    let digits = String(day)
    let text = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    self.init(parsing: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }
}
