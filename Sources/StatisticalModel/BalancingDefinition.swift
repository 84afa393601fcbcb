/// Which cells may be balanced to which rules, from which sources, and how far each is trusted.
///
/// Cells that share a rule are balanced together; cells that share none are blocks of their own.
package struct BalancingDefinition: Sendable {
  /// How far a source's values are from the truth, as a person declares it.
  package enum Reliability: Sendable, Hashable {
    /// Not to be moved.
    case fixed
    /// No error but that of rounding, uniform over the unit: variance `unit² / 12`.
    case rounding
    /// A standard error in per cent of the value.
    case percent(ExactDecimal)
    /// A standard error in the indicator's unit.
    case standardError(ExactDecimal)
  }

  /// The word among ``rules`` that stands for the rules the hierarchies imply.
  package static let partWhole = "part-whole"

  package var id: String
  /// Cells whose values may be moved; a rule takes others as they are.
  package var scope: CellPattern
  /// Whose values enter; of cells outside the scope the first that has a number is taken.
  package var sources: [String]
  package var reliability: [String: Reliability]
  /// Ids of relations, or ``partWhole``.
  package var rules: [String]
  /// Values of all periods are taken to be one quantity: what the gate is asked.
  package var isConstantInTime: Bool
  /// Below this probability the gate refuses.
  package var level: ExactDecimal
  /// No value may become less, or more.
  package var lower: ExactDecimal?
  package var upper: ExactDecimal?
  /// Results are whole numbers.
  package var isWhole: Bool
  /// Whether a reported zero may stand for a missing value and be moved.
  package var suspectsZeros: Bool
  /// Why to adjust although the gate refuses; it never overrides definitions.
  package var overrideReason: String?
  package var basis: String

  package init(
    id: String, scope: CellPattern, sources: [String], reliability: [String: Reliability],
    rules: [String] = [], isConstantInTime: Bool = false,
    level: ExactDecimal = ExactDecimal(significand: 5, scale: 2), lower: ExactDecimal? = .zero,
    upper: ExactDecimal? = nil, isWhole: Bool = false, suspectsZeros: Bool = false,
    overrideReason: String? = nil, basis: String
  ) {
    self.id = id
    self.scope = scope
    self.sources = sources
    self.reliability = reliability
    self.rules = rules
    self.isConstantInTime = isConstantInTime
    self.level = level
    self.lower = lower
    self.upper = upper
    self.isWhole = isWhole
    self.suspectsZeros = suspectsZeros
    self.overrideReason = overrideReason
    self.basis = basis
  }
}
