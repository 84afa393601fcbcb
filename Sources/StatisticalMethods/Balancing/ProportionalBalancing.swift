/// Balancing with variances proportional to the values, as G-Series does by default.
///
/// `x* = x + V A' (A V A')^+ (b - A x)` with `V = alterability · value`. A value of zero does not
/// move: give it a variance of its own in a ``BalancingProblem`` when it is suspect. There is no
/// chi-square here, since such variances are no statement about errors.
/// Source: Dagum and Cholette (2006), ch. 11; Statistics Canada, G-Series, `tsraking`.
public enum ProportionalBalancing {
  /// How the sign of a value enters its variance.
  public enum NegativeValues: String, CaseIterable, Sendable {
    /// `alterability · |value|`: all values move the same way, by their size.
    case absolute
    /// `alterability · value`: values of either sign keep their proportions, as prorating does.
    case signed
  }

  /// A value to be moved in proportion to its size.
  public struct Value: Hashable, Sendable {
    /// What the rules call it.
    public var name: String
    /// As given.
    public var value: Rational
    /// Zero fixes the value, one is usual; not negative.
    public var alterability: Rational

    /// A value that moves by its size.
    public init(_ name: String, _ value: Rational, alterability: Rational = 1) {
      self.name = name
      self.value = value
      self.alterability = alterability
    }
  }

  /// Why values cannot be balanced in proportion.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A rule is not an equality.
    case inequality(String)
    /// The rules contradict each other or the values that do not move.
    case infeasible(BalancingConflict)
    /// More independent rules than are solved in rationals.
    case tooManyRules(limit: Int)
    /// Values of both signs cancel out in a rule: no factor makes it hold.
    case cancels(String)

    /// What is wrong and what to do.
    public var description: String {
      switch self {
      case .inequality(let id):
        "rule '\(id)' is an inequality; balance with variances of its own instead"
      case .infeasible(let conflict):
        "these rules contradict each other: "
          + conflict.members.map { "'\($0.id)'" }.joined(separator: ", ")
      case .tooManyRules(let limit):
        "there are more than \(limit) independent rules; balance with variances of its own instead"
      case .cancels(let id):
        "the values in rule '\(id)' cancel out; use absolute instead of signed proportions"
      }
    }
  }

  /// The balanced values by name; every rule must be an equality.
  ///
  /// - Throws: ``Failure``, ``BalancingProblem/Mistake``.
  public static func balance(
    _ values: [Value], _ constraints: [BalancingProblem.Constraint], negative: NegativeValues
  ) throws -> [String: Rational] {
    if let inequality = constraints.first(where: { $0.relation != .equal }) {
      throw Failure.inequality(inequality.id)
    }
    let problem = try BalancingProblem(
      values.map { .init($0.name, value: $0.value, variance: $0.alterability) }, constraints)
    let rows = problem.rows
    var solver = ExactActiveSet(
      values: problem.variables.map(\.value),
      variances: problem.variables.map {
        $0.variance * (negative == .signed ? $0.value : $0.value.magnitude)
      }, rows: rows)
    do {
      try solver.addEqualities()
    } catch .infeasible(let weights) {
      throw Failure.infeasible(problem.conflict(weights.map { ($0.row, $0.weight) }, rows))
    } catch .tooManyBinding {
      throw Failure.tooManyRules(limit: ExactActiveSet.largestActive)
    } catch .indefinite(let row) {
      throw Failure.cancels(problem.name(of: rows[row].origin))
    }
    return Dictionary(
      uniqueKeysWithValues: zip(problem.variables.map(\.name), solver.values))
  }
}
