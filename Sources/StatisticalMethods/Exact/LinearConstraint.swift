/// A sum of multiples of variables, plus a constant; variables are numbered from 0.
public struct LinearForm: Hashable, Sendable {
  /// A multiple of one variable.
  public struct Term: Hashable, Sendable {
    /// From 0.
    public let variable: Int
    /// Never zero.
    public let coefficient: Rational
  }

  /// In ascending order of variables, each once.
  public let terms: [Term]
  /// What is added to the terms.
  public let constant: Rational

  /// Adds up coefficients of the same variable and leaves out those that are zero.
  public init(_ coefficients: [(variable: Int, coefficient: Rational)], constant: Rational = 0) {
    var sums: [Int: Rational] = [:]
    for (variable, coefficient) in coefficients { sums[variable, default: 0] += coefficient }
    terms = sums.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
      .map { Term(variable: $0.key, coefficient: $0.value) }
    self.constant = constant
  }

  /// The value where variable `i` is `point[i]`.
  public func value(at point: [Rational]) -> Rational {
    terms.reduce(constant) { $0 + $1.coefficient * point[$1.variable] }
  }

  /// The form with all signs turned.
  public static prefix func - (form: LinearForm) -> LinearForm {
    LinearForm(form.terms.map { ($0.variable, -$0.coefficient) }, constant: -form.constant)
  }
}

/// How a linear form must stand to zero.
public enum LinearRelation: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case atMost = "<="
  case atLeast = ">="
  case less = "<"
  case greater = ">"

  /// Whether a number stands so to zero.
  public func holds(_ number: Rational) -> Bool {
    switch self {
    case .equal: number.isZero
    case .atMost: number.signum <= 0
    case .atLeast: number.signum >= 0
    case .less: number.signum < 0
    case .greater: number.signum > 0
    }
  }

  var isStrict: Bool { self == .less || self == .greater }
}

/// A named linear condition: `form relation 0`.
public struct LinearConstraint: Hashable, Sendable {
  /// What certificates call it; constraints of one name are one rule.
  public let name: String
  /// What is compared with zero.
  public let form: LinearForm
  /// How it must stand to zero.
  public let relation: LinearRelation

  /// The condition `form relation 0`.
  public init(name: String, _ form: LinearForm, _ relation: LinearRelation) {
    self.name = name
    self.form = form
    self.relation = relation
  }

  /// Whether the condition holds where variable `i` is `point[i]`.
  public func holds(at point: [Rational]) -> Bool { relation.holds(form.value(at: point)) }
}
