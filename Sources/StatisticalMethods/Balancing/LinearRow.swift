/// `Σ coefficient · x[index] = constant`, or `>=` for an inequality, over the variables by position.
struct LinearRow: Sendable {
  /// Which statement of the user a row stands for.
  enum Origin: Hashable, Sendable {
    case constraint(Int)
    case lowerBound(Int)
    case upperBound(Int)
  }

  var terms: [(index: Int, coefficient: Rational)]
  var constant: Rational
  var isEquality: Bool
  var origin: Origin
  /// Whether the row is the negative of what the user wrote (`<=`).
  var isNegated = false

  /// What the right side lacks at `values`: zero when an equality holds, at most zero for `>=`.
  func shortfall(at values: [Rational]) -> Rational {
    terms.reduce(constant) { $0 - $1.coefficient * values[$1.index] }
  }

  func isBroken(at values: [Rational]) -> Bool {
    let shortfall = shortfall(at: values)
    return isEquality ? !shortfall.isZero : shortfall > 0
  }
}

extension BalancingProblem {
  /// Equalities first, then inequalities, then bounds, each in canonical order.
  var rows: [LinearRow] {
    var positions: [String: Int] = [:]
    for (position, variable) in variables.enumerated() { positions[variable.name] = position }
    let ruled = constraints.enumerated().map { position, constraint in
      let sign: Rational = constraint.relation == .atMost ? -1 : 1
      let terms = constraint.coefficients
        .compactMap { name, coefficient in
          positions[name].map { (index: $0, coefficient: sign * coefficient) }
        }
        .filter { !$0.coefficient.isZero }
        .sorted { $0.index < $1.index }
      return LinearRow(
        terms: terms, constant: sign * constraint.constant,
        isEquality: constraint.relation == .equal, origin: .constraint(position),
        isNegated: constraint.relation == .atMost)
    }
    return ruled.filter(\.isEquality) + ruled.filter { !$0.isEquality } + bounds
  }

  private var bounds: [LinearRow] {
    variables.enumerated().flatMap { position, variable in
      let lower = variable.lower.map {
        LinearRow(
          terms: [(position, 1)], constant: $0, isEquality: false, origin: .lowerBound(position))
      }
      let upper = variable.upper.map {
        LinearRow(
          terms: [(position, -1)], constant: -$0, isEquality: false, origin: .upperBound(position),
          isNegated: true)
      }
      return [lower, upper].compactMap(\.self)
    }
  }
}
