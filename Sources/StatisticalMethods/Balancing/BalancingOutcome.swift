/// What balancing gives: adjusted values, a refusal to adjust, or a proof that nothing can satisfy
/// the rules.
public enum BalancingOutcome: Sendable {
  case balanced(Balance)
  case refused(BalancingRefusal)
  case infeasible(BalancingConflict)
}

/// Whether the discrepancies are of the size that the variances lead to expect.
///
/// `Q = (b - Ax)' (A V A')^+ (b - Ax)` is chi-square with `rank A` degrees of freedom when every
/// value measures what the rules say with the variance given (Stone, Champernowne and Meade 1942).
/// Inequalities that bind count with one degree each, the conditional test of Susko (2013). A small
/// `p` says: find the cause before adjusting.
public struct BalancingGate: Hashable, Sendable {
  /// The weighted sum of squares of the adjustments.
  public var q: Rational
  /// Independent rules and bounds that bind.
  public var degreesOfFreedom: Int
  /// The probability of a `Q` at least as large.
  public var p: Double
  /// Below it adjustment is refused.
  public var level: Double

  /// Computes the probability.
  public init(q: Rational, degreesOfFreedom: Int, level: Double) {
    self.q = q
    self.degreesOfFreedom = degreesOfFreedom
    self.level = level
    p = ChiSquare.upperTail(Double(q), degreesOfFreedom: degreesOfFreedom)
  }

  /// Whether the values may be adjusted.
  public var passes: Bool { p >= level }
}

/// What one rule or bound asked for and what it cost.
public struct ConstraintCost: Hashable, Sendable {
  /// Whether the rule pulls on the values.
  public enum State: String, Hashable, Sendable {
    /// Holds with equality and pulls on the values.
    case binding
    /// An inequality with room left, or one that pulls on nothing.
    case slack
    /// An equality that follows from others of the list; it costs nothing of its own.
    case redundant
  }

  /// The id of the rule, or `x >= lower` for a bound.
  public var id: String
  /// Whether the rule pulls on the values.
  public var state: State
  /// Right side less left side at the values as given.
  public var discrepancy: Rational
  /// The change of `Q / 2` per unit of the right side.
  public var shadowPrice: Rational
  /// `shadowPrice · discrepancy`; over all rules these add up to `Q`.
  public var contribution: Rational
}

/// An accepted adjustment.
public struct Balance: Sendable {
  /// A value before and after.
  public struct Value: Hashable, Sendable {
    /// Of the variable.
    public var name: String
    /// Before.
    public var given: Rational
    /// After, rounded where whole numbers were asked for.
    public var value: Rational
    /// `V - V A' (A V A')^+ A V` over the equalities; a binding inequality lowers it no further.
    public var variance: Rational

    /// After less before.
    public var adjustment: Rational { value - given }
    /// The square root of the variance.
    public var standardError: Double { max(0, Double(variance)).squareRoot() }
  }

  /// How the optimum is known.
  public enum Method: Hashable, Sendable {
    /// Every number is the exact optimum.
    case exact
    /// Rules and bounds hold exactly; `Q` exceeds its minimum by at most `gap`, which is proved
    /// exactly from the multipliers (weak duality).
    case proven(gap: Rational)
  }

  /// What became of the wish for whole numbers.
  public enum Rounding: Hashable, Sendable {
    case notAsked
    /// Every whole number is a neighbour of the balanced one.
    case neighbours
    /// No choice among the neighbours satisfies the rules: the values are left unrounded.
    case impossible
    /// Too many to search: nearest whole numbers, some of them moved further so that rules hold.
    case constructed(largestChange: Rational)
    /// Too many to search, and the construction failed: the values are left unrounded.
    case undecided
  }

  /// By name.
  public var values: [Value]
  /// Every rule, and the bounds that bind.
  public var constraints: [ConstraintCost]
  /// The test of the discrepancies.
  public var gate: BalancingGate
  /// How the optimum is known.
  public var method: Method
  /// What became of the wish for whole numbers.
  public var rounding: Rounding
  /// Why a person overrode the gate; nil when the gate passed.
  public var overrideReason: String?
}

/// The gate stands in the way: the values may not measure the same thing.
public struct BalancingRefusal: Sendable {
  /// The test that failed.
  public var gate: BalancingGate
  /// Where to look first: the rules with the largest contributions.
  public var constraints: [ConstraintCost]
  /// How `Q` is known.
  public var method: Balance.Method
}

/// Statements that cannot hold together: each times its weight, they add up to `0 >= excess`.
///
/// No statement can be left out: without any one of them the others can hold.
public struct BalancingConflict: Hashable, Sendable {
  /// A statement and its weight in the contradiction.
  public struct Member: Hashable, Sendable {
    /// The id of a rule, or a bound as text.
    public var id: String
    /// Negative for a `<=`, of either sign for an equality.
    public var weight: Rational
  }

  /// The rules and bounds, in canonical order.
  public var members: [Member]
  /// Variables with fixed values that the contradiction uses.
  public var fixed: [String]
  /// Greater than zero.
  public var excess: Rational
}
