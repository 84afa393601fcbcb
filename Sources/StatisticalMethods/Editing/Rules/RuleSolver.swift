/// Decides whether values can be found that fulfil all rules of a set, `if … then …` included.
///
/// Rules with several cases are split only where the values at hand break them, and a
/// contradiction that does not need the split ends it (backjumping).
struct RuleSolver {
  private struct Atom {
    var form: Int
    var relation: LinearRelation
  }

  private let ruleCount: Int
  private let forms: [LinearForm]
  private var system: LinearSystem
  /// Rules with more than one case.
  private let splits: [(rule: Int, cases: [[Atom]])]
  /// A contradiction of the rules with one case, found while they were asked for.
  private var contradiction: Set<Int>?

  /// A set of comparisons asked for on top of the rules becomes the rule after the last.
  init(_ rules: [EditRule], variables: [String], and extra: [Comparison] = []) {
    let index = Dictionary(uniqueKeysWithValues: zip(variables, 0...))
    var forms: [LinearForm] = []
    func atom(_ comparison: Comparison) -> Atom {
      forms.append(comparison.form(index))
      return Atom(form: forms.count - 1, relation: comparison.relation)
    }
    let cases = (rules.map(\.cases) + [[extra]]).map { $0.map { $0.map(atom) } }
    self.forms = forms
    ruleCount = cases.count
    splits = zip(0..., cases).filter { $0.1.count > 1 }.map { (rule: $0.0, cases: $0.1) }
    system = LinearSystem(variableCount: variables.count, forms: forms)
    for (rule, cases) in cases.enumerated() where cases.count == 1 && contradiction == nil {
      contradiction = require(cases[0], because: rule)
    }
  }

  /// Asks for a variable to keep a value, until taken back.
  mutating func fix(_ variable: Int, at value: Rational) {
    guard contradiction == nil else { return }
    contradiction = system.fix(variable, at: value, because: ruleCount + variable)
  }

  /// Brings the values to where the rules with one case hold, so that copies start from there.
  mutating func settle() {
    if contradiction == nil { contradiction = system.conflict() }
  }

  /// Looks for values; otherwise returns rules and kept values that contradict each other.
  ///
  /// - Complexity: exponential in the number of rules with several cases, at worst.
  mutating func conflict() -> Conflict? {
    (contradiction ?? search()).map { reasons in
      Conflict(
        rules: reasons.filter { $0 < ruleCount },
        variables: Set(reasons.filter { $0 >= ruleCount }.map { $0 - ruleCount }))
    }
  }

  /// Rules and variables by their places.
  struct Conflict {
    var rules: Set<Int>
    var variables: Set<Int>
  }

  private mutating func search() -> Set<Int>? {
    if let conflict = system.conflict() { return conflict }
    guard let split = splits.first(where: { !$0.cases.contains(where: holds) }) else { return nil }
    var union: Set<Int> = [split.rule]
    for atoms in split.cases {
      let mark = system.mark
      guard let conflict = require(atoms, because: split.rule) ?? search() else { return nil }
      system.undo(to: mark)
      guard conflict.contains(split.rule) else { return conflict }
      union.formUnion(conflict)
    }
    return union
  }

  private func holds(_ atoms: [Atom]) -> Bool {
    atoms.allSatisfy { system.holds(forms[$0.form], $0.relation) }
  }

  private mutating func require(_ atoms: [Atom], because rule: Int) -> Set<Int>? {
    for atom in atoms {
      if let conflict = system.require(form: atom.form, atom.relation, because: rule) {
        return conflict
      }
    }
    return nil
  }
}

extension RuleSolver {
  /// Everything a variable can be while the rules hold; nil when they cannot.
  func range(of variable: Int) -> ValueRange? {
    guard let least = infimum(of: LinearForm([(variable, 1)])),
      let greatest = infimum(of: LinearForm([(variable, -1)]))
    else { return nil }
    return ValueRange(
      least: least.limit.map { ValueRange.Limit(value: $0.number, isReached: $0.epsilon.isZero) },
      greatest: greatest.limit.map {
        ValueRange.Limit(value: -$0.number, isReached: $0.epsilon.isZero)
      })
  }

  private struct Infimum {
    /// nil: the form falls without end.
    var limit: NearRational?

    func isNoGreater(than other: Infimum) -> Bool {
      guard let limit else { return true }
      return other.limit.map { limit <= $0 } ?? false
    }
  }

  private func infimum(of form: LinearForm) -> Infimum? {
    guard contradiction == nil else { return nil }
    var solver = self
    return solver.lowest(form, below: nil, asked: [])
  }

  /// The least value in the cases from here on, where it is below what is `known` already.
  ///
  /// Where the form falls without end, the values at hand say nothing of the rules that are still
  /// to be split: each of them is `asked` before the form is called unbounded.
  private mutating func lowest(
    _ form: LinearForm, below known: Infimum?, asked: Set<Int>
  ) -> Infimum? {
    guard system.conflict() == nil else { return known }
    let relaxed = Infimum(limit: system.minimise(form))
    if let known, known.isNoGreater(than: relaxed) { return known }
    let split = splits.first {
      relaxed.limit == nil ? !asked.contains($0.rule) : !$0.cases.contains(where: holds)
    }
    guard let split else { return relaxed }
    var known = known
    for atoms in split.cases {
      let mark = system.mark
      if require(atoms, because: split.rule) == nil {
        known = lowest(form, below: known, asked: asked.union([split.rule]))
      }
      system.undo(to: mark)
    }
    return known
  }
}

extension Comparison {
  func form(_ index: [String: Int]) -> LinearForm {
    LinearForm(
      coefficients.compactMap { name, coefficient in index[name].map { ($0, coefficient) } },
      constant: constant)
  }
}
