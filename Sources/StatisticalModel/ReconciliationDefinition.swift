/// How the sources of a pipeline are set against each other: the content of `reconcile.yaml`.
package struct ReconciliationDefinition: Sendable {
  package var materiality: Materiality
  /// Exceptions to the materiality by cell; the first match counts.
  package var materialityByCell: [(scope: CellPattern, materiality: Materiality)]
  package var events: [KnownEvent]
  package var bridges: [BridgeDefinition]
  package var balancing: [BalancingDefinition]
  /// Tried in order; exactly one rule of the lowest matching rank must match.
  package var precedence: [PrecedenceRule]

  package init(
    materiality: Materiality = Materiality(), materialityByCell: [(CellPattern, Materiality)] = [],
    events: [KnownEvent] = [], bridges: [BridgeDefinition] = [],
    balancing: [BalancingDefinition] = [], precedence: [PrecedenceRule] = []
  ) {
    self.materiality = materiality
    self.materialityByCell = materialityByCell.map { (scope: $0.0, materiality: $0.1) }
    self.events = events
    self.bridges = bridges
    self.balancing = balancing
    self.precedence = precedence
  }
}

/// A difference is material only when it passes both (EITI reconciliation practice).
package struct Materiality: Hashable, Sendable {
  /// In the indicator's unit.
  package var floor: ExactDecimal
  /// Of the larger of the two numbers.
  package var percent: ExactDecimal

  package init(floor: ExactDecimal = .zero, percent: ExactDecimal = .zero) {
    self.floor = floor
    self.percent = percent
  }
}

/// Something dated that happened to what is counted: a definition or a boundary changed.
package struct KnownEvent: Sendable {
  package var id: String
  package var cause: Cause
  package var date: Period
  package var scope: CellPattern
  package var reason: LocalizedText
  package var basis: String

  package init(
    id: String, cause: Cause, date: Period, scope: CellPattern, reason: LocalizedText, basis: String
  ) {
    self.id = id
    self.cause = cause
    self.date = date
    self.scope = scope
    self.reason = reason
    self.basis = basis
  }
}

/// A declared way from one source's number to another's, in signed steps.
package struct BridgeDefinition: Sendable {
  package struct Step: Sendable {
    package var cause: Cause
    package var label: LocalizedText
    /// The part of `left − right` this step accounts for.
    package var expression: CellExpression

    package init(cause: Cause, label: LocalizedText, expression: CellExpression) {
      self.cause = cause
      self.label = label
      self.expression = expression
    }
  }

  package var id: String
  package var left: String
  package var right: String
  package var scope: CellPattern
  package var steps: [Step]
  package var basis: String

  package init(
    id: String, left: String, right: String, scope: CellPattern, steps: [Step], basis: String
  ) {
    self.id = id
    self.left = left
    self.right = right
    self.scope = scope
    self.steps = steps
    self.basis = basis
  }
}

/// Which source a figure is taken from.
package struct PrecedenceRule: Sendable {
  package enum Choice: Sendable {
    /// The value of this source, where it has one.
    case source(String)
    /// The value that this balancing gives, where its gate passes.
    case balanced(String)
    /// No winner: lower and upper bound over the sources.
    case interval
  }

  package var id: String
  package var scope: CellPattern
  package var choice: Choice
  /// Rules of one rank must not match the same cell; lower ranks are tried first.
  package var rank: Int
  package var basis: String

  package init(id: String, scope: CellPattern, choice: Choice, rank: Int, basis: String) {
    self.id = id
    self.scope = scope
    self.choice = choice
    self.rank = rank
    self.basis = basis
  }
}
