/// The reduced row echelon form of a matrix (Gauss and Jordan); there is exactly one.
public struct RowEchelon: Hashable, Sendable {
  /// Rows with a leading 1, each the only entry of its column, then rows of zeros.
  public let matrix: RationalMatrix
  /// The columns of the leading ones, ascending; as many as the rank.
  public let pivots: [Int]

  /// The number of independent rows.
  public var rank: Int { pivots.count }
}

/// All solutions of a consistent linear system: `particular` plus any combination of `freedom`.
public struct LinearSolution: Hashable, Sendable {
  /// The solution whose undetermined unknowns are zero.
  public let particular: [Rational]
  /// A basis of the null space, one vector per undetermined unknown; empty when unique.
  public let freedom: [[Rational]]

  /// Whether there is no other solution.
  public var isUnique: Bool { freedom.isEmpty }
}

extension RationalMatrix {
  /// The reduced row echelon form.
  ///
  /// - Complexity: O(rows × columns × rank) operations on numbers that may grow.
  public func rowEchelon() -> RowEchelon {
    var rows = (0..<rowCount).map(row)
    var pivots: [Int] = []
    for column in 0..<columnCount where pivots.count < rows.count {
      let top = pivots.count
      let candidates = rows.indices[top...].filter { !rows[$0][column].isZero }
      // The sparsest row fills in least; which row leads does not change the reduced form.
      guard
        let lead = candidates.min(by: { Self.entries(in: rows[$0]) < Self.entries(in: rows[$1]) })
      else { continue }
      rows.swapAt(top, lead)
      let inverse = 1 / rows[top][column]
      for place in column..<columnCount where !rows[top][place].isZero {
        rows[top][place] *= inverse
      }
      for other in rows.indices where other != top && !rows[other][column].isZero {
        let factor = rows[other][column]
        for place in column..<columnCount where !rows[top][place].isZero {
          rows[other][place] -= factor * rows[top][place]
        }
      }
      pivots.append(column)
    }
    var matrix = self
    matrix.entries = rows.flatMap { $0 }
    return RowEchelon(matrix: matrix, pivots: pivots)
  }

  private static func entries(in row: [Rational]) -> Int { row.count { !$0.isZero } }

  /// The number of independent rows.
  public var rank: Int { rowEchelon().rank }

  /// Solves `self × x = right`.
  ///
  /// - Returns: nil when the equations contradict each other.
  public func solution(of right: [Rational]) -> LinearSolution? {
    precondition(right.count == rowCount, "one number per equation")
    let echelon = appending(columns: RationalMatrix(rows: right.map { [$0] })).rowEchelon()
    guard echelon.pivots.last != columnCount else { return nil }
    var particular = [Rational](repeating: 0, count: columnCount)
    for (row, pivot) in echelon.pivots.enumerated() {
      particular[pivot] = echelon.matrix[row, columnCount]
    }
    let determined = Set(echelon.pivots)
    let freedom = (0..<columnCount).filter { !determined.contains($0) }.map { free in
      var vector = [Rational](repeating: 0, count: columnCount)
      vector[free] = 1
      for (row, pivot) in echelon.pivots.enumerated() { vector[pivot] = -echelon.matrix[row, free] }
      return vector
    }
    return LinearSolution(particular: particular, freedom: freedom)
  }

  /// The inverse; nil when the matrix is not square or is singular.
  public func inverse() -> RationalMatrix? {
    guard rowCount == columnCount else { return nil }
    let echelon = appending(columns: .identity(rowCount)).rowEchelon()
    guard echelon.pivots == Array(0..<rowCount) else { return nil }
    return echelon.matrix.columns(Array(rowCount..<(2 * rowCount)))
  }

  /// The Moore–Penrose inverse, exact, of any matrix, redundant rows included.
  ///
  /// From the full-rank factorisation `A = F G`: `G'(F'A G')⁻¹F'` (Ben-Israel and Greville,
  /// Generalized Inverses, 1.6).
  public func pseudoinverse() -> RationalMatrix {
    let echelon = rowEchelon()
    let factor = columns(echelon.pivots).transposed
    let basis = RationalMatrix(rows: (0..<echelon.rank).map(echelon.matrix.row)).transposed
    guard echelon.rank > 0, let middle = (factor * self * basis).inverse() else {
      // Only a matrix of zeros has rank zero; its pseudo-inverse is its transpose.
      return RationalMatrix(rowCount: columnCount, columnCount: rowCount)
    }
    return basis * middle * factor
  }

  /// The matrix with the columns of `right`, which has as many rows, put to its right.
  public func appending(columns right: RationalMatrix) -> RationalMatrix {
    var result = RationalMatrix(
      rowCount: rowCount, columnCount: columnCount + right.columnCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[row, column] = self[row, column] }
      for column in 0..<right.columnCount {
        result[row, columnCount + column] = right[row, column]
      }
    }
    return result
  }
}
