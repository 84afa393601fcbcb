/// Finds the smallest set of turned signs and exchanged pairs after which all equalities hold
/// (Scholtus, Algorithms for correcting some obvious inconsistencies, 2008).
///
/// The set is proposed if it is the only one of its size that breaks no other rule. Rules that
/// share no variable are treated apart.
public struct SignCorrection: Sendable {
  private static let maximumSteps = 100_000

  /// Variables whose sign may be turned; nil admits all.
  public var flips: Set<String>?
  /// Pairs whose values may be exchanged, such as income and cost of one balance.
  public var swaps: [(String, String)]
  /// How far an equality may be off and still hold: rounding comes on top of signs.
  public var tolerance: Rational
  private let parts: [RuleSet]

  /// Prepares the rules.
  public init(
    rules: RuleSet, flips: Set<String>? = nil, swaps: [(String, String)] = [],
    tolerance: Rational = 2
  ) {
    parts = rules.parts()
    self.flips = flips
    self.swaps = swaps
    self.tolerance = tolerance
  }

  /// What the method proposes for a record.
  ///
  /// Nothing for rules that share variables and need more than 100,000 steps to search.
  public func proposal(for record: [String: Rational]) -> CorrectionProposal {
    parts.reduce(into: CorrectionProposal()) { proposal, part in
      let equalities = part.equalities(in: record)
      guard equalities.contains(where: { $0.isBroken(beyond: tolerance) }) else { return }
      var search = Search(
        equalities: equalities, record: record, operations: operations(in: part, record),
        tolerance: tolerance, steps: Self.maximumSteps)
      let fitting = search.smallest().map { [ValueChange](from: record, to: $0, method: .sign) }
        .filter { part.breaksNothingElse(from: record, to: $0.applied(to: record)) }
      proposal.append(.unique(of: fitting))
    }
  }

  /// What can be done to the variables of a part, each with the values it gives.
  private func operations(in part: RuleSet, _ record: [String: Rational]) -> [[String: Rational]] {
    let variables = Set(part.variables)
    let turned = part.variables.filter { flips?.contains($0) ?? true }.compactMap { name in
      record[name].flatMap { $0.isZero ? nil : [name: -$0] }
    }
    let exchanged = swaps.compactMap { one, other -> [String: Rational]? in
      guard variables.contains(one), variables.contains(other), let a = record[one],
        let b = record[other], a != b
      else { return nil }
      return [one: b, other: a]
    }
    return turned + exchanged
  }
}

/// Looks at sets of operations by size, each growing only where an equality is still broken.
private struct Search {
  let equalities: [Equality]
  let record: [String: Rational]
  let operations: [[String: Rational]]
  let tolerance: Rational
  var steps: Int
  private var found: Set<[String: Rational]> = []

  init(
    equalities: [Equality], record: [String: Rational], operations: [[String: Rational]],
    tolerance: Rational, steps: Int
  ) {
    self.equalities = equalities
    self.record = record
    self.operations = operations
    self.tolerance = tolerance
    self.steps = steps
  }

  /// Every smallest set after which the equalities hold, as changed values; none when the steps
  /// do not suffice.
  mutating func smallest() -> [[String: Rational]] {
    for size in 1...max(1, operations.count) where found.isEmpty && steps > 0 {
      extend([:], refused: [], by: size)
    }
    guard steps > 0 else { return [] }
    return found.sorted { [ValueChange].precedes($0, $1) }
  }

  private mutating func extend(_ changed: [String: Rational], refused: Set<Int>, by size: Int) {
    steps -= 1
    let broken = equalities.first {
      $0.isBroken(by: $0.residual(changing: changed, in: record), beyond: tolerance)
    }
    guard let broken else {
      if size == 0 { found.insert(changed) }
      return
    }
    guard size > 0, steps > 0 else { return }
    var refused = refused
    for (place, operation) in operations.enumerated() where !refused.contains(place) {
      guard operation.keys.contains(where: { broken.coefficients[$0] != nil }),
        operation.keys.allSatisfy({ changed[$0] == nil })
      else { continue }
      extend(changed.merging(operation) { $1 }, refused: refused, by: size - 1)
      refused.insert(place)
    }
  }
}

extension [ValueChange] {
  /// A canonical order of sets of changed values.
  fileprivate static func precedes(_ left: [String: Rational], _ right: [String: Rational]) -> Bool
  {
    func text(_ values: [String: Rational]) -> [String] {
      values.sorted { NameOrder.precedes($0.key, $1.key) }.flatMap {
        [$0.key, $0.value.description]
      }
    }
    return text(left).lexicographicallyPrecedes(text(right))
  }
}

extension RuleSet {
  /// Whether no rule but an equality, which has a tolerance of its own, is newly broken.
  fileprivate func breaksNothingElse(
    from old: [String: Rational], to new: [String: Rational]
  ) -> Bool {
    rules.allSatisfy {
      $0.equality != nil || $0.holds(in: new) != false || $0.holds(in: old) == false
    }
  }
}
