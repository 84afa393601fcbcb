/// Finds the missing values that the rules leave no choice about (de Waal, Pannekoek and
/// Scholtus, Handbook of Statistical Data Editing and Imputation, 2011, section 9.2).
///
/// Inequalities count too: parts that cannot be negative and add up to nothing are zero. Where
/// the reported values contradict each other, nothing is deduced from them.
public struct ImpliedValues: Sendable {
  private let rules: RuleSet

  /// Prepares the rules.
  public init(rules: RuleSet) { self.rules = rules }

  /// What the method proposes for a record.
  public func proposal(for record: [String: Rational]) -> CorrectionProposal {
    let missing = rules.variables.filter { record[$0] == nil }
    guard !missing.isEmpty else { return CorrectionProposal() }
    var changes: [ValueChange] = []
    for part in rules.parts(linking: { record[$0] == nil }) {
      var solver = RuleSolver(part.rules, variables: part.variables)
      for (place, name) in part.variables.enumerated() {
        if let value = record[name] { solver.fix(place, at: value) }
      }
      for (place, name) in part.variables.enumerated() where record[name] == nil {
        guard let value = solver.range(of: place)?.determined else { continue }
        changes.append(ValueChange(variable: name, from: nil, to: value, method: .implied))
      }
    }
    return CorrectionProposal(
      changes: changes.sorted { NameOrder.precedes($0.variable, $1.variable) })
  }
}
