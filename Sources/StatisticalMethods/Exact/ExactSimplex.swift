/// Whether linear conditions can hold together, decided in exact numbers.
public enum Feasibility: Hashable, Sendable {
  /// A point at which every condition holds, strict ones included.
  case feasible(point: [Rational])
  /// Names of conditions that contradict each other; without any one of them the rest can hold.
  case infeasible(because: [String])
}

/// What a linear form can be brought down to under linear conditions.
public enum LinearMinimum: Hashable, Sendable {
  case attained(Rational, at: [Rational])
  /// A strict condition keeps the form above the number; it comes as near as one likes.
  case approached(Rational)
  case unbounded
  case infeasible(because: [String])
}

/// Linear equalities and inequalities over exact numbers of any size and sign.
///
/// Answers do not depend on the order of the constraints: they are sorted by name first.
public struct ExactSimplex: Sendable {
  private let variableCount: Int
  private let constraints: [LinearConstraint]

  /// Variables are unbounded unless a constraint says otherwise.
  public init(variableCount: Int, constraints: [LinearConstraint]) {
    precondition(
      constraints.allSatisfy { $0.form.terms.last.map { $0.variable < variableCount } ?? true },
      "constraints are about the variables there are")
    self.variableCount = variableCount
    self.constraints = constraints.sorted(by: LinearConstraint.precedes)
  }

  /// Decides whether all conditions can hold together.
  ///
  /// An infeasible answer names a smallest set by inclusion: the support of a Farkas certificate,
  /// from which conditions are left out in order of name as long as the rest still contradicts.
  public func feasibility() -> Feasibility {
    let (system, support) = LinearSystem.posed(variableCount: variableCount, constraints)
    if let support { return .infeasible(because: core(of: support)) }
    return .feasible(point: system.point)
  }

  /// The least value `objective` can have while every condition holds.
  public func minimum(of objective: LinearForm) -> LinearMinimum {
    var (system, support) = LinearSystem.posed(variableCount: variableCount, constraints)
    if let support { return .infeasible(because: core(of: support)) }
    guard let least = system.minimise(objective) else { return .unbounded }
    return least.epsilon.isZero
      ? .attained(least.number, at: system.point)
      : .approached(least.number)
  }

  private func core(of support: Set<Int>) -> [String] {
    let names = Set(support.map { constraints[$0].name }).sorted()
    return DeletionFilter.minimal(names) { kept in
      let kept = Set(kept)
      return LinearSystem.posed(
        variableCount: variableCount, constraints.filter { kept.contains($0.name) }
      ).conflict != nil
    }
  }
}

/// Makes a contradicting set smallest by inclusion (Chinneck and Dravnieks 1991).
enum DeletionFilter {
  /// Leaves out elements in order as long as the rest still `contradicts`.
  ///
  /// - Complexity: one question per element.
  static func minimal<Element>(
    _ elements: [Element], contradicts: ([Element]) -> Bool
  ) -> [Element] {
    var kept = elements
    var index = 0
    while index < kept.count {
      var rest = kept
      rest.remove(at: index)
      if contradicts(rest) { kept = rest } else { index += 1 }
    }
    return kept
  }
}

extension LinearConstraint {
  fileprivate static func precedes(_ left: Self, _ right: Self) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  /// Distinct for distinct constraints.
  private var order: [String] {
    [name, relation.rawValue, form.constant.description]
      + form.terms.flatMap { ["\($0.variable)", $0.coefficient.description] }
  }
}
