/// The dual active-set method of Goldfarb and Idnani (1983) in rationals, for
/// `min Σ (x - x0)² / variance` under linear equalities and inequalities.
///
/// It starts at the values as given and adds one broken row after another, keeping the multipliers
/// of inequalities non-negative. In exact arithmetic each added row raises the minimum, so it ends;
/// a row that cannot be reached shows at once which rows contradict it, and none of them is idle.
/// - Complexity: cubic in the number of rows that bind, times the length of their numbers.
struct ExactActiveSet {
  enum Failure: Error {
    /// The rows with weights whose sum says `0 >= something positive`.
    case infeasible([(row: Int, weight: Rational)])
    /// More rows bind than are solved in rationals in reasonable time.
    case tooManyBinding
    /// Signed variances cancel out over this row: no adjustment in proportion exists.
    case indefinite(row: Int)
  }

  /// Each binding row takes time by the square of their number: this many take seconds.
  static let largestActive = 60

  private let rows: [LinearRow]
  private let variances: [Rational]
  private(set) var values: [Rational]
  /// Rows that bind, in the order they were added, with their multipliers.
  private(set) var active: [Int] = []
  private(set) var multipliers: [Rational] = []
  /// Equalities that follow from those before them.
  private(set) var redundant: [Int] = []
  /// `(A V A')^-1` over the active rows.
  private(set) var inverse: [[Rational]] = []

  init(values: [Rational], variances: [Rational], rows: [LinearRow]) {
    self.values = values
    self.variances = variances
    self.rows = rows
  }

  /// Makes the equalities hold, in order.
  mutating func addEqualities() throws(Failure) {
    for row in rows.indices where rows[row].isEquality { try add(row) }
  }

  /// Makes the inequalities hold: always the one that is broken most.
  mutating func addInequalities() throws(Failure) {
    while let row = mostBroken() { try add(row) }
  }

  private func mostBroken() -> Int? {
    var worst: (row: Int, shortfall: Rational)?
    for row in rows.indices where !rows[row].isEquality {
      let shortfall = rows[row].shortfall(at: values)
      if shortfall > worst?.shortfall ?? 0 { worst = (row, shortfall) }
    }
    return worst?.row
  }

  private mutating func add(_ row: Int) throws(Failure) {
    var multiplier: Rational = 0
    while true {
      let products = active.map { product(rows[$0], rows[row]) }
      let rates = inverse.map { line in
        zip(line, products).reduce(Rational.zero) { $1.1.isZero ? $0 : $0 + $1.0 * $1.1 }
      }
      let direction = direction(towards: row, rates)
      let curvature = direction.reduce(Rational.zero) { sum, step in
        sum + step.value * coefficient(of: step.index, in: rows[row])
      }
      let shortfall = rows[row].shortfall(at: values)
      if direction.isEmpty, shortfall.isZero {
        redundant.append(row)
        return
      }
      let blocking = blocking(rates)
      if direction.isEmpty {
        guard let blocking else { throw .infeasible(conflict(of: row, rates, shortfall)) }
        step(blocking.step, rates, [])
        multiplier += blocking.step
        drop(blocking.position)
        continue
      }
      guard !curvature.isZero else { throw .indefinite(row: row) }
      let full = shortfall / curvature
      guard let blocking, blocking.step < full else {
        step(full, rates, direction)
        try border(row, rates, curvature, multiplier + full)
        return
      }
      step(blocking.step, rates, direction)
      multiplier += blocking.step
      drop(blocking.position)
    }
  }

  /// `V (n - N rates)`, without its zeros.
  private func direction(
    towards row: Int, _ rates: [Rational]
  ) -> [(index: Int, value: Rational)] {
    var sums: [Int: Rational] = [:]
    for term in rows[row].terms { sums[term.index, default: 0] += term.coefficient }
    for (member, rate) in zip(active, rates) where !rate.isZero {
      for term in rows[member].terms { sums[term.index, default: 0] -= rate * term.coefficient }
    }
    return sums.sorted { $0.key < $1.key }
      .map { (index: $0.key, value: variances[$0.key] * $0.value) }
      .filter { !$0.value.isZero }
  }

  /// The active inequality whose multiplier reaches zero first; the earliest row among equals.
  private func blocking(_ rates: [Rational]) -> (position: Int, step: Rational)? {
    var first: (position: Int, step: Rational)?
    for (position, rate) in rates.enumerated() where rate > 0 && !rows[active[position]].isEquality
    {
      let step = multipliers[position] / rate
      if let known = first,
        step > known.step || (step == known.step && active[position] > active[known.position])
      {
        continue
      }
      first = (position, step)
    }
    return first
  }

  private mutating func step(
    _ length: Rational, _ rates: [Rational], _ direction: [(index: Int, value: Rational)]
  ) {
    for (index, value) in direction { values[index] += length * value }
    for (position, rate) in rates.enumerated() { multipliers[position] -= length * rate }
  }

  /// Adds a row to the inverse by its Schur complement.
  private mutating func border(
    _ row: Int, _ rates: [Rational], _ curvature: Rational, _ multiplier: Rational
  ) throws(Failure) {
    let last = rates.map { -$0 / curvature }
    for line in inverse.indices {
      for column in inverse.indices where !last[column].isZero {
        inverse[line][column] -= rates[line] * last[column]
      }
      inverse[line].append(last[line])
    }
    inverse.append(last + [1 / curvature])
    guard active.count < Self.largestActive else { throw .tooManyBinding }
    active.append(row)
    multipliers.append(multiplier)
  }

  /// Takes an active row out of the inverse.
  private mutating func drop(_ position: Int) {
    let pivotRow = inverse[position]
    inverse.remove(at: position)
    for line in inverse.indices {
      let factor = inverse[line][position] / pivotRow[position]
      if !factor.isZero {
        for column in inverse[line].indices { inverse[line][column] -= factor * pivotRow[column] }
      }
      inverse[line].remove(at: position)
    }
    active.remove(at: position)
    multipliers.remove(at: position)
  }

  /// The row and those that block it.
  ///
  /// For an equality the sign makes the sum positive.
  private func conflict(
    of row: Int, _ rates: [Rational], _ shortfall: Rational
  ) -> [(row: Int, weight: Rational)] {
    let sign: Rational = shortfall < 0 ? -1 : 1
    let blockers = zip(active, rates).filter { !$0.1.isZero }
      .map { (row: $0.0, weight: -sign * $0.1) }
    return (blockers + [(row: row, weight: sign)]).sorted { $0.row < $1.row }
  }

  private func product(_ left: LinearRow, _ right: LinearRow) -> Rational {
    var sum: Rational = 0
    var position = 0
    for term in left.terms {
      while position < right.terms.count, right.terms[position].index < term.index { position += 1 }
      guard position < right.terms.count else { break }
      let other = right.terms[position]
      if other.index == term.index {
        sum += term.coefficient * variances[term.index] * other.coefficient
      }
    }
    return sum
  }

  private func coefficient(of index: Int, in row: LinearRow) -> Rational {
    row.terms.first { $0.index == index }?.coefficient ?? 0
  }
}
