/// How broken rules are turned into proposals: the `editing:` of `rules.yaml`.
package struct EditingDefinition: Sendable {
  /// How trusted some values are, for localisation: the heavier, the less readily called wrong.
  package struct Weight: Sendable {
    package var scope: CellPattern
    /// Empty is every source.
    package var sources: Set<String>
    /// Above zero.
    package var weight: ExactDecimal

    package init(scope: CellPattern, sources: Set<String> = [], weight: ExactDecimal) {
      self.scope = scope
      self.sources = sources
      self.weight = weight
    }
  }

  /// Rounding is left out: it settles by convention which of several values takes the difference.
  package static let defaultMethods: [ProposedValue.Method] = [
    .sign, .scale, .typing, .implied, .localisation,
  ]

  /// Tried in this order, each on what the one before left; none gives no proposals.
  package var methods: [ProposedValue.Method]
  /// A record of more values is not localised, and its flags say so.
  package var maximumVariables: Int
  /// More explanations than this are counted on a flag and not listed.
  package var maximumSolutions: Int
  /// The first match counts; 1 where there is none.
  package var weights: [Weight]

  package init(
    methods: [ProposedValue.Method] = defaultMethods, maximumVariables: Int = 40,
    maximumSolutions: Int = 20, weights: [Weight] = []
  ) {
    self.methods = methods
    self.maximumVariables = maximumVariables
    self.maximumSolutions = maximumSolutions
    self.weights = weights
  }

  /// How trusted a source's value of a cell is.
  package func weight(of key: CellKey, from source: String, in structure: Structure)
    -> ExactDecimal
  {
    weights.first {
      ($0.sources.isEmpty || $0.sources.contains(source)) && $0.scope.matches(key, in: structure)
    }?.weight ?? 1
  }
}
