/// Values to be made consistent, how far each is to be trusted, and the rules they must satisfy.
///
/// Variables are kept by name and rules by id, so that the order of the input changes nothing.
public struct BalancingProblem: Sendable {
  /// A value with its reliability.
  public struct Variable: Hashable, Sendable {
    /// What the rules call it.
    public var name: String
    /// As given.
    public var value: Rational
    /// The reliability grade; zero fixes the value.
    ///
    /// A zero value with a variance is free to move.
    public var variance: Rational
    /// The least it may become; nil for no limit.
    public var lower: Rational?
    /// The greatest it may become; nil for no limit.
    public var upper: Rational?
    /// Whether the result must be a whole number.
    public var isInteger: Bool

    /// A value to be adjusted by its variance.
    public init(
      _ name: String, value: Rational, variance: Rational, lower: Rational? = nil,
      upper: Rational? = nil, isInteger: Bool = false
    ) {
      self.name = name
      self.value = value
      self.variance = variance
      self.lower = lower
      self.upper = upper
      self.isInteger = isInteger
    }

    /// Whether the value is taken as it is.
    public var isFixed: Bool { variance.isZero }
  }

  /// How the sum of a rule stands to its constant.
  public enum Relation: String, Hashable, Sendable {
    case equal = "="
    case atMost = "<="
    case atLeast = ">="
  }

  /// `Σ coefficient · variable  relation  constant`.
  public struct Constraint: Hashable, Sendable {
    /// What results and certificates call the rule.
    public var id: String
    /// By the names of the variables.
    public var coefficients: [String: Rational]
    /// How the sum stands to the constant.
    public var relation: Relation
    /// The right side.
    public var constant: Rational

    /// Makes the rule `Σ coefficient · variable  relation  constant`.
    public init(
      _ id: String, _ coefficients: [String: Rational], _ relation: Relation, _ constant: Rational
    ) {
      self.id = id
      self.coefficients = coefficients
      self.relation = relation
      self.constant = constant
    }
  }

  /// Why values and rules do not make a problem.
  public enum Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    case repeatedVariable(String)
    case repeatedConstraint(String)
    case unknownVariable(String, constraint: String)
    case negativeVariance(String)

    /// What is wrong and what to do.
    public var description: String {
      switch self {
      case .repeatedVariable(let name): "variable '\(name)' is given twice; keep one"
      case .repeatedConstraint(let id): "rule '\(id)' is given twice; rename one"
      case .unknownVariable(let name, let constraint):
        "rule '\(constraint)' names '\(name)', which has no value; add it to the data"
      case .negativeVariance(let name):
        "variable '\(name)' has a negative variance; give zero to fix the value"
      }
    }
  }

  /// By name.
  public let variables: [Variable]
  /// By id.
  public let constraints: [Constraint]

  /// - Throws: ``Mistake``.
  public init(_ variables: [Variable], _ constraints: [Constraint]) throws {
    self.variables = variables.sorted { NameOrder.precedes($0.name, $1.name) }
    self.constraints = constraints.sorted { NameOrder.precedes($0.id, $1.id) }
    for (one, next) in zip(self.variables, self.variables.dropFirst()) where one.name == next.name {
      throw Mistake.repeatedVariable(one.name)
    }
    for (one, next) in zip(self.constraints, self.constraints.dropFirst()) where one.id == next.id {
      throw Mistake.repeatedConstraint(one.id)
    }
    for variable in self.variables where variable.variance < 0 {
      throw Mistake.negativeVariance(variable.name)
    }
    let names = Set(variables.map(\.name))
    for constraint in self.constraints {
      if let name = constraint.coefficients.keys.filter({ !names.contains($0) }).min() {
        throw Mistake.unknownVariable(name, constraint: constraint.id)
      }
    }
  }
}
