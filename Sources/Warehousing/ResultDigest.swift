internal import Files
package import StatisticalModel

/// The canonical text of what reconciliation says, and the hashes over it.
///
/// Deliveries are named by their path, not by their bytes: a file sent again touches only the cells
/// for which it says something else.
package struct ResultDigest: Sendable {
  private let structure: Structure
  private let paths: [String]

  /// `paths` are those of the deliveries that `ReportedValue.delivery` counts.
  package init(structure: Structure, paths: [String]) {
    self.structure = structure
    self.paths = paths
  }

  init(_ content: VintageContent) {
    self.init(
      structure: content.definition.structure,
      paths: content.deliveries.map(\.file.delivery.path))
  }

  /// SHA-256 over figure, checks, flags, bridges and blocks: the `hash` of the figure's row.
  package func hash(of result: CellResult) -> [UInt8] {
    var text = CanonicalText()
    text.add(structure.text(of: result.key))
    add(result.figure, of: result.key, to: &text)
    text.add(list: result.checks) { Self.add($1, to: &$0) }
    text.add(list: result.flags) { add($1, of: result.key, to: &$0) }
    text.add(list: result.bridges) { add($1, of: result.key, to: &$0) }
    // Only where there are any: without decisions every hash is what it was before there were.
    if !result.decisions.isEmpty { Self.add(result.decisions, of: result, to: &text) }
    // Nothing where there was no balancing, so that earlier results keep their hash.
    if let error = result.figure.standardError { text.add(error.description) }
    if !result.blocks.isEmpty {
      text.add(list: result.blocks) { add($1, of: result.key, to: &$0) }
    }
    return text.hash
  }

  /// The hash of a cell about which there is nothing left to say.
  static func hashOfVanished(cell: String) -> [UInt8] {
    var text = CanonicalText()
    text.add("vanished")
    text.add(cell)
    return text.hash
  }

  /// The id of a flag: the same in every vintage in which the same values differ for the same cause,
  /// whatever a person has decided about that.
  package func id(of flag: DiscrepancyFlag) -> String {
    var text = CanonicalText()
    text.add(structure.text(of: flag.key))
    text.add(flag.rule)
    text.add((flag.decided?.cause ?? flag.cause).rawValue)
    text.add(list: flag.reported) { text, value in
      text.add(value.source)
      text.add(structure.text(of: value.key))
      Self.add(value.value, to: &text)
      text.add(value.asOf?.description)
    }
    return hexadecimal(text.hash)
  }

  private func add(_ figure: Figure, of cell: CellKey, to text: inout CanonicalText) {
    text.add(figure.status.rawValue)
    for number in [figure.value, figure.lower, figure.upper, figure.explainedShare] {
      text.add(number?.description)
    }
    text.add(figure.method)
    text.add(figure.rule)
    text.add(list: figure.used) { add($1, of: cell, to: &$0) }
    text.add(list: figure.lost) { add($1, of: cell, to: &$0) }
  }

  /// A quoted value; its cell only where that is another one.
  private func add(_ value: ReportedValue, of cell: CellKey, to text: inout CanonicalText) {
    text.add(value.source)
    text.add(paths.indices.contains(value.delivery) ? paths[value.delivery] : nil)
    text.add(value.key == cell ? nil : structure.text(of: value.key))
    Self.add(value.value, to: &text)
    text.add(value.asOf?.description)
  }

  private static func add(_ value: ObservedValue, to text: inout CanonicalText) {
    text.add(value.state.rawValue)
    text.add(value.number?.description)
    text.add(value.qualifier.rawValue)
    text.add(value.roundingUnit?.description)
  }

  private static func add(_ check: Check, to text: inout CanonicalText) {
    text.add(check.rule)
    text.add(check.source)
    text.add(check.outcome.rawValue)
    text.add(check.residual?.description)
    text.add(check.tolerance.description)
  }

  private func add(_ flag: DiscrepancyFlag, of cell: CellKey, to text: inout CanonicalText) {
    text.add(flag.rule)
    text.add(flag.cause.rawValue)
    text.add(list: flag.secondary) { $0.add($1.rawValue) }
    text.add(flag.confidence.rawValue)
    text.add(flag.severity.rawValue)
    text.add(list: flag.reported) { add($1, of: cell, to: &$0) }
    let measures = flag.measures
    for number in [measures.difference, measures.relative, measures.ratio, measures.tolerance] {
      text.add(number?.description)
    }
    text.add(list: flag.evidence) { text, evidence in
      text.add(evidence.key.rawValue)
      Self.add(evidence.values, to: &text)
    }
    // A result without proposals keeps the hash it had before there were any.
    guard !flag.proposals.isEmpty else { return text.addNull() }
    text.add(list: flag.proposals) { add($1, of: cell, to: &$0) }
  }

  private func add(_ proposal: ProposedValue, of cell: CellKey, to text: inout CanonicalText) {
    text.add(String(proposal.solution))
    text.add(proposal.status.rawValue)
    text.add(proposal.method.rawValue)
    text.add(proposal.weight.description)
    text.add(proposal.source)
    text.add(proposal.key == cell ? nil : structure.text(of: proposal.key))
    for number in [proposal.from, proposal.to, proposal.lower, proposal.upper] {
      text.add(number?.description)
    }
  }

  private func add(_ bridge: Bridge, of cell: CellKey, to text: inout CanonicalText) {
    text.add(bridge.id)
    add(bridge.left, of: cell, to: &text)
    add(bridge.right, of: cell, to: &text)
    text.add(bridge.gap.description)
    text.add(list: bridge.steps) { text, step in
      text.add(step.cause.rawValue)
      Self.add(step.label, to: &text)
      text.add(step.value.description)
    }
    text.add(bridge.unexplained.description)
    text.add(bridge.explainedShare?.description)
  }

  private static func add(
    _ decisions: [CellDecision], of result: CellResult, to text: inout CanonicalText
  ) {
    text.add("decisions")
    text.add(list: decisions) { text, decision in
      text.add(decision.id)
      text.add(decision.sha256)
      text.add(decision.status.rawValue)
    }
    let decided = result.flags.enumerated().filter { $0.element.decided != nil }
    text.add(list: decided) { text, entry in
      text.add(Int64(entry.offset))
      text.add(entry.element.decided?.decision)
      text.add(entry.element.decided?.cause.rawValue)
      text.add(entry.element.decided?.severity.rawValue)
      text.add(entry.element.decided?.confidence.rawValue)
    }
  }

  private func add(_ block: BalancedBlock, of cell: CellKey, to text: inout CanonicalText) {
    text.add(block.id)
    text.add(block.status.rawValue)
    text.add(block.gate?.q)
    text.add(block.gate.map { String($0.degreesOfFreedom) })
    text.add(block.gate?.p)
    text.add(block.level.description)
    text.add(block.overrideReason)
    text.add(list: block.values) { text, value in
      add(value.reported, of: cell, to: &text)
      text.add(value.variance)
      let adjusted = value.adjusted
      for part in [
        adjusted?.exact, adjusted?.value.description, adjusted?.adjustment,
        adjusted?.standardError.description,
      ] { text.add(part) }
    }
    text.add(list: block.constraints) { text, constraint in
      text.add(constraint.rule)
      text.add(structure.text(of: constraint.cell))
      text.add(constraint.source)
      text.add(constraint.state.rawValue)
      for part in [constraint.discrepancy, constraint.price, constraint.contribution] {
        text.add(part)
      }
    }
  }

  private static func add(_ texts: [String: String], to text: inout CanonicalText) {
    text.add(list: texts.sorted { String.byBytes($0.key, $1.key) }) { text, entry in
      text.add(entry.key)
      text.add(entry.value)
    }
  }
}
