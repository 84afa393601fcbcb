/// Finds running balances that were reported for the balances of their periods (Scholtus 2008,
/// section 4): each value of a sequence after the first is replaced by its difference from the one
/// before.
public struct CumulationCorrection: Sendable {
  /// Variables in the order of their periods.
  public var sequences: [[String]]
  private let rules: RuleSet

  /// Prepares the rules.
  public init(rules: RuleSet, sequences: [[String]]) {
    self.rules = rules
    self.sequences = sequences
  }

  /// Proposes differences for a sequence of which a rule is broken and all rules hold afterwards.
  public func proposal(for record: [String: Rational]) -> CorrectionProposal {
    sequences.reduce(into: CorrectionProposal()) { proposal, sequence in
      let values = sequence.compactMap { record[$0] }
      guard values.count == sequence.count, values.count > 1 else { return }
      var changed = record
      for place in 1..<values.count { changed[sequence[place]] = values[place] - values[place - 1] }
      let names = Set(sequence.dropFirst())
      let concerned = rules.rules.filter { !$0.variables.isDisjoint(with: names) }
      guard concerned.contains(where: { $0.holds(in: record) == false }),
        concerned.allSatisfy({ $0.holds(in: changed) == true })
      else { return }
      proposal.append(
        CorrectionProposal(changes: [ValueChange](from: record, to: changed, method: .cumulation)))
    }
  }
}
