/// A balancing block in binary floating point.
struct FloatingSystem {
  let values: [Double]
  let variances: [Double]
  let isEquality: [Bool]
  /// Independent equalities.
  let equalities: [Int]
  let inequalities: [Int]
  private let terms: [[(index: Int, coefficient: Double)]]
  private let constants: [Double]
  /// How much a row may give way, as a share of its own curvature.
  private let softness: Double

  init(
    values: [Rational], variances: [Rational], rows: [LinearRow], redundant: [Int],
    softness: Double = 0
  ) {
    self.softness = softness
    self.values = values.map { Double($0) }
    self.variances = variances.map { Double($0) }
    terms = rows.map { row in row.terms.map { ($0.index, Double($0.coefficient)) } }
    constants = rows.map { Double($0.constant) }
    isEquality = rows.map(\.isEquality)
    let left = Set(redundant)
    equalities = rows.indices.filter { rows[$0].isEquality && !left.contains($0) }
    inequalities = rows.indices.filter { !rows[$0].isEquality }
  }

  /// `A V A'` over the rows given, the diagonal raised by the softness.
  func gram(_ active: [Int]) -> [[Int: Double]] {
    var columns = [[(place: Int, coefficient: Double)]](repeating: [], count: values.count)
    for (place, row) in active.enumerated() {
      for term in terms[row] { columns[term.index].append((place, term.coefficient)) }
    }
    var gram = [[Int: Double]](repeating: [:], count: active.count)
    for (index, column) in columns.enumerated() {
      for left in column {
        for right in column {
          gram[left.place][right.place, default: 0] +=
            left.coefficient * variances[index] * right.coefficient
        }
      }
    }
    for place in gram.indices { gram[place][place, default: 0] *= 1 + softness }
    return gram
  }

  /// The optimum with exactly these rows held, twice refined.
  func solve(_ active: [Int]) -> (values: [Double], multipliers: [Double]) {
    let gram = gram(active)
    let factor = SparseCholesky(rows: gram)
    let give = gram.indices.map { softness / (1 + softness) * gram[$0][$0, default: 0] }
    var multipliers = [Double](repeating: 0, count: active.count)
    var adjusted = values
    for _ in 0..<3 {
      let correction = factor.solve(
        active.indices.map {
          shortfall(of: active[$0], at: adjusted) - give[$0] * multipliers[$0]
        })
      for place in multipliers.indices { multipliers[place] += correction[place] }
      adjusted = adjustment(active, multipliers)
    }
    return (adjusted, multipliers)
  }

  /// `x + V A' multipliers`.
  private func adjustment(_ active: [Int], _ multipliers: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: values.count)
    for (row, multiplier) in zip(active, multipliers) {
      for term in terms[row] { sums[term.index] += term.coefficient * multiplier }
    }
    return values.indices.map { values[$0] + variances[$0] * sums[$0] }
  }

  private func shortfall(of row: Int, at point: [Double]) -> Double {
    terms[row].reduce(constants[row]) { $0 - $1.coefficient * point[$1.index] }
  }

  func isBroken(_ row: Int, at point: [Double]) -> Bool {
    let size = terms[row].reduce(abs(constants[row])) { $0 + abs($1.coefficient * point[$1.index]) }
    return shortfall(of: row, at: point) > 1e-12 * max(size, 1e-300)
  }

  /// Multipliers below it are rounding noise: those that would move the values by 1e-12 of them.
  func tolerance(of row: Int) -> Double {
    var curvature = 0.0
    var size = abs(constants[row])
    for term in terms[row] {
      curvature += term.coefficient * term.coefficient * variances[term.index]
      size += abs(term.coefficient * values[term.index])
    }
    return 1e-12 * size / max(curvature, 1e-300)
  }

  /// The diagonal of `V - V A' (A V A')^-1 A V` over the equalities.
  var posterior: [Double] {
    let inverse = SparseCholesky(rows: gram(equalities)).selectedInverse()
    var columns = [[(place: Int, coefficient: Double)]](repeating: [], count: values.count)
    for (place, row) in equalities.enumerated() {
      for term in terms[row] { columns[term.index].append((place, term.coefficient)) }
    }
    return columns.enumerated().map { index, column in
      var form = 0.0
      for left in column {
        for right in column {
          form += left.coefficient * inverse[left.place, right.place] * right.coefficient
        }
      }
      return max(0, variances[index] - variances[index] * variances[index] * form)
    }
  }
}
