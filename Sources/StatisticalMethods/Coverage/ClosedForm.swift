/// The unseen of the two- and three-list models, where a formula gives them (Fienberg 1972; Bishop,
/// Fienberg and Holland 1975, section 6.4).
///
/// Index letters say which lists: `b.` is on B, whatever C.
enum ClosedForm {
  /// The unseen, or nil where the model has no closed form.
  ///
  /// The model must be estimable on the whole table.
  static func unseen(of model: LogLinearModel, counts: [Double]) -> Double? {
    switch (model.listCount, model.interactions.count) {
    case (2, 0): counts[0b01] * counts[0b10] / counts[0b11]
    case (3, 0): independence(counts)
    case (3, 1): oneInteraction(model.interactions[0], counts)
    case (3, 2): twoInteractions(model.interactions, counts)
    case (3, 3): allPairs(counts)
    default: nil
    }
  }

  /// `(Σnᵢ − n)N² − (Σnᵢnⱼ)N + n₁n₂n₃ = 0`, from `Π(1 − nᵢ/N) = 1 − n/N`.
  private static func independence(_ counts: [Double]) -> Double {
    let total = counts.dropFirst().reduce(0, +)
    let sizes = (0..<3).map { list in
      counts.indices.reduce(0.0) { $0 + ($1 >> list & 1 == 1 ? counts[$1] : 0) }
    }
    let square = sizes[0] + sizes[1] + sizes[2] - total
    let linear = sizes[0] * sizes[1] + sizes[0] * sizes[2] + sizes[1] * sizes[2]
    let product = sizes[0] * sizes[1] * sizes[2]
    let root = (linear * linear - 4 * square * product).squareRoot()
    return (linear + root) / (2 * square) - total
  }

  /// `[A][BC]`: people on A alone × people not on A ÷ people on A and another list.
  private static func oneInteraction(_ pair: Int, _ counts: [Double]) -> Double {
    let alone = 0b111 ^ pair
    let others = (1..<8).filter { $0 & alone == 0 }.reduce(0) { $0 + counts[$1] }
    let both = (1..<8).filter { $0 & alone != 0 && $0 != alone }.reduce(0) { $0 + counts[$1] }
    return counts[alone] * others / both
  }

  /// `[AB][BC]`: A and C are independent among those not on B.
  private static func twoInteractions(_ pairs: [Int], _ counts: [Double]) -> Double {
    let free = 0b111 ^ (pairs[0] & pairs[1])
    let singles = (0..<3).map { 1 << $0 }.filter { $0 & free != 0 }
    return counts[singles[0]] * counts[singles[1]] / counts[free]
  }

  /// `[AB][AC][BC]`: no three-way interaction.
  private static func allPairs(_ counts: [Double]) -> Double {
    counts[0b111] * counts[0b001] / counts[0b011] * counts[0b010] / counts[0b110] * counts[0b100]
      / counts[0b101]
  }
}
