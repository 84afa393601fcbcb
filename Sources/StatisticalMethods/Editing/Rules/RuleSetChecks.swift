/// A rule that the others make superfluous.
public struct Redundancy: Hashable, Sendable {
  /// The rule that could be left out.
  public let rule: String
  /// A smallest set of other rules that imply it.
  public let impliedBy: [String]

  /// Says that `impliedBy` together imply `rule`.
  public init(rule: String, impliedBy: [String]) {
    self.rule = rule
    self.impliedBy = impliedBy
  }
}

/// An inequality that can only hold with equality.
public struct HiddenEquality: Hashable, Sendable {
  /// The inequality.
  public let rule: String
  /// A smallest set of other rules that force it.
  public let forcedBy: [String]

  /// Says that `forcedBy` together with `rule` leave only equality.
  public init(rule: String, forcedBy: [String]) {
    self.rule = rule
    self.forcedBy = forcedBy
  }
}

extension RuleSet {
  /// A smallest set, by inclusion, of rules that no record can fulfil together; nil when there
  /// is none.
  public func contradiction() -> [String]? { core(of: rules, and: []) }

  /// Every rule that the others imply, each judged alone: of two rules that say the same, both
  /// are listed, each implied by the other.
  ///
  /// Empty for a set that contradicts itself, which implies everything.
  public func redundancies() -> [Redundancy] {
    guard contradiction() == nil else { return [] }
    return rules.compactMap { rule in
      let others = rules.filter { $0.name != rule.name }
      // Implied if no case of its opposite can hold; each case has a reason of its own.
      guard let opposites = rule.condition.negated.cases(limit: Self.maximumCases) else {
        return nil
      }
      var reasons: Set<String> = []
      for opposite in opposites {
        guard let core = core(of: others, and: opposite) else { return nil }
        reasons.formUnion(core)
      }
      let needed = DeletionFilter.minimal(reasons.sorted(by: NameOrder.precedes)) { kept in
        let kept = others.filter { kept.contains($0.name) }
        return opposites.allSatisfy { isContradictory(kept, and: $0) }
      }
      return Redundancy(rule: rule.name, impliedBy: needed)
    }
  }

  /// Every `<=` or `>=` that the rules force to be an equality.
  ///
  /// Empty for a set that contradicts itself.
  public func hiddenEqualities() -> [HiddenEquality] {
    guard contradiction() == nil else { return [] }
    return rules.compactMap { rule in
      guard var strict = rule.comparison, let relation = strict.relation.strict else { return nil }
      strict.relation = relation
      let others = rules.filter { $0.name != rule.name }
      return core(of: others, and: [strict]).map { HiddenEquality(rule: rule.name, forcedBy: $0) }
    }
  }

  private func isContradictory(_ rules: [EditRule], and extra: [Comparison]) -> Bool {
    var solver = RuleSolver(rules, variables: variables, and: extra)
    return solver.conflict() != nil
  }

  /// A smallest set of `rules` that contradicts `extra` and itself.
  private func core(of rules: [EditRule], and extra: [Comparison]) -> [String]? {
    var solver = RuleSolver(rules, variables: variables, and: extra)
    guard let conflict = solver.conflict() else { return nil }
    let support = conflict.rules.filter { $0 < rules.count }.sorted().map { rules[$0] }
    return DeletionFilter.minimal(support) { isContradictory($0, and: extra) }.map(\.name)
  }
}

extension LinearRelation {
  fileprivate var strict: LinearRelation? {
    switch self {
    case .atMost: .less
    case .atLeast: .greater
    case .equal, .less, .greater: nil
    }
  }
}
