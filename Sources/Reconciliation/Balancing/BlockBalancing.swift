import Foundation
import StatisticalMethods
import StatisticalModel

/// Balances one block: definitions first, then size, then the gate.
///
/// A block is judged by itself, whatever else there is, so that blocks can be shared out.
struct BlockBalancing {
  /// Above these a block is flagged and left alone: 10,000 values under 3,000 rules take seconds.
  static let mostValues = 10_000
  static let mostRules = 3_000

  let definition: BalancingDefinition
  let comparison: Comparison
  let table: EvidenceTable

  /// What became of a block, with the flag that says so where it was not balanced.
  func result(of block: TiedQuantities, in all: BalancingQuantities) -> BlockResult {
    let entries = block.quantities.flatMap { all.quantities[$0].entries }
    let size = (values: entries.count, rules: block.rules.count)
    guard size.values <= Self.mostValues, size.rules <= Self.mostRules else {
      return unbalanced(
        .tooLarge, entries,
        because: BlockReason(
          .unexplained, .possible,
          evidence: [
            Evidence(
              .blockTooLarge,
              [
                "values": String(size.values), "rules": String(size.rules),
                "mostValues": String(Self.mostValues), "mostRules": String(Self.mostRules),
              ])
          ]))
    }
    let problem = BlockProblem(block, of: all)
    let reasons = BlockDefinitions.reasons(
      among: problem.entries, constantInTime: definition.isConstantInTime, in: table)
    if let first = reasons.findings.first {
      return unbalanced(
        .definitionsDiffer, problem.entries,
        because: BlockReason(
          first.cause, .decisive,
          secondary: Set(reasons.findings.map(\.cause)).subtracting([first.cause]).sorted(),
          evidence: [
            Evidence(.definitionsBarBalancing, ["sources": reasons.pairs.joined(separator: ", ")])
          ] + reasons.findings.flatMap(\.evidence)))
    }
    return solved(problem)
  }

  private func solved(_ problem: BlockProblem) -> BlockResult {
    let balancer = Balancer(
      level: Double(definition.level.description) ?? Balancer.standardLevel,
      overrideReason: definition.overrideReason)
    do {
      let outcome = try balancer.balance(
        BalancingProblem(problem.variables, problem.constraints))
      switch outcome {
      case .balanced(let balance): return balanced(problem, balance)
      case .refused(let refusal): return refused(problem, refusal)
      case .infeasible(let conflict): return contradictory(problem, conflict)
      }
    } catch {
      return unsolved(problem, because: "\(error)")
    }
  }

  private func balanced(_ problem: BlockProblem, _ balance: Balance) -> BlockResult {
    if balance.rounding == .impossible || balance.rounding == .undecided {
      return unsolved(problem, because: "no whole numbers were found that keep every rule")
    }
    let values = Dictionary(uniqueKeysWithValues: balance.values.map { ($0.name, $0) })
    let variances = problem.variances
    var block = BalancedBlock(
      id: definition.id, status: balance.overrideReason == nil ? .balanced : .overridden,
      gate: BalancedBlock.Gate(balance.gate), level: definition.level,
      overrideReason: balance.overrideReason, values: [],
      constraints: constraints(problem, balance.constraints))
    var figures: [CellKey: BalancedFigure] = [:]
    for entry in problem.entries {
      guard let value = values[problem.representative(of: entry)],
        let adjusted = BalancedBlock.Adjusted(value, of: entry)
      else { return unsolved(problem, because: "a value is beyond what a figure can hold") }
      block.values.append(
        BalancedBlock.Value(
          reported: table.quoted(entry.observation, of: entry.source),
          variance: variances[problem.name(of: entry)]?.written, adjusted: adjusted))
      if !entry.isOutside {
        figures[entry.key] = figures[entry.key] ?? BalancedFigure(adjusted, value, definition)
      }
    }
    var result = BlockResult(block: block, figures: figures)
    if let reason = balance.overrideReason {
      result.flag = flag(
        on: problem.quoted(of: balance.constraints), lead: problem.lead,
        because: gateReason(
          problem, balance.gate, balance.constraints, key: .gateOverridden,
          values: ["reason": reason]))
    }
    return result
  }

  private func refused(_ problem: BlockProblem, _ refusal: BalancingRefusal) -> BlockResult {
    let reason = gateReason(problem, refusal.gate, refusal.constraints, key: .gateRefused)
    var result = unbalanced(
      .gateRefused, problem.entries, of: problem,
      quoting: problem.quoted(of: refusal.constraints), because: reason)
    result.block.gate = BalancedBlock.Gate(refusal.gate)
    result.block.constraints = constraints(problem, refusal.constraints)
    return result
  }

  private func contradictory(
    _ problem: BlockProblem, _ conflict: BalancingConflict
  ) -> BlockResult {
    var result = unbalanced(
      .contradictory, problem.entries, of: problem,
      because: BlockReason(
        .arithmetic, .decisive,
        evidence: [
          Evidence(
            .rulesContradict, ["rules": conflict.members.map(\.id).joined(separator: "; ")])
        ]))
    result.block.constraints =
      conflict.members.compactMap { member in
        var constraint = problem.meaning(of: member.id)
        constraint?.state = .contradicting
        constraint?.price = member.weight.written
        return constraint
      } + problem.open
    return result
  }

  private func unsolved(_ problem: BlockProblem, because reason: String) -> BlockResult {
    unbalanced(
      .unsolved, problem.entries, of: problem,
      because: BlockReason(
        .unexplained, .possible, evidence: [Evidence(.blockUnsolved, ["reason": reason])]))
  }

  private func unbalanced(
    _ status: BalancedBlock.Status, _ entries: [BalancingEntry], of problem: BlockProblem? = nil,
    quoting quoted: [BalancingEntry]? = nil, because reason: BlockReason
  ) -> BlockResult {
    let variances = problem?.variances ?? [:]
    let values = entries.map { entry in
      BalancedBlock.Value(
        reported: table.quoted(entry.observation, of: entry.source),
        variance: problem.flatMap { variances[$0.name(of: entry)]?.written })
    }
    let lead = entries.first { !$0.isOutside }?.key
    return BlockResult(
      block: BalancedBlock(
        id: definition.id, status: status, level: definition.level, values: values,
        constraints: problem?.open ?? []),
      figures: [:], flag: flag(on: quoted ?? entries, lead: lead, because: reason))
  }

  private func constraints(
    _ problem: BlockProblem, _ costs: [ConstraintCost]
  ) -> [BalancedBlock.Constraint] {
    costs.compactMap { cost in
      var constraint = problem.meaning(of: cost.id)
      constraint?.state =
        switch cost.state {
        case .binding: .binding
        case .slack: .slack
        case .redundant: .redundant
        }
      constraint?.discrepancy = cost.discrepancy.written
      constraint?.price = cost.shadowPrice.written
      constraint?.contribution = cost.contribution.written
      return constraint
    } + problem.open
  }
}

/// What became of a block: for the warehouse, for the figures of its cells, and for people.
struct BlockResult {
  var block: BalancedBlock
  /// By cell; empty where nothing was adjusted.
  var figures: [CellKey: BalancedFigure]
  var flag: DiscrepancyFlag?
}
