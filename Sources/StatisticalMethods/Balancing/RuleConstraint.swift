extension BalancingProblem.Constraint {
  /// Why a rule cannot be balanced to.
  public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// An `if … then …`: which side holds is a question before balancing.
    case conditional
    /// `<` and `>` have no nearest values that hold them.
    case strict

    /// What is wrong and what to write instead.
    public var description: String {
      switch self {
      case .conditional:
        "an 'if' rule cannot be balanced to; write the comparison that should hold"
      case .strict: "'<' and '>' have no nearest solution; write '<=' or '>='"
      }
    }
  }

  /// The comparison a rule of the rule language makes.
  ///
  /// - Throws: ``Refusal``.
  public init(_ rule: EditRule) throws {
    guard let comparison = rule.comparison else { throw Refusal.conditional }
    let relation: BalancingProblem.Relation? =
      switch comparison.relation {
      case .equal: .equal
      case .atMost: .atMost
      case .atLeast: .atLeast
      case .less, .greater: nil
      }
    guard let relation else { throw Refusal.strict }
    self.init(rule.name, comparison.coefficients, relation, -comparison.constant)
  }
}
