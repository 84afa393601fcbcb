import StatisticalModel

/// Broken rules of one source that bear on each other, and the cells among which the wrong value
/// must be.
struct EditedRecord {
  /// Positions of the findings that made it one, ascending.
  var seeds: [Int]
  /// Cells whose values may be changed, in key order; others are taken to be right.
  var cells: [CellKey]
  /// Positions of all findings that read one of the cells, ascending.
  var rules: [Int]
}

/// Puts the findings of one source together into records.
struct RecordFinder {
  private let findings: [RuleFinding]
  private let seeds: [Int]
  private let readers: [CellKey: [Int]]

  /// `seeds` are the positions of findings to be resolved.
  ///
  /// - Complexity: linear in the terms of all findings, and nothing where there is no seed.
  init(_ findings: [RuleFinding], seeds: [Int]) {
    self.findings = findings
    self.seeds = seeds
    var readers: [CellKey: [Int]] = [:]
    if !seeds.isEmpty {
      for (position, finding) in findings.enumerated() {
        // A cell may stand in several terms.
        for term in finding.equation?.terms ?? [] where readers[term.key]?.last != position {
          readers[term.key, default: []].append(position)
        }
      }
    }
    self.readers = readers
  }

  /// Records of at most `limit` cells, and those that are larger.
  ///
  /// Seeds that share a cell, or that one rule touches, are one record of the cells of all rules
  /// that touch them. Where that is too large, seeds are together only when they share a cell, and
  /// their record is of their own cells.
  func records(of limit: Int) -> (records: [EditedRecord], tooLarge: [EditedRecord]) {
    var records: [EditedRecord] = []
    var tooLarge: [EditedRecord] = []
    for group in groups(of: seeds, joinedBy: { _ in true }) {
      let wide = record(group, of: cells(of: rules(touching: cells(of: group))))
      if wide.cells.count <= limit {
        records.append(wide)
        continue
      }
      let own = Set(group)
      for group in groups(of: group, joinedBy: own.contains) {
        let narrow = record(group, of: cells(of: group))
        if narrow.cells.count <= limit { records.append(narrow) } else { tooLarge.append(narrow) }
      }
    }
    return (records, tooLarge)
  }

  private func record(_ seeds: [Int], of cells: Set<CellKey>) -> EditedRecord {
    EditedRecord(seeds: seeds, cells: cells.sorted(), rules: rules(touching: cells))
  }

  private func cells(of positions: [Int]) -> Set<CellKey> {
    positions.reduce(into: []) { $0.formUnion(findings[$1].equation?.keys ?? []) }
  }

  private func rules(touching cells: Set<CellKey>) -> [Int] {
    Set(cells.flatMap { readers[$0] ?? [] }).sorted()
  }

  /// Positions that touch one finding of those that join, directly or through others.
  private func groups(of positions: [Int], joinedBy joins: (Int) -> Bool) -> [[Int]] {
    var roots: [Int: Int] = [:]
    func root(_ position: Int) -> Int {
      var position = position
      while let next = roots[position], next != position { position = next }
      return position
    }
    var owners: [Int: Int] = [:]
    for position in positions {
      for other in rules(touching: cells(of: [position])) where joins(other) {
        let (a, b) = (root(owners[other] ?? position), root(position))
        roots[max(a, b)] = min(a, b)
        owners[other] = min(a, b)
      }
    }
    return Dictionary(grouping: positions, by: root).sorted { $0.key < $1.key }
      .map { $0.value.sorted() }
  }
}
