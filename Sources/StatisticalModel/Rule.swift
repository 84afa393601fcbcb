/// A rule as a contract: text, tolerance, null policy, severity, owner, basis and examples are one
/// unit, hashed together.
package struct Rule: Sendable {
  package enum Test: Sendable {
    /// A relation between cells of one source.
    case relation(CellRelation)
    /// The change from one period to the next stays below `limit`, in the indicator's own unit.
    case change(limit: ExactDecimal)
  }

  package enum Tolerance: Sendable, Hashable {
    /// Half a rounding unit for each rounded number, strictly.
    case rounding
    /// At most this much.
    case fixed(ExactDecimal)
  }

  /// What an absent part means to the rule.
  package enum NullPolicy: String, CaseIterable, Sendable {
    /// The check cannot be judged, unless the bounds of the absent part settle it.
    case unjudged
    /// An absent part is zero.
    case zero
  }

  package var id: String
  package var text: String
  package var test: Test
  /// Cells at which the rule is tested.
  package var scope: CellPattern
  /// Sources it holds for; empty is every source.
  package var sources: Set<String>
  package var tolerance: Tolerance
  package var nulls: NullPolicy
  package var severity: Severity
  package var owner: String
  package var basis: String
  package var reason: LocalizedText
  /// SHA-256 over the rule as written; empty for part-whole rules, which the structure implies.
  package var hash: String

  package init(
    id: String, text: String, test: Test, scope: CellPattern = CellPattern(),
    sources: Set<String> = [], tolerance: Tolerance = .rounding, nulls: NullPolicy = .unjudged,
    severity: Severity, owner: String, basis: String, reason: LocalizedText = [:], hash: String
  ) {
    self.id = id
    self.text = text
    self.test = test
    self.scope = scope
    self.sources = sources
    self.tolerance = tolerance
    self.nulls = nulls
    self.severity = severity
    self.owner = owner
    self.basis = basis
    self.reason = reason
    self.hash = hash
  }
}
