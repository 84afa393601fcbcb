/// The solutions of the blocks put together again.
struct WholeSolution {
  private let problem: BalancingProblem
  private let rows: [LinearRow]
  private(set) var values: [Rational]
  private var variances: [Rational]
  private var multipliers: [Int: Rational] = [:]
  private var redundant: Set<Int> = []
  private var gap: Rational = 0
  private(set) var q: Rational = 0
  private(set) var degreesOfFreedom = 0

  init(_ problem: BalancingProblem, _ rows: [LinearRow]) {
    self.problem = problem
    self.rows = rows
    values = problem.variables.map(\.value)
    variances = problem.variables.map(\.variance)
  }

  mutating func take(_ solution: BlockSolution, of block: BalancingBlock) {
    for (position, index) in block.variables.enumerated() {
      values[index] = solution.values[position]
      variances[index] = solution.variances[position]
    }
    for (row, multiplier) in solution.multipliers { multipliers[block.rows[row]] = multiplier }
    redundant.formUnion(solution.redundant.map { block.rows[$0] })
    q += solution.q
    gap += solution.gap
    degreesOfFreedom += solution.degreesOfFreedom
  }

  var method: Balance.Method { gap.isZero ? .exact : .proven(gap: gap) }

  /// The values as reported; `rounded` may differ from the balanced ones.
  func values(_ rounded: [Rational]) -> [Balance.Value] {
    problem.variables.enumerated().map { index, variable in
      Balance.Value(
        name: variable.name, given: variable.value, value: rounded[index],
        variance: variances[index])
    }
  }

  /// Every rule, then every bound that binds.
  var costs: [ConstraintCost] {
    let given = problem.variables.map(\.value)
    return rows.enumerated().compactMap { position, row in
      let multiplier = multipliers[position]
      if case .constraint = row.origin {} else if multiplier == nil { return nil }
      let sign: Rational = row.isNegated ? -1 : 1
      let shortfall = row.shortfall(at: given)
      let price = multiplier ?? 0
      return ConstraintCost(
        id: problem.name(of: row.origin),
        state: redundant.contains(position) ? .redundant : multiplier == nil ? .slack : .binding,
        discrepancy: sign * shortfall, shadowPrice: sign * price, contribution: price * shortfall)
    }
  }
}

extension BalancingProblem {
  /// The id of a rule, or a bound as text.
  func name(of origin: LinearRow.Origin) -> String {
    switch origin {
    case .constraint(let position): constraints[position].id
    case .lowerBound(let index):
      "\(variables[index].name) >= \(variables[index].lower?.description ?? "")"
    case .upperBound(let index):
      "\(variables[index].name) <= \(variables[index].upper?.description ?? "")"
    }
  }

  func conflict(
    _ weights: [(row: Int, weight: Rational)], _ rows: [LinearRow]
  ) -> BalancingConflict {
    let given = variables.map(\.value)
    var net: [Int: Rational] = [:]
    var excess: Rational = 0
    for (row, weight) in weights {
      for term in rows[row].terms { net[term.index, default: 0] += weight * term.coefficient }
      excess += weight * rows[row].shortfall(at: given)
    }
    return BalancingConflict(
      members: weights.map { row, weight in
        .init(id: name(of: rows[row].origin), weight: rows[row].isNegated ? -weight : weight)
      },
      fixed: net.filter { !$0.value.isZero }.keys.sorted().map { variables[$0].name },
      excess: excess)
  }
}
