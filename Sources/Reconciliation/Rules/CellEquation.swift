import StatisticalModel

/// What a rule asks of the cells of one source at one place: `Σ coefficient × cell + constant ⋈ 0`.
struct CellEquation {
  struct Term {
    var key: CellKey
    var coefficient: ExactDecimal
  }

  /// A cell may stand in several terms.
  var terms: [Term]
  var constant: ExactDecimal
  var comparison: CellRelation.Comparison

  var keys: Set<CellKey> { Set(terms.map(\.key)) }
}
