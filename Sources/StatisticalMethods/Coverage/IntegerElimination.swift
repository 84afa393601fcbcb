import BigInt

/// Exact linear algebra on whole numbers, without fractions (Bareiss 1968; Edmonds 1967).
enum IntegerElimination {
  /// A basis of the vectors orthogonal to every row.
  static func nullSpace(of rows: [[Int]], columns: Int) -> [[BigInt]] {
    var table = Tableau(rows.map { $0.map { BigInt($0) } })
    var pivots: [Int] = []
    for column in 0..<columns {
      guard
        let row = (pivots.count..<rows.count).first(where: { table[$0, column] != 0 })
      else { continue }
      table.swapRows(row, pivots.count)
      table.pivot(row: pivots.count, column: column)
      pivots.append(column)
    }
    // In reduced form each pivot row reads: denominator × pivot unknown = −(its free unknowns).
    return (0..<columns).filter { !pivots.contains($0) }.map { free in
      var vector = [BigInt](repeating: 0, count: columns)
      vector[free] = table.denominator
      for (row, column) in pivots.enumerated() { vector[column] = -table[row, free] }
      return vector
    }
  }

  /// Whether strictly positive weights `w` exist with `Σ wᵢ vᵢ = 0`.
  ///
  /// With `w = 1 + x`: whether `Σ xᵢ vᵢ = −Σ vᵢ` has a solution `x ≥ 0`. Phase one of the simplex
  /// method with Bland's rule (1977), which cannot cycle.
  static func hasPositiveCombination(of numbers: [[some BinaryInteger]]) -> Bool {
    let vectors = numbers.map { $0.map { BigInt($0) } }
    guard let width = vectors.first?.count else { return true }
    var rows: [[BigInt]] = (0..<width).map { component in
      let sum = vectors.reduce(BigInt(0)) { $0 + $1[component] }
      let sign: BigInt = sum > 0 ? -1 : 1
      let slack = (0..<width).map { BigInt($0 == component ? 1 : 0) }
      return vectors.map { sign * $0[component] } + slack + [-sum * sign]
    }
    // The last row is minus the sum of the artificial variables, in terms of the others.
    rows.append(
      (0..<vectors.count + width + 1).map { column in
        vectors.indices.contains(column) || column == vectors.count + width
          ? -rows.reduce(BigInt(0)) { $0 + $1[column] } : 0
      })
    var table = Tableau(rows)
    var basis = (0..<width).map { vectors.count + $0 }
    let last = vectors.count + width
    while let column = vectors.indices.first(where: { table[width, $0] < 0 }) {
      guard let row = table.leavingRow(column: column, last: last, basis: basis) else { break }
      table.pivot(row: row, column: column)
      basis[row] = column
    }
    return table[width, last] == 0
  }
}

/// A table of whole numbers over a common positive denominator.
private struct Tableau {
  private var rows: [[BigInt]]
  private(set) var denominator: BigInt = 1

  init(_ rows: [[BigInt]]) { self.rows = rows }

  subscript(row: Int, column: Int) -> BigInt { rows[row][column] }

  mutating func swapRows(_ first: Int, _ second: Int) {
    if first != second { rows.swapAt(first, second) }
  }

  /// Clears the column in every other row; each division leaves no remainder.
  mutating func pivot(row: Int, column: Int) {
    if rows[row][column] < 0 { rows[row] = rows[row].map { -$0 } }
    let pivot = rows[row][column]
    for other in rows.indices where other != row {
      let factor = rows[other][column]
      for position in rows[other].indices {
        rows[other][position] =
          (rows[other][position] * pivot - factor * rows[row][position]) / denominator
      }
    }
    denominator = pivot
  }

  /// Bland's choice: the smallest ratio, then the smallest basic variable.
  func leavingRow(column: Int, last: Int, basis: [Int]) -> Int? {
    basis.indices.filter { rows[$0][column] > 0 }.min { left, right in
      let a = rows[left][last] * rows[right][column]
      let b = rows[right][last] * rows[left][column]
      return a == b ? basis[left] < basis[right] : a < b
    }
  }
}
