/// `L D L'` of a sparse symmetric positive semidefinite matrix in binary floating point, under a
/// minimum-degree order.
///
/// A pivot that vanishes stands for a row that depends on others; its unknown is set to zero.
struct SparseCholesky {
  /// Below this share of the original diagonal a pivot is rounding noise.
  private static let smallestPivot = 1e-11

  private let position: [Int]
  private let columns: [[Int]]
  private var lower: [[Double]]
  private var inversePivots: [Double]

  /// - Parameter rows: the entries of each row by column, the diagonal included.
  /// - Complexity: time by the fill; memory by the fill and one bit per pair of rows.
  init(rows: [[Int: Double]]) {
    let (order, patterns) = EliminationOrder.minimumDegree(rows.map { Array($0.keys) })
    var position = [Int](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { position[row] = place }
    self.position = position
    columns = patterns.map { pattern in pattern.map { position[$0] }.sorted() }
    lower = columns.map { [Double](repeating: 0, count: $0.count) }
    inversePivots = [Double](repeating: 0, count: order.count)
    factor(order.map { rows[$0] })
  }

  /// Left-looking: each column takes the updates of the columns before it that reach its row.
  private mutating func factor(_ rows: [[Int: Double]]) {
    var work = [Double](repeating: 0, count: rows.count)
    var pending = [[(column: Int, entry: Int)]](repeating: [], count: rows.count)
    for (place, row) in rows.enumerated() {
      for (other, value) in row where position[other] >= place { work[position[other]] = value }
      let diagonal = work[place]
      for (column, entry) in pending[place] {
        let factor = lower[column][entry]
        let scaled = factor / inversePivots[column]
        work[place] -= scaled * factor
        for later in (entry + 1)..<max(entry + 1, columns[column].count) {
          work[columns[column][later]] -= scaled * lower[column][later]
        }
        if entry + 1 < columns[column].count {
          pending[columns[column][entry + 1]].append((column, entry + 1))
        }
      }
      pending[place] = []
      let pivot = work[place]
      work[place] = 0
      let isIndependent = pivot > Self.smallestPivot * diagonal
      if isIndependent { inversePivots[place] = 1 / pivot }
      for (entry, below) in columns[place].enumerated() {
        lower[place][entry] = work[below] * inversePivots[place]
        work[below] = 0
      }
      if isIndependent, let first = columns[place].first { pending[first].append((place, 0)) }
    }
  }

  func solve(_ right: [Double]) -> [Double] {
    var solution = [Double](repeating: 0, count: right.count)
    for (row, value) in right.enumerated() { solution[position[row]] = value }
    for (place, pattern) in columns.enumerated() where solution[place] != 0 {
      for (entry, below) in pattern.enumerated() {
        solution[below] -= lower[place][entry] * solution[place]
      }
    }
    for place in columns.indices.reversed() {
      solution[place] *= inversePivots[place]
      for (entry, below) in columns[place].enumerated() {
        solution[place] -= lower[place][entry] * solution[below]
      }
    }
    return position.map { solution[$0] }
  }

  /// The entries of the inverse where the factor has entries (Takahashi, Fagan and Chen 1973).
  func selectedInverse() -> SelectedInverse {
    var diagonal = inversePivots
    var entries = lower
    var sums = [Double](repeating: 0, count: columns.count)
    var marks = [Double?](repeating: nil, count: columns.count)
    for place in columns.indices.reversed() {
      for (entry, below) in columns[place].enumerated() { marks[below] = lower[place][entry] }
      for (entry, below) in columns[place].enumerated() {
        let factor = lower[place][entry]
        sums[below] += diagonal[below] * factor
        for (other, row) in columns[below].enumerated() {
          guard let mark = marks[row] else { continue }
          sums[row] += entries[below][other] * factor
          sums[below] += entries[below][other] * mark
        }
      }
      for (entry, below) in columns[place].enumerated() {
        entries[place][entry] = -sums[below]
        diagonal[place] += lower[place][entry] * sums[below]
        sums[below] = 0
        marks[below] = nil
      }
    }
    return SelectedInverse(
      position: position, columns: columns, diagonal: diagonal, entries: entries)
  }
}

/// Entries of the inverse of a sparse matrix.
struct SelectedInverse {
  fileprivate let position: [Int]
  fileprivate let columns: [[Int]]
  fileprivate let diagonal: [Double]
  fileprivate let entries: [[Double]]

  /// The entry of two rows that share a variable; zero where none was computed.
  subscript(left: Int, right: Int) -> Double {
    let (column, row) = (
      min(position[left], position[right]), max(position[left], position[right])
    )
    if column == row { return diagonal[row] }
    var range = columns[column].startIndex..<columns[column].endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if columns[column][middle] == row { return entries[column][middle] }
      range =
        columns[column][middle] < row
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return 0
  }
}
