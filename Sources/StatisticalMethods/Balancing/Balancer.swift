/// Generalised least squares under linear equalities and inequalities, behind a gate.
///
/// `x* = x + V A' (A V A')^+ (b - A x)`, with inequalities by an active set. Values are adjusted
/// only when the discrepancies are of the size their variances lead to expect.
/// Source: Stone, Champernowne and Meade (1942); Byron (1978); Dagum and Cholette (2006), ch. 11.
public struct Balancer: Sendable {
  /// The level of the gate: one honest set of values in twenty is sent back to be looked at.
  ///
  /// It is strict on purpose, since an adjustment hides what a refusal shows.
  public static let standardLevel = 0.05

  /// Blocks with at most this many rows are solved in rationals (seconds, not minutes).
  static let exactRows = 30

  private let level: Double
  private let overrideReason: String?

  /// A balancer that respects the gate unless `overrideReason`, which is reported, says why not.
  public init(level: Double = Balancer.standardLevel, overrideReason: String? = nil) {
    self.level = level
    self.overrideReason = overrideReason
  }

  /// - Throws: ``BalancingFailure`` when a large block cannot be solved to the accuracy asked.
  public func balance(_ problem: BalancingProblem) throws -> BalancingOutcome {
    let rows = problem.rows
    let given = problem.variables.map(\.value)
    let blocks = BalancingBlocks.cut(rows: rows, isFixed: problem.variables.map(\.isFixed))
    var whole = WholeSolution(problem, rows)
    for block in blocks {
      let local = BalancingBlocks.local(block, of: rows, values: given)
      do {
        whole.take(try solution(of: block, local, problem), of: block)
      } catch ExactActiveSet.Failure.infeasible(let weights) {
        return .infeasible(problem.conflict(weights.map { (block.rows[$0.row], $0.weight) }, rows))
      }
    }
    let gate = BalancingGate(q: whole.q, degreesOfFreedom: whole.degreesOfFreedom, level: level)
    guard gate.passes || overrideReason != nil else {
      return .refused(
        BalancingRefusal(gate: gate, constraints: whole.costs, method: whole.method))
    }
    let (values, rounding) = WholeNumbers.round(whole.values, problem, rows, blocks)
    return .balanced(
      Balance(
        values: whole.values(values), constraints: whole.costs, gate: gate, method: whole.method,
        rounding: rounding, overrideReason: gate.passes ? nil : overrideReason))
  }

  private func solution(
    of block: BalancingBlock, _ rows: [LinearRow], _ problem: BalancingProblem
  ) throws -> BlockSolution {
    let values = block.variables.map { problem.variables[$0].value }
    let variances = block.variables.map { problem.variables[$0].variance }
    let ruled = rows.count { if case .constraint = $0.origin { true } else { false } }
    if ruled <= Self.exactRows {
      do {
        return try BlockSolution(exactly: values, variances: variances, rows: rows)
      } catch ExactActiveSet.Failure.tooManyBinding {
        // Bounds rarely bind, so they are not counted before; where many do, the block is large.
      }
    }
    return try SparseBalancing(values: values, variances: variances, rows: rows).solution()
  }
}

/// Why a large problem was given up.
public enum BalancingFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The choice of binding inequalities did not settle: most likely they contradict each other.
  case unsettled(rounds: Int)
  /// The check in rationals found a rule broken, or an optimum further off than the limit.
  case inaccurate(String)

  /// What failed and what to do.
  public var description: String {
    switch self {
    case .unsettled(let rounds):
      "the inequalities that bind did not settle in \(rounds) rounds; "
        + "they may contradict each other: balance a part of the rules to find which"
    case .inaccurate(let reason):
      "the exact check did not confirm the result: \(reason); "
        + "bring the variances closer to each other in size"
    }
  }
}
