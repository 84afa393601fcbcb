/// Which inequalities bind, in binary floating point, by block principal pivoting (Júdice and Pires
/// 1994): all rows of the wrong sign change sides at once, one at a time when that stops helping.
struct BindingRows {
  private static let tries = 10
  private static let rounds = 100

  private(set) var active: [Int]
  private(set) var values: [Double]
  /// By place in `active`.
  private(set) var multipliers: [Double]

  init(_ system: FloatingSystem) throws {
    active = system.equalities
    (values, multipliers) = system.solve(active)
    var fewest = Int.max
    var triesLeft = Self.tries
    for _ in 0..<Self.rounds {
      let wrong = wrongRows(system)
      if wrong.isEmpty { return }
      if wrong.count < fewest {
        (fewest, triesLeft) = (wrong.count, Self.tries)
      } else {
        triesLeft -= 1
      }
      let moved = triesLeft > 0 ? wrong : Array(wrong.suffix(1))
      active = Set(active).symmetricDifference(moved).sorted()
      (values, multipliers) = system.solve(active)
    }
    throw BalancingFailure.unsettled(rounds: Self.rounds)
  }

  /// Binding rows that push the wrong way, and broken ones that do not bind.
  private func wrongRows(_ system: FloatingSystem) -> [Int] {
    let members = Set(active)
    let pushing = zip(active, multipliers).filter {
      !system.isEquality[$0.0] && $0.1 < -system.tolerance(of: $0.0)
    }
    let broken = system.inequalities.filter {
      !members.contains($0) && system.isBroken($0, at: values)
    }
    return (pushing.map(\.0) + broken).sorted()
  }
}
