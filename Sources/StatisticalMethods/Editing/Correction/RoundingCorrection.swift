/// Makes equalities hold that are off by no more than rounding can explain (the scapegoat
/// algorithm of Scholtus 2009, without its random choice).
///
/// Chosen are the fewest changes in whole units; of these the least total change; of these the
/// lowest sum of reliabilities; of these the one that leaves the earlier variables as they are.
public struct RoundingCorrection: Sendable {
  private static let maximumSets = 10_000

  /// How far an equality may be off to be in scope; others stay as they are.
  public var tolerance: Rational
  /// What values were rounded to.
  public var unit: Rational
  /// How trusted a variable is; 1 where none is given.
  public var reliability: [String: Rational]
  private let parts: [RuleSet]

  /// Prepares the rules.
  ///
  /// `unit` must be positive.
  public init(
    rules: RuleSet, tolerance: Rational = 2, unit: Rational = 1,
    reliability: [String: Rational] = [:]
  ) {
    precondition(unit.signum > 0, "values are rounded to a positive unit")
    parts = rules.parts()
    self.tolerance = tolerance
    self.unit = unit
    self.reliability = reliability
  }

  /// What the method proposes for a record.
  ///
  /// Nothing for rules that share variables and have more than 10,000 sets of fewest changes.
  public func proposal(for record: [String: Rational]) -> CorrectionProposal {
    parts.reduce(into: CorrectionProposal()) { proposal, part in
      // An equality with a band says itself what rounding may do.
      let equalities = part.equalities(in: record).filter {
        $0.band == nil && $0.residual.magnitude <= tolerance
      }
      guard equalities.contains(where: { !$0.residual.isZero }) else { return }
      let system = RoundingSystem(
        equalities: equalities, variables: part.variables.filter { record[$0] != nil })
      let best = system.fewestChanges(limit: Self.maximumSets) { changes in
        isAllowed(changes, in: part, record)
      }.min(by: precedes)
      guard let best else { return }
      let changed = record.merging(best) { $0 + $1 }
      proposal.append(
        CorrectionProposal(changes: [ValueChange](from: record, to: changed, method: .rounding)))
    }
  }

  private func isAllowed(
    _ changes: [String: Rational], in part: RuleSet, _ record: [String: Rational]
  ) -> Bool {
    changes.values.allSatisfy { ($0 / unit).isInteger }
      && part.breaksNothing(from: record, to: record.merging(changes) { $0 + $1 })
  }

  private func precedes(_ left: [String: Rational], _ right: [String: Rational]) -> Bool {
    let (a, b) = (total(left), total(right))
    if a != b { return a < b }
    let (trustOfLeft, trustOfRight) = (trust(left), trust(right))
    if trustOfLeft != trustOfRight { return trustOfLeft < trustOfRight }
    let (one, other) = (names(left), names(right))
    let different = zip(one, other).first { $0 != $1 }
    return different.map { NameOrder.precedes($1, $0) } ?? false
  }

  private func total(_ changes: [String: Rational]) -> Rational {
    changes.values.reduce(0) { $0 + $1.magnitude }
  }

  private func trust(_ changes: [String: Rational]) -> Rational {
    changes.keys.reduce(0) { $0 + reliability[$1, default: 1] }
  }

  private func names(_ changes: [String: Rational]) -> [String] {
    changes.keys.sorted(by: NameOrder.precedes)
  }
}

/// Equalities as a matrix, and the changes that would make them hold.
private struct RoundingSystem {
  let variables: [String]
  private let matrix: RationalMatrix
  private let residuals: [Rational]

  init(equalities: [Equality], variables: [String]) {
    self.variables = variables
    matrix = RationalMatrix(
      rows: equalities.map { equality in variables.map { equality.coefficients[$0, default: 0] } })
    residuals = equalities.map(\.residual)
  }

  /// Every smallest set of changes that the equalities determine and that is allowed; none when
  /// there are more than `limit`.
  func fewestChanges(
    limit: Int, isAllowed: ([String: Rational]) -> Bool
  ) -> [[String: Rational]] {
    var search = LightestSets(weights: variables.map { _ in 1 }, limit: limit)
    let answer = search.find { chosen in conflict(Array(chosen), isAllowed) }
    return answer.isComplete ? answer.sets.compactMap(changes) : []
  }

  private func changes(of chosen: [Int]) -> [String: Rational]? {
    guard let solution = matrix.columns(chosen).solution(of: residuals.map { -$0 }),
      solution.isUnique
    else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(chosen.map { variables[$0] }, solution.particular))
  }

  /// Variables of which one more must be changed; nil when changing the chosen ones will do.
  private func conflict(
    _ chosen: [Int], _ isAllowed: ([String: Rational]) -> Bool
  ) -> ElementSet? {
    if let changes = changes(of: chosen), isAllowed(changes) { return nil }
    let free = matrix.columns(chosen).transposed
    let zeros = [Rational](repeating: 0, count: chosen.count)
    // A combination of equalities without the chosen variables that is off needs another one.
    let witness = free.solution(of: zeros)?.freedom.first { weights in
      !zip(weights, residuals).reduce(Rational(0)) { $0 + $1.0 * $1.1 }.isZero
    }
    guard let witness else {
      return ElementSet(variables.indices).subtracting(ElementSet(chosen))
    }
    let combined = matrix.transposed * witness
    return ElementSet(variables.indices.filter { !combined[$0].isZero })
  }
}
