/// What became of the balancing of one block: cells that rules or several sources tie together.
///
/// Numbers are exact decimal or fraction text (`1022/81`); one of more than
/// ``longestText`` characters is rounded to twelve digits behind the point with `≈` before it.
package struct BalancedBlock: Sendable, Hashable {
  package enum Status: String, CaseIterable, Sendable {
    case balanced
    /// The gate refused and a person gave a reason to adjust all the same.
    case overridden
    /// The sources do not measure the same thing; the gate was not asked.
    case definitionsDiffer
    /// The values differ by more than their reliability leads to expect.
    case gateRefused
    /// The rules and fixed values cannot hold together.
    case contradictory
    /// More values or rules than are balanced in one block.
    case tooLarge
    /// No solution of the accuracy asked, or no whole numbers that keep every rule.
    case unsolved

    /// Whether the block has adjusted values.
    package var isAdjusted: Bool { self == .balanced || self == .overridden }
  }

  /// The chi-square test of the discrepancies.
  package struct Gate: Sendable, Hashable {
    package var q: String
    package var degreesOfFreedom: Int
    /// Four significant digits, `2.107e-01`: an approximation by nature.
    package var p: String

    package init(q: String, degreesOfFreedom: Int, p: String) {
      self.q = q
      self.degreesOfFreedom = degreesOfFreedom
      self.p = p
    }
  }

  /// A source's value in the block.
  package struct Value: Sendable, Hashable {
    package var reported: ReportedValue
    /// Nil for a bound, which limits the quantity and is no measurement of it; 0 is fixed.
    package var variance: String?
    /// Nil where nothing was adjusted.
    package var adjusted: Adjusted?

    package init(reported: ReportedValue, variance: String?, adjusted: Adjusted? = nil) {
      self.reported = reported
      self.variance = variance
      self.adjusted = adjusted
    }
  }

  package struct Adjusted: Sendable, Hashable {
    package var exact: String
    /// ``exact`` with at most six digits behind the point, halves away from zero.
    package var value: ExactDecimal
    /// ``exact`` less the value as reported.
    package var adjustment: String
    /// After balancing, six digits behind the point, halves away from zero.
    package var standardError: ExactDecimal

    package init(
      exact: String, value: ExactDecimal, adjustment: String, standardError: ExactDecimal
    ) {
      self.exact = exact
      self.value = value
      self.adjustment = adjustment
      self.standardError = standardError
    }
  }

  /// A rule at one cell, what it asked for and what it cost.
  package struct Constraint: Sendable, Hashable {
    package enum State: String, CaseIterable, Sendable {
      /// Holds with equality and pulls on the values.
      case binding
      /// An inequality with room left.
      case slack
      /// Follows from others.
      case redundant
      /// Could not be put, since a part of it has no number.
      case unjudged
      /// One of those that cannot hold together.
      case contradicting
    }

    /// The rule's id, ``sameQuantity``, ``bound`` or the text of a declared bound (`>= 0`).
    package var rule: String
    package var cell: CellKey
    /// The source whose value it is about, where it is about one.
    package var source: String
    package var state: State
    /// Right side less left side at the values as reported.
    package var discrepancy: String?
    /// The change of `Q / 2` per unit of the right side; of a contradiction the weight with which
    /// its members add up to nonsense.
    package var price: String?
    /// The part of `Q`; over the block these add up to it.
    package var contribution: String?

    package init(
      rule: String, cell: CellKey, source: String = "", state: State, discrepancy: String? = nil,
      price: String? = nil, contribution: String? = nil
    ) {
      self.rule = rule
      self.cell = cell
      self.source = source
      self.state = state
      self.discrepancy = discrepancy
      self.price = price
      self.contribution = contribution
    }
  }

  /// The rule that two values measure one quantity.
  package static let sameQuantity = "one-quantity"
  /// The rule that a source's "more than" or "fewer than" holds.
  package static let bound = "bound"
  package static let longestText = 200
  /// Of the name of its flags: `balancing:<id>`.
  package static let rulePrefix = "balancing:"

  /// Of the definition in `reconcile.yaml`.
  package var id: String
  package var status: Status
  /// Nil where the gate was not asked.
  package var gate: Gate?
  package var level: ExactDecimal
  /// Nil when the gate passed.
  package var overrideReason: String?
  /// By cell, then source.
  package var values: [Value]
  /// Equalities first, then inequalities and bounds that bind, each by name; open rules last.
  package var constraints: [Constraint]

  package init(
    id: String, status: Status, gate: Gate? = nil, level: ExactDecimal,
    overrideReason: String? = nil, values: [Value], constraints: [Constraint] = []
  ) {
    self.id = id
    self.status = status
    self.gate = gate
    self.level = level
    self.overrideReason = overrideReason
    self.values = values
    self.constraints = constraints
  }
}
