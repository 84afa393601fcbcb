/// A linear comparison of named variables: `coefficients · variables + constant relation 0`.
struct Comparison: Hashable, Sendable {
  var coefficients: [String: Rational]
  var constant: Rational
  var relation: LinearRelation
}

/// Comparisons joined by `and` and `or`.
indirect enum Condition: Hashable, Sendable {
  case comparison(Comparison)
  case all([Condition])
  case any([Condition])

  /// What holds exactly where this does not.
  var negated: Condition {
    switch self {
    case .comparison(let comparison):
      let cases = comparison.relation.opposites.map { relation in
        var opposite = comparison
        opposite.relation = relation
        return Condition.comparison(opposite)
      }
      return cases.count == 1 ? cases[0] : .any(cases)
    case .all(let parts): return .any(parts.map(\.negated))
    case .any(let parts): return .all(parts.map(\.negated))
    }
  }

  /// The condition as cases of which one must hold whole; nil when there are more than `limit`.
  func cases(limit: Int) -> [[Comparison]]? {
    switch self {
    case .comparison(let comparison): return [[comparison]]
    case .any(let parts):
      var cases: [[Comparison]] = []
      for part in parts {
        guard let more = part.cases(limit: limit) else { return nil }
        cases += more
      }
      return cases.count <= limit ? cases : nil
    case .all(let parts):
      var cases: [[Comparison]] = [[]]
      for part in parts {
        guard let more = part.cases(limit: limit), cases.count * more.count <= limit else {
          return nil
        }
        cases = cases.flatMap { left in more.map { left + $0 } }
      }
      return cases
    }
  }

  var comparisons: [Comparison] {
    switch self {
    case .comparison(let comparison): [comparison]
    case .all(let parts), .any(let parts): parts.flatMap(\.comparisons)
    }
  }
}

extension LinearRelation {
  /// The relations of which one holds exactly where this one does not.
  var opposites: [LinearRelation] {
    switch self {
    case .equal: [.less, .greater]
    case .atMost: [.greater]
    case .atLeast: [.less]
    case .less: [.atLeast]
    case .greater: [.atMost]
    }
  }
}
