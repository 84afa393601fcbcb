import StatisticalMethods
import StatisticalModel

/// A value that a method would change.
struct ProposedChange: Hashable {
  var key: CellKey
  var from: ExactDecimal?
  var to: ExactDecimal?
  var lower: ExactDecimal?
  var upper: ExactDecimal?
  var method: ProposedValue.Method

  /// Deduced changes as one for each variable, from what the source says to what came out last.
  static func changes(
    _ changes: [ValueChange], in problem: EditingProblem
  ) -> [String: ProposedChange] {
    changes.reduce(into: [:]) { made, change in
      guard let variable = problem.variables[change.variable], variable.isOpen,
        let method = ProposedValue.Method(change.method)
      else { return }
      let from = variable.observed?.exactNumber
      let to = ExactDecimal(change.to)
      let isBack = from != nil && from == to
      made[change.variable] =
        isBack ? nil : ProposedChange(key: variable.key, from: from, to: to, method: method)
    }
  }

  /// The suspects of a localisation, each with its value or the bounds of it.
  static func changes(
    _ solution: Localisation.Solution, in problem: EditingProblem
  ) -> [String: ProposedChange] {
    solution.variables.reduce(into: [:]) { made, name in
      guard let variable = problem.variables[name], variable.isOpen else { return }
      let range = solution.ranges[name]
      let value = range?.determined
      made[name] = ProposedChange(
        key: variable.key, from: variable.observed?.exactNumber,
        to: value.flatMap { ExactDecimal($0) },
        lower: value == nil ? range?.least.flatMap { ExactDecimal($0.value) } : nil,
        upper: value == nil ? range?.greatest.flatMap { ExactDecimal($0.value) } : nil,
        method: .localisation)
    }
  }
}

extension ProposedChange {
  /// By cell, then by what would stand there, no number first; only equal changes tie, so that
  /// nothing is left to the order of a set.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    if left.key != right.key { return left.key < right.key }
    for (a, b) in zip(left.numbers, right.numbers) where a != b {
      guard let a, let b else { return a == nil }
      return a < b
    }
    return left.method.rawValue < right.method.rawValue
  }

  private var numbers: [ExactDecimal?] { [to, lower, upper, from] }
}

extension [String: ProposedChange] {
  /// The record with the changes made whose value is known.
  func made(to record: [String: Rational]) -> [String: Rational] {
    reduce(into: record) { record, change in
      if let to = change.value.to { record[change.key] = Rational(to) }
    }
  }
}

extension ProposedValue.Method {
  /// nil for a method that works on series, which a record is not.
  init?(_ method: CorrectionMethod) {
    guard let same = Self.allCases.first(where: { $0.correction == method }) else { return nil }
    self = same
  }

  /// The deductive method of that name; localisation is none.
  var correction: CorrectionMethod? {
    switch self {
    case .sign: .sign
    case .scale: .powerOfTen
    case .typing: .typo
    case .rounding: .rounding
    case .implied: .implied
    case .localisation: nil
    }
  }
}
