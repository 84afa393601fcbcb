import StatisticalModel
import TestSupport
import Testing

/// Two areas by two sexes with their totals: nine cells under six sums.
@Suite("Proposals for random tables, with brute force as judge")
struct ProposalPropertyTests {
  private static let areas = ["KZ", "KZ-71", "KZ-75"]
  private static let sexes = ["_T", "M", "F"]

  /// Cells by row and column; row 0 and column 0 are totals.
  private struct Table {
    var cells: [[Int]]

    init(_ random: inout SeededGenerator) {
      let inner = (0..<2).map { _ in (0..<2).map { _ in Int.random(in: 0...9, using: &random) } }
      let rows = inner.map { [$0[0] + $0[1]] + $0 }
      cells = [zip(rows[0], rows[1]).map { $0 + $1 }] + rows
    }

    /// Residuals of the three sums along areas, then of the three along sexes.
    var residuals: [Int] {
      (0..<3).map { cells[0][$0] - cells[1][$0] - cells[2][$0] }
        + cells.map { $0[0] - $0[1] - $0[2] }
    }

    /// The cells of a sum, `3 × row + column`, its total first.
    static func places(of rule: Int) -> [Int] {
      rule < 3 ? [rule, 3 + rule, 6 + rule] : (0..<3).map { 3 * (rule - 3) + $0 }
    }

    /// Where a sum has one cell left that may change, its value follows; otherwise all are tried.
    func canBeMended(changing places: [Int]) -> Bool {
      if places.isEmpty { return broken.isEmpty }
      for rule in 0..<6 {
        let own = Self.places(of: rule)
        let open = own.filter(places.contains)
        guard open.count == 1 else { continue }
        let residual = residuals[rule]
        let value = cells[open[0] / 3][open[0] % 3] + (open[0] == own[0] ? -residual : residual)
        return value >= 0
          && setting(open[0], to: value).canBeMended(
            changing: places.filter { $0 != open[0] })
      }
      return (0...60).contains {
        setting(places[0], to: $0).canBeMended(changing: Array(places.dropFirst()))
      }
    }

    private func setting(_ place: Int, to value: Int) -> Table {
      var table = self
      table.cells[place / 3][place % 3] = value
      return table
    }

    var broken: Set<Int> { Set((0..<6).filter { residuals[$0] != 0 }) }
  }

  private func flags(of table: Table) throws -> [(rule: Int, flag: DiscrepancyFlag)] {
    var replies = SourceReplies([.sample("a")])
    for (row, area) in Self.areas.enumerated() {
      for (column, sex) in Self.sexes.enumerated() {
        replies.add("a", [cell(area, sex): String(table.cells[row][column])])
      }
    }
    return try replies.results(editing: EditingDefinition(methods: [.localisation]))
      .flatMap(\.flags).map { flag in
        let (row, column) = place(of: flag.key, in: replies.structure)
        return (flag.rule == "part-whole:area" ? column : 3 + row, flag)
      }
  }

  private func cell(_ area: String, _ sex: String) -> String {
    "indicator=learners,period=2019,area=\(area),sex=\(sex)"
  }

  private func place(of key: CellKey, in structure: Structure) -> (Int, Int) {
    for (row, area) in Self.areas.enumerated() {
      for (column, sex) in Self.sexes.enumerated() where structure.key(cell(area, sex)) == key {
        return (row, column)
      }
    }
    return (-1, -1)
  }

  @Test("Every single change that mends a table is proposed, and no other")
  func singleErrors() throws {
    var random = SeededGenerator()
    for _ in 0..<60 {
      var table = Table(&random)
      let (row, column) = (
        Int.random(in: 0..<3, using: &random), Int.random(in: 0..<3, using: &random)
      )
      table.cells[row][column] += Int.random(in: 1...20, using: &random)
      // All values a cell may have, one cell at a time.
      var mends: Set<[Int]> = []
      for row in 0..<3 {
        for column in 0..<3 {
          for value in 0...80 {
            var other = table
            other.cells[row][column] = value
            if other.broken.isEmpty { mends.insert([row, column, value]) }
          }
        }
      }
      for (_, flag) in try flags(of: table) {
        let proposed = flag.proposals.map { proposal -> [Int] in
          let (row, column) = place(of: proposal.key, in: .kazakhstan)
          return [row, column, proposal.to.flatMap { Int($0.description) } ?? -1]
        }
        #expect(Set(proposed) == mends && proposed.count == mends.count, "seed \(random.seed)")
        #expect(flag.proposals.allSatisfy { $0.weight == 1 })
        #expect(
          flag.proposals.allSatisfy { $0.status == (mends.count == 1 ? .corrected : .undecided) })
      }
    }
  }

  @Test("For several errors the lightest sets of all are proposed, each flag its part of them")
  func severalErrors() throws {
    var random = SeededGenerator()
    for _ in 0..<40 {
      var table = Table(&random)
      for _ in 0..<Int.random(in: 2...3, using: &random) {
        table.cells[Int.random(in: 0..<3, using: &random)][Int.random(in: 0..<3, using: &random)] +=
          Int.random(in: 1...9, using: &random)
      }
      let lightest = Self.lightestSets(mending: table)
      for (rule, flag) in try flags(of: table) {
        let comment: Comment = "seed \(random.seed), \(table.cells), rule \(rule)"
        let solutions = Set(flag.proposals.map(\.solution)).map { number in
          flag.proposals.filter { $0.solution == number }
        }
        let sets = solutions.map { Set($0.map(place)) }
        let own = Set(Table.places(of: rule))
        // Each lightest set shows in a solution: with all its cells of the rule, and no stranger.
        for set in lightest {
          let showing = sets.filter {
            $0.isSubset(of: set) && $0.intersection(own) == set.intersection(own)
          }
          #expect(showing.isEmpty == set.isDisjoint(with: own), comment)
        }
        for set in sets { #expect(lightest.contains { set.isSubset(of: $0) }, comment) }
        for changes in solutions { #expect(isMended(table, by: changes, rule), comment) }
      }
    }
  }

  private func place(of proposal: ProposedValue) -> Int {
    let (row, column) = place(of: proposal.key, in: .kazakhstan)
    return 3 * row + column
  }

  /// Every smallest set of cells that can be given values from 0 to 60 so that all sums hold.
  private static func lightestSets(mending table: Table) -> [Set<Int>] {
    for size in 1...4 {
      let found = subsets(of: size, from: 0).filter { table.canBeMended(changing: $0) }
      if !found.isEmpty { return found.map(Set.init) }
    }
    return []
  }

  private static func subsets(of size: Int, from first: Int) -> [[Int]] {
    if size == 0 { return [[]] }
    return (first..<9).flatMap { place in
      subsets(of: size - 1, from: place + 1).map { [place] + $0 }
    }
  }

  /// Whether the values proposed mend the rule and break none; the bounds of one that has no value
  /// are whole numbers here.
  private func isMended(_ table: Table, by changes: [ProposedValue], _ rule: Int) -> Bool {
    func extend(_ changed: Table, _ rest: ArraySlice<ProposedValue>) -> Bool {
      guard let change = rest.first else {
        return !changed.broken.contains(rule) && changed.broken.isSubset(of: table.broken)
      }
      let lower = (change.to ?? change.lower).flatMap { Int($0.description) } ?? 0
      let upper = (change.to ?? change.upper).flatMap { Int($0.description) } ?? 60
      return (lower...max(lower, upper)).contains { value in
        var next = changed
        next.cells[place(of: change) / 3][place(of: change) % 3] = value
        return extend(next, rest.dropFirst())
      }
    }
    return extend(table, changes[...])
  }
}
