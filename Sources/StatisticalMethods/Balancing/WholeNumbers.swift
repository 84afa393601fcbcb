/// Whole numbers next to balanced values, such that every rule still holds.
///
/// Minimises the sum of the changes over all choices of a lower or upper neighbour; of equal
/// choices the one that raises earlier names wins. For one total this is the method of the largest
/// remainder (Hamilton). The sums of a two-way table are totally unimodular, so that a vertex of
/// the linear program is whole at once (Heller and Tompkins 1956) and neighbours always exist;
/// otherwise the choice is branched on. A block too large for that is rounded value by value and
/// completed by exact elimination.
enum WholeNumbers {
  /// A block with more values to round, or that takes more linear programs, is only completed.
  private static let largestBlock = 150
  private static let largestSearch = 400

  static func round(
    _ values: [Rational], _ problem: BalancingProblem, _ rows: [LinearRow],
    _ blocks: [BalancingBlock]
  ) -> (values: [Rational], rounding: Balance.Rounding) {
    let variables = problem.variables
    guard variables.contains(where: \.isInteger) else { return (values, .notAsked) }
    guard
      !variables.indices.contains(where: {
        variables[$0].isInteger && variables[$0].isFixed && !values[$0].isInteger
      })
    else { return (values, .impossible) }
    var rounded = values
    var isConstructed = false
    for block in blocks {
      let isOpen = block.variables.map { variables[$0].isInteger && !values[$0].isInteger }
      guard isOpen.contains(true) else { continue }
      let local = BalancingBlocks.local(block, of: rows, values: problem.variables.map(\.value))
      let start = block.variables.map { values[$0] }
      let isInteger = block.variables.map { variables[$0].isInteger }
      var search = NeighbourSearch(
        values: start, isInteger: isInteger, rows: local,
        programsLeft: isOpen.count(where: \.self) <= largestBlock ? largestSearch : 0)
      search.run()
      if let found = search.best?.point, search.programsLeft > 0 {
        let whole = rest(found, block, problem, local)
        for (position, index) in block.variables.enumerated() { rounded[index] = whole[position] }
      } else if search.programsLeft > 0 {
        return (values, .impossible)
      } else if let whole = completed(start, isInteger, local) {
        for (position, index) in block.variables.enumerated() { rounded[index] = whole[position] }
        isConstructed = true
      } else {
        return (values, .undecided)
      }
    }
    guard isConstructed else { return (rounded, .neighbours) }
    let changes = zip(values, rounded).map { ($0 - $1).magnitude }
    return (rounded, .constructed(largestChange: changes.max() ?? 0))
  }

  /// The nearest whole numbers, with some values solved for so that the equalities hold; nil when
  /// these are not whole or break an inequality.
  private static func completed(
    _ values: [Rational], _ isInteger: [Bool], _ rows: [LinearRow]
  ) -> [Rational]? {
    let echelon = SparseEchelon(
      rows.filter(\.isEquality), columnCount: values.count,
      reluctance: isInteger.map { $0 ? 1 : 0 })
    let whole = echelon.completed(zip(values, isInteger).map { $1 ? $0.rounded : $0 })
    let isWhole = zip(whole, isInteger).allSatisfy { !$1 || $0.isInteger }
    return isWhole && !rows.contains { $0.isBroken(at: whole) } ? whole : nil
  }

  /// Balances the values that need not be whole around those that now are.
  private static func rest(
    _ point: [Rational], _ block: BalancingBlock, _ problem: BalancingProblem, _ rows: [LinearRow]
  ) -> [Rational] {
    let variables = block.variables.map { problem.variables[$0] }
    guard variables.contains(where: { !$0.isInteger }) else { return point }
    let start = zip(variables, point).map { $0.isInteger ? $1 : $0.value }
    let variances = variables.map { $0.isInteger ? 0 : $0.variance }
    return (try? BlockSolution(exactly: start, variances: variances, rows: rows))?.values ?? point
  }
}

/// Branch and bound over the neighbours of the values of one block.
private struct NeighbourSearch {
  private let values: [Rational]
  private let isInteger: [Bool]
  private let rows: [LinearConstraint]
  private let objective: LinearForm
  private(set) var programsLeft: Int
  private(set) var best: (cost: Rational, point: [Rational])?

  init(values: [Rational], isInteger: [Bool], rows: [LinearRow], programsLeft: Int) {
    self.values = values
    self.isInteger = isInteger
    self.programsLeft = programsLeft
    self.rows = rows.enumerated().map { place, row in
      LinearConstraint(
        name: "row \(place)",
        LinearForm(row.terms.map { ($0.index, $0.coefficient) }, constant: -row.constant),
        row.isEquality ? .equal : .atLeast)
    }
    objective = Self.changes(values, isInteger)
  }

  /// The sum of the changes, `Σ (1 - 2 remainder) x`, less a small preference for early names.
  ///
  /// Remainders count to a millionth, which the preference cannot outweigh; whole coefficients keep
  /// the tableau's numbers short.
  private static func changes(_ values: [Rational], _ isInteger: [Bool]) -> LinearForm {
    let open = values.indices.filter { isInteger[$0] && !values[$0].isInteger }
    let weight = Rational(open.count * open.count)
    return LinearForm(
      open.enumerated().map { place, index in
        let remainder = values[index] - values[index].floor
        let change = ((1 - 2 * remainder) * 1_000_000).rounded
        return (index, change * weight - Rational(open.count - place))
      })
  }

  mutating func run() {
    branch(
      zip(values, isInteger).map { value, isInteger in
        isInteger ? (value.floor, value.ceiling) : nil
      })
  }

  private mutating func branch(_ ranges: [(low: Rational, high: Rational)?]) {
    guard programsLeft > 0 else { return }
    programsLeft -= 1
    let limits = ranges.enumerated().flatMap { index, range in
      range.map { range in
        [
          LinearConstraint(
            name: "low \(index)", LinearForm([(index, 1)], constant: -range.low), .atLeast),
          LinearConstraint(
            name: "high \(index)", LinearForm([(index, 1)], constant: -range.high), .atMost),
        ]
      } ?? []
    }
    var (program, conflict) = LinearSystem.posed(variableCount: values.count, rows + limits)
    guard conflict == nil, let cost = program.minimise(objective)?.number else { return }
    if let best, cost >= best.cost { return }
    let point = program.point
    guard let split = point.indices.first(where: { isInteger[$0] && !point[$0].isInteger }) else {
      best = (cost, point)
      return
    }
    for side in [point[split].floor, point[split].ceiling] {
      var narrowed = ranges
      narrowed[split] = (side, side)
      branch(narrowed)
    }
  }
}
