import StatisticalModel

/// A sum of reported values that knows its bounds, its rounding slack and what is absent from it.
struct LinearSum {
  /// nil as soon as a part is not an exact number.
  private(set) var exact: ExactDecimal?
  private var lower: ExactDecimal?
  private var upper: ExactDecimal?
  /// Half a rounding unit for each rounded number, times its coefficient.
  private(set) var slack = ExactDecimal.zero
  private(set) var inputs: [ReportedValue] = []
  /// What was added, with its cell; nil when a part has none.
  private var terms: [CellEquation.Term]? = []
  private let constant: ExactDecimal

  private static let half = ExactDecimal(significand: 5, scale: 1)

  init(constant: ExactDecimal) {
    self.constant = constant
    exact = constant
    lower = constant
    upper = constant
  }

  /// Adds a cell's value; `value` is nil where the source has no record of the cell, `key` where
  /// there is no cell to have one of.
  mutating func add(
    _ value: ObservedValue?, of key: CellKey?, times coefficient: ExactDecimal,
    nulls: Rule.NullPolicy, quoting reported: ReportedValue?
  ) {
    if let reported { inputs.append(reported) }
    if value?.number == nil, nulls == .zero { return }
    if let key {
      terms?.append(CellEquation.Term(key: key, coefficient: coefficient))
    } else {
      terms = nil
    }
    let below = value.map(\.lowerBound) ?? .zero
    let above = value.map(\.upperBound) ?? nil
    let (low, high) = coefficient.isNegative ? (above, below) : (below, above)
    exact = Self.sum(exact, value?.exactNumber, coefficient)
    lower = Self.sum(lower, low, coefficient)
    upper = Self.sum(upper, high, coefficient)
    if value?.number != nil, let unit = value?.roundingUnit {
      slack += unit * Self.half * coefficient.magnitude
    }
  }

  private static func sum(
    _ sum: ExactDecimal?, _ value: ExactDecimal?, _ coefficient: ExactDecimal
  ) -> ExactDecimal? {
    guard let sum, let value else { return nil }
    return sum + value * coefficient
  }

  /// Judges `sum ⋈ 0`.
  ///
  /// Rounding tolerance is strict: k numbers rounded to unit u miss by less than k·u/2 together, so
  /// four shares rounded to 0.1 that add up to 99.8 cannot be rounding.
  func finding(
    rule: TestedRule, comparison: CellRelation.Comparison, at key: CellKey, source: Int
  ) -> RuleFinding {
    let tolerance =
      switch rule.tolerance {
      case .rounding: slack
      case .fixed(let amount): amount
      }
    let outcome: Outcome
    var isTolerated = false
    if let exact {
      let excess = Self.excess(exact, comparison)
      outcome = Self.within(excess, tolerance, rule.tolerance) ? .agrees : .disagrees
      isTolerated = excess > .zero && excess < slack && outcome == .agrees
    } else {
      outcome =
        isImpossible(comparison, beyond: tolerance, rule.tolerance) ? .disagrees : .cannotBeJudged
    }
    return RuleFinding(
      rule: rule, key: key, source: source, outcome: outcome, residual: exact,
      isTolerated: isTolerated, tolerance: tolerance, slack: slack, lower: lower, upper: upper,
      inputs: inputs,
      equation: terms.map {
        CellEquation(terms: $0, constant: constant, comparison: comparison)
      })
  }

  /// Whether an exact residual is one that the tolerance admits.
  static func holds(
    _ residual: ExactDecimal, _ comparison: CellRelation.Comparison,
    within tolerance: ExactDecimal, _ kind: Rule.Tolerance
  ) -> Bool {
    within(excess(residual, comparison), tolerance, kind)
  }

  /// By how much an exact residual breaks the relation; zero or less when it holds.
  private static func excess(_ residual: ExactDecimal, _ comparison: CellRelation.Comparison)
    -> ExactDecimal
  {
    switch comparison {
    case .equal: residual.magnitude
    case .atMost: residual
    case .atLeast: -residual
    }
  }

  private static func within(
    _ excess: ExactDecimal, _ amount: ExactDecimal, _ tolerance: Rule.Tolerance
  ) -> Bool {
    if excess <= .zero { return true }
    return tolerance == .rounding ? excess < amount : excess <= amount
  }

  /// Whether no values inside the bounds could make the relation hold.
  private func isImpossible(
    _ comparison: CellRelation.Comparison, beyond tolerance: ExactDecimal, _ kind: Rule.Tolerance
  ) -> Bool {
    let tooHigh = lower.map { !Self.within($0, tolerance, kind) } ?? false
    let tooLow = upper.map { !Self.within(-$0, tolerance, kind) } ?? false
    return switch comparison {
    case .equal: tooHigh || tooLow
    case .atMost: tooHigh
    case .atLeast: tooLow
    }
  }
}

/// What findings say of their rule.
///
/// A class, since there are as many findings as cells: it is counted once, not field by field.
final class TestedRule: Sendable {
  let id: String
  let text: String
  let tolerance: Rule.Tolerance
  let severity: Severity

  init(_ rule: Rule) {
    id = rule.id
    text = rule.text
    tolerance = rule.tolerance
    severity = rule.severity
  }
}

/// One application of a rule to one cell of one source.
struct RuleFinding {
  var rule: TestedRule
  var key: CellKey
  var source: Int
  var outcome: Outcome
  /// Left side minus right side, where every part is an exact number.
  var residual: ExactDecimal? = nil
  /// Holds only thanks to the rounding that the sources declare.
  var isTolerated = false
  var tolerance: ExactDecimal
  /// What rounding alone can make of the residual.
  var slack = ExactDecimal.zero
  /// Bounds of the residual where it is not exact.
  var lower: ExactDecimal? = nil
  var upper: ExactDecimal? = nil
  /// The residual, or where only bounds of it are known the one nearer to zero.
  var leastResidual: ExactDecimal? {
    if let upper, upper.isNegative { return residual ?? upper }
    return residual ?? lower ?? upper
  }
  var inputs: [ReportedValue]
  /// What the rule asks of the source's cells; nil where it is no linear relation of known cells.
  var equation: CellEquation? = nil
  /// Set by rules that know a reason themselves.
  var reason: (cause: Cause, evidence: Evidence)? = nil
}
