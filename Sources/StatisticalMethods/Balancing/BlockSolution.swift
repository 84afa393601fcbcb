/// The optimum over the variables and rows of one block.
struct BlockSolution: Sendable {
  var values: [Rational]
  var variances: [Rational]
  /// By row; rows that do not bind are absent.
  var multipliers: [Int: Rational]
  var redundant: [Int]
  var degreesOfFreedom: Int
  var q: Rational
  /// How far `q` may be above the minimum; zero for an exact optimum.
  var gap: Rational
}

extension BlockSolution {
  /// Solves a block exactly.
  ///
  /// - Throws: ``ExactActiveSet/Failure``.
  init(
    exactly values: [Rational], variances: [Rational], rows: [LinearRow]
  ) throws {
    var solver = ExactActiveSet(values: values, variances: variances, rows: rows)
    try solver.addEqualities()
    self.variances = Self.posterior(variances, rows, solver)
    try solver.addInequalities()
    self.values = solver.values
    redundant = solver.redundant.filter { rows[$0].isEquality }
    gap = 0
    multipliers = [:]
    q = 0
    degreesOfFreedom = 0
    for (row, multiplier) in zip(solver.active, solver.multipliers)
    where rows[row].isEquality || multiplier > 0 {
      multipliers[row] = multiplier
      q += multiplier * rows[row].shortfall(at: values)
      degreesOfFreedom += 1
    }
  }

  /// The diagonal of `V - V A' (A V A')^-1 A V` over the equalities that bind.
  private static func posterior(
    _ variances: [Rational], _ rows: [LinearRow], _ solver: ExactActiveSet
  ) -> [Rational] {
    var columns = [[(member: Int, coefficient: Rational)]](repeating: [], count: variances.count)
    for (member, row) in solver.active.enumerated() {
      for term in rows[row].terms { columns[term.index].append((member, term.coefficient)) }
    }
    return zip(variances, columns).map { variance, column in
      var form: Rational = 0
      for left in column {
        for right in column {
          form += left.coefficient * solver.inverse[left.member][right.member] * right.coefficient
        }
      }
      return variance - variance * variance * form
    }
  }
}
