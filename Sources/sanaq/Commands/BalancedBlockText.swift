import Reporting
import StatisticalMethods
import StatisticalModel
import Warehousing

/// A block of balancing as `explain` prints it: the gate, what moved, what each rule cost.
struct BalancedBlockText {
  let block: BalancedBlockRow
  let structure: Structure

  var lines: [String] {
    ["", "Balancing \(block.id): \(verdict)"] + gate.map { "  \($0)" }
      + values.lines.map { "  \($0)" }
      + (block.constraints.isEmpty ? [] : [""] + constraints.lines.map { "  \($0)" })
  }

  private var verdict: String {
    switch block.status {
    case .balanced: "the gate passed, the values were adjusted"
    case .overridden:
      "adjusted in spite of the gate: \(block.overrideReason ?? "no reason was kept")"
    case .definitionsDiffer: "refused before the gate, since the definitions differ"
    case .gateRefused: "refused by the gate, nothing was adjusted"
    case .contradictory: "refused, since rules and fixed values cannot hold together"
    case .tooLarge: "not tried, since the block is too large"
    case .unsolved: "not solved, nothing was adjusted"
    }
  }

  private var gate: [String] {
    guard let gate = block.gate else { return [] }
    let degrees = gate.degreesOfFreedom == 1 ? "degree" : "degrees"
    return [
      "Q = \(Self.rounded(gate.q)) on \(gate.degreesOfFreedom) \(degrees) of freedom, p = \(gate.p), "
        + "level \(block.level)"
    ]
  }

  private var values: TextTable {
    var table = TextTable([
      ("cell", .left), ("source", .left), ("given", .right), ("error before", .right),
      ("balanced", .right), ("adjustment", .right), ("error after", .right),
    ])
    for value in block.values {
      table.add([
        Self.cell(value.quoted.cell, structure), value.quoted.source, value.quoted.value.text,
        value.variance.map(Self.standardError) ?? "",
        value.adjusted.map { Self.rounded($0.exact) } ?? "",
        value.adjusted.map { Self.rounded($0.adjustment) } ?? "",
        value.adjusted?.standardError.description ?? "",
      ])
    }
    return table
  }

  private var constraints: TextTable {
    var table = TextTable([
      ("rule", .left), ("cell", .left), ("state", .left), ("discrepancy", .right),
      ("shadow price", .right), ("part of Q", .right),
    ])
    for constraint in block.constraints {
      let source = constraint.source.isEmpty ? "" : " of \(constraint.source)"
      table.add([
        constraint.rule + source, Self.cell(constraint.cell, structure), constraint.state.rawValue,
        constraint.discrepancy.map(Self.rounded) ?? "", constraint.price.map(Self.rounded) ?? "",
        constraint.contribution.map(Self.rounded) ?? "",
      ])
    }
    return table
  }

  private static func cell(_ key: String, _ structure: Structure) -> String {
    CellText(DimensionCode.codes(of: key), in: structure).key
  }

  private static func standardError(_ variance: String) -> String {
    guard let root = Rational(variance)?.squareRoot(digits: 6) else { return "" }
    return root.text
  }

  /// Four digits behind the point at most; exact numbers stand in the JSON.
  private static func rounded(_ text: String) -> String {
    guard let number = Rational(text) else { return text }
    let exact = number.text
    return exact.contains("/") || exact.count > 12 ? number.decimal(digits: 4) : exact
  }
}
