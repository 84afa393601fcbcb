/// Conditions on linear forms, asked for and taken back in turn, as limits of a tableau's
/// variables.
///
/// Forms that are multiples of each other share a variable, so that contradictions between them
/// are found without a pivot.
struct LinearSystem {
  /// What a condition on a form is a condition on: `factor × variable + constant`; a form
  /// without terms has no variable.
  private struct Target {
    var variable: Int?
    var factor: Rational
    var constant: Rational
  }

  private(set) var tableau: SimplexTableau
  private let variableCount: Int
  private let targets: [Target]
  private var journal: [(variable: Int, pair: BoundPair)] = []

  init(variableCount: Int, forms: [LinearForm]) {
    var slacks: [LinearForm] = []
    var known: [LinearForm: Int] = [:]
    targets = forms.map { form in
      guard let lead = form.terms.first else {
        return Target(variable: nil, factor: 1, constant: form.constant)
      }
      if form.terms.count == 1 {
        return Target(
          variable: lead.variable, factor: lead.coefficient, constant: form.constant)
      }
      let unit = LinearForm(form.terms.map { ($0.variable, $0.coefficient / lead.coefficient) })
      let slack = known[unit] ?? slacks.count
      if slack == slacks.count {
        known[unit] = slack
        slacks.append(unit)
      }
      return Target(
        variable: variableCount + slack, factor: lead.coefficient, constant: form.constant)
    }
    self.variableCount = variableCount
    tableau = SimplexTableau(variableCount: variableCount, forms: slacks)
  }

  /// A system in which every constraint is asked for; reasons are places in `constraints`.
  ///
  /// - Returns: the system and the reasons of a contradiction, if there is one.
  static func posed(
    variableCount: Int, _ constraints: [LinearConstraint]
  ) -> (system: LinearSystem, conflict: Set<Int>?) {
    var system = LinearSystem(variableCount: variableCount, forms: constraints.map(\.form))
    for (place, constraint) in constraints.enumerated() {
      if let conflict = system.require(form: place, constraint.relation, because: place) {
        return (system, conflict)
      }
    }
    let conflict = system.conflict()
    return (system, conflict)
  }

  /// A point to come back to with ``undo(to:)``.
  var mark: Int { journal.count }

  /// Takes back what was asked for since the mark.
  mutating func undo(to mark: Int) {
    while journal.count > mark {
      let entry = journal.removeLast()
      tableau.restore(entry.pair, of: entry.variable)
    }
  }

  /// Asks for `form relation 0`; returns the reasons of a contradiction that shows at once.
  mutating func require(
    form: Int, _ relation: LinearRelation, because reason: Int
  ) -> Set<Int>? {
    let target = targets[form]
    guard let variable = target.variable else {
      return relation.holds(target.constant) ? nil : [reason]
    }
    let limit = -target.constant / target.factor
    return require(
      variable, target.factor.signum > 0 ? relation : relation.mirrored, limit, because: reason)
  }

  /// Asks for a variable to have a value.
  mutating func fix(_ variable: Int, at value: Rational, because reason: Int) -> Set<Int>? {
    require(variable, .equal, value, because: reason)
  }

  /// Brings the values within all limits, or returns the reasons of a contradiction.
  mutating func conflict() -> Set<Int>? { tableau.conflict() }

  /// Lowers a form from a point where no conflict is; nil when there is no least value.
  mutating func minimise(_ objective: LinearForm) -> NearRational? {
    tableau.minimise(objective)
  }

  /// How a form stands at the tableau's values.
  func holds(_ form: LinearForm, _ relation: LinearRelation) -> Bool {
    let value = tableau.value(of: form)
    let sign = value.number.isZero ? value.epsilon : value.number
    return relation.holds(sign)
  }

  /// The values of the variables, the infinitely small replaced by something small enough.
  var point: [Rational] { tableau.point(count: variableCount) }

  private mutating func require(
    _ variable: Int, _ relation: LinearRelation, _ limit: Rational, because reason: Int
  ) -> Set<Int>? {
    journal.append((variable, tableau.bounds[variable]))
    func bound(_ epsilon: Rational) -> Bound {
      Bound(value: NearRational(limit, epsilon: epsilon), reason: reason)
    }
    switch relation {
    case .equal:
      return tableau.require(variable, atLeast: bound(0))
        ?? tableau.require(variable, atMost: bound(0))
    case .atLeast: return tableau.require(variable, atLeast: bound(0))
    case .greater: return tableau.require(variable, atLeast: bound(1))
    case .atMost: return tableau.require(variable, atMost: bound(0))
    case .less: return tableau.require(variable, atMost: bound(-1))
    }
  }
}

extension LinearRelation {
  /// The relation of the negative form.
  var mirrored: LinearRelation {
    switch self {
    case .equal: .equal
    case .atMost: .atLeast
    case .atLeast: .atMost
    case .less: .greater
    case .greater: .less
    }
  }
}
