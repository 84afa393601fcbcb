/// Exact elimination of sparse equations: which follow from others, and the values that make them
/// all hold once the rest is chosen.
struct SparseEchelon {
  /// `column = (constant - Σ others) `, the coefficient of `column` being 1.
  private struct Pivot {
    var column: Int
    var others: [Int: Rational]
    var constant: Rational
  }

  private var pivots: [Pivot] = []
  /// Places of equations that follow from those before them.
  private(set) var redundant: [Int] = []
  /// The equations, with weights, that add up to `0 = something else`.
  private(set) var conflict: [(row: Int, weight: Rational)]?

  var rank: Int { pivots.count }

  /// Eliminates the rows in order, solving each for the column with the least `reluctance`.
  init(_ rows: [LinearRow], columnCount: Int, reluctance: [Int]) {
    eliminate(rows, columnCount, reluctance, isTracking: false)
    guard let broken = conflict?.last?.row else { return }
    // Only now are the weights worth their cost: each row carries a column of its own.
    var tracked = SparseEchelon()
    tracked.eliminate(
      Array(rows.prefix(broken + 1)), columnCount, reluctance, isTracking: true)
    conflict = tracked.conflict
  }

  private init() {}

  private mutating func eliminate(
    _ rows: [LinearRow], _ columnCount: Int, _ reluctance: [Int], isTracking: Bool
  ) {
    var uses = [Int](repeating: 0, count: columnCount)
    for row in rows { for term in row.terms { uses[term.index] += 1 } }
    var place: [Int: Int] = [:]
    for (number, row) in rows.enumerated() {
      var terms: [Int: Rational] = [:]
      for term in row.terms { terms[term.index] = term.coefficient }
      if isTracking { terms[columnCount + number] = 1 }
      var constant = row.constant
      reduce(&terms, &constant, place)
      let candidates = terms.keys.filter { $0 < columnCount }
      let column = candidates.min {
        (reluctance[$0], uses[$0], $0) < (reluctance[$1], uses[$1], $1)
      }
      guard let column, let lead = terms.removeValue(forKey: column) else {
        if constant.isZero {
          redundant.append(number)
          continue
        }
        conflict = Self.weights(terms, from: columnCount, constant, row: number)
        return
      }
      place[column] = pivots.count
      pivots.append(
        Pivot(
          column: column, others: terms.mapValues { $0 / lead }, constant: constant / lead))
    }
  }

  /// Takes the pivot columns out, earliest pivot first: a pivot row holds only later ones.
  private func reduce(
    _ terms: inout [Int: Rational], _ constant: inout Rational, _ place: [Int: Int]
  ) {
    while let next = terms.keys.compactMap({ place[$0] }).min() {
      let pivot = pivots[next]
      guard let factor = terms.removeValue(forKey: pivot.column) else { return }
      for (column, coefficient) in pivot.others {
        let value = terms[column, default: 0] - factor * coefficient
        terms[column] = value.isZero ? nil : value
      }
      constant -= factor * pivot.constant
    }
  }

  private static func weights(
    _ terms: [Int: Rational], from columnCount: Int, _ constant: Rational, row: Int
  ) -> [(row: Int, weight: Rational)] {
    guard !terms.isEmpty else { return [(row, 1)] }
    let sign: Rational = constant.signum < 0 ? -1 : 1
    return terms.sorted { $0.key < $1.key }.map { ($0.key - columnCount, sign * $0.value) }
  }

  /// The values with the pivot columns replaced so that every equation holds exactly.
  func completed(_ values: [Rational]) -> [Rational] {
    var values = values
    for pivot in pivots.reversed() {
      values[pivot.column] = pivot.others.reduce(pivot.constant) {
        $0 - $1.value * values[$1.key]
      }
    }
    return values
  }
}
