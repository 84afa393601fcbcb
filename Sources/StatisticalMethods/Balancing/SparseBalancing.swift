import BigInt

/// A large block: an optimum in binary floating point that is made to satisfy the rules exactly
/// and proved in rationals.
///
/// The proof decides, not the computation.
struct SparseBalancing {
  /// How far `Q` may be above its minimum, as a share of `1 + Q`.
  private static let largestGap = Rational(1, over: 1_000_000_000)

  private let given: [Rational]
  private let variances: [Rational]
  private let rows: [LinearRow]

  init(values: [Rational], variances: [Rational], rows: [LinearRow]) {
    given = values
    self.variances = variances
    self.rows = rows
  }

  /// - Throws: ``BalancingFailure``, or ``ExactActiveSet/Failure/infeasible(_:)`` when equalities
  ///   contradict each other.
  func solution() throws -> BlockSolution {
    let equalities = rows.indices.filter { rows[$0].isEquality }
    let free = [Int](repeating: 0, count: given.count)
    let echelon = SparseEchelon(
      equalities.map { rows[$0] }, columnCount: given.count, reluctance: free)
    if let conflict = echelon.conflict {
      throw ExactActiveSet.Failure.infeasible(conflict.map { (equalities[$0.row], $0.weight) })
    }
    let redundant = echelon.redundant.map { equalities[$0] }
    let system = FloatingSystem(
      values: given, variances: variances, rows: rows, redundant: redundant)
    let binding: BindingRows
    do {
      binding = try BindingRows(system)
    } catch {
      try throwConflict(redundant)
      throw error
    }
    let (values, rank) = repaired(binding)
    guard let broken = rows.firstIndex(where: { $0.isBroken(at: values) }) else {
      return try proven(values, rank, binding, redundant, system)
    }
    throw BalancingFailure.inaccurate("row \(broken + 1) of the block is off after rounding")
  }

  /// Looks for a contradiction where binding rows did not settle.
  ///
  /// With rows that give way a little the multipliers of a contradiction outgrow all others; the
  /// rows that stand out are then judged in rationals.
  private func throwConflict(_ redundant: [Int]) throws {
    let soft = FloatingSystem(
      values: given, variances: variances, rows: rows, redundant: redundant, softness: 1e-8)
    guard let pushed = try? BindingRows(soft) else { return }
    let scales = soft.gram(pushed.active).enumerated().map {
      $0.element[$0.offset, default: 0].squareRoot()
    }
    let pushes = zip(pushed.multipliers, scales).map { abs($0 * $1) }
    let largest = pushes.max() ?? 0
    let suspects = zip(pushed.active, pushes).filter { $0.1 > 1e-4 * largest }.map(\.0).sorted()
    var solver = ExactActiveSet(
      values: given, variances: variances, rows: suspects.map { rows[$0] })
    do {
      try solver.addEqualities()
      try solver.addInequalities()
    } catch .infeasible(let weights) {
      throw ExactActiveSet.Failure.infeasible(weights.map { (suspects[$0.row], $0.weight) })
    } catch {
      // More rows than can be judged: the caller says that nothing settled.
    }
  }

  /// Rounds to a decimal grid and solves the binding rows exactly for some of the values.
  private func repaired(_ binding: BindingRows) -> (values: [Rational], rank: Int) {
    let grid = DecimalGrid(largest: binding.values.reduce(0) { max($0, abs($1)) })
    // Bounds first: the values they hold are not to be solved for.
    let members = binding.active.filter(isBound) + binding.active.filter { !isBound($0) }
    var values = binding.values.map(grid.nearest)
    var reluctance = [Int](repeating: 0, count: values.count)
    for row in rows.indices where isBound(row) {
      let (term, constant) = (rows[row].terms[0], rows[row].constant)
      let bound = constant / term.coefficient
      if (values[term.index] - bound).magnitude <= grid.unit * 1000 {
        values[term.index] = bound
        reluctance[term.index] = 1
      }
    }
    let echelon = SparseEchelon(
      members.map { rows[$0] }, columnCount: values.count, reluctance: reluctance)
    return (echelon.completed(values), echelon.rank)
  }

  private func isBound(_ row: Int) -> Bool {
    if case .constraint = rows[row].origin { false } else { true }
  }

  /// Weak duality: for any multipliers of the right sign
  /// `2 λ'(b - A x) - λ' A V A' λ` is at most the least `Q`.
  private func proven(
    _ values: [Rational], _ rank: Int, _ binding: BindingRows, _ redundant: [Int],
    _ system: FloatingSystem
  ) throws -> BlockSolution {
    var multipliers: [Int: Rational] = [:]
    for (row, multiplier) in zip(binding.active, binding.multipliers)
    where rows[row].isEquality || multiplier > 0 {
      multipliers[row] = Rational(floating: multiplier)
    }
    var pulls = [Rational](repeating: 0, count: given.count)
    var least: Rational = 0
    for (row, multiplier) in multipliers.sorted(by: { $0.key < $1.key }) {
      least += 2 * multiplier * rows[row].shortfall(at: given)
      for term in rows[row].terms { pulls[term.index] += term.coefficient * multiplier }
    }
    for (index, pull) in pulls.enumerated() { least -= pull * pull * variances[index] }
    let fine = DecimalGrid(digits: 18)
    let q = given.indices.reduce(Rational.zero) { sum, index in
      let change = values[index] - given[index]
      return change.isZero ? sum : sum + fine.above(change * change / variances[index])
    }
    let gap = fine.above(q - least)
    guard gap <= Self.largestGap * (1 + q) else {
      throw BalancingFailure.inaccurate("Q may be \(gap.decimal(digits: 6)) above its minimum")
    }
    return BlockSolution(
      values: values, variances: system.posterior.map { Rational(floating: $0) },
      multipliers: multipliers, redundant: redundant, degreesOfFreedom: rank, q: q, gap: gap)
  }
}

/// Decimal fractions with a fixed number of digits.
struct DecimalGrid {
  let unit: Rational

  init(digits: Int) { unit = 1 / Rational(BigInt(10).power(max(0, digits)), 1) }

  /// Fine enough that doubles up to `largest` lose nothing that they know, and short in rationals.
  init(largest: Double) {
    var digits = 15
    var size = largest
    while size >= 10, digits > 0 { (size, digits) = (size / 10, digits - 1) }
    self.init(digits: digits)
  }

  func nearest(_ number: Double) -> Rational { nearest(Rational(floating: number)) }
  func nearest(_ number: Rational) -> Rational { (number / unit).rounded * unit }

  func above(_ number: Rational) -> Rational { (number / unit).ceiling * unit }
}

extension Rational {
  /// A finite double exactly; anything else becomes zero and fails the check that follows.
  init(floating number: Double) {
    guard number.isFinite, number != 0 else {
      self = 0
      return
    }
    let bits = BigInt(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0))
    let exponent = (number.isNormal ? Int(number.exponent) : -1022) - 52
    let size =
      exponent >= 0
      ? Rational(bits << exponent, 1) : Rational(bits, BigInt(1) << -exponent)
    self = number < 0 ? -size : size
  }
}
