package import StatisticalModel

extension Words {
  /// What became of a block, without a full stop.
  package func status(_ status: BalancedBlock.Status) -> String {
    entry("block.\(status.rawValue)")
  }

  package func state(_ state: BalancedBlock.Constraint.State) -> String {
    entry("constraint.\(state.rawValue)")
  }

  /// What the chi-square test gave, without a full stop.
  package func sentence(_ gate: BalancedBlock.Gate, level: ExactDecimal) -> String {
    fill(
      entry("block.gate"),
      [
        "q": exact(gate.q), "degreesOfFreedom": number(gate.degreesOfFreedom), "p": gate.p,
        "level": number(level),
      ])
  }

  /// An exact number, `14` or `1022/81`, as people read it: four digits behind the point at most,
  /// and then `≈` before it; one too long for that as it is.
  package func exact(_ text: String) -> String {
    let parts = text.split(separator: "/").map { ExactDecimal(parsing: String($0)) }
    guard parts.count < 3, let top = parts.first ?? nil, let bottom = parts.last ?? nil else {
      return text
    }
    let divisor = parts.count == 2 ? bottom : 1
    guard let rounded = top.quotient(by: divisor, digits: 4) else { return text }
    return (rounded * divisor == top ? "" : "≈") + number(rounded)
  }
}
