/// How a correction was deduced.
public enum CorrectionMethod: String, Hashable, Sendable, CaseIterable {
  /// A sign was turned, or the two sides of a balance were exchanged (Scholtus 2008).
  case sign
  /// A running balance was reported for the balance of a period (Scholtus 2008).
  case cumulation
  /// A value was reported in another unit: too large or too small by a power of ten.
  case powerOfTen = "power-of-ten"
  /// One digit was inserted, left out or replaced, or two neighbours exchanged (Damerau 1964;
  /// Scholtus 2009).
  case typo
  /// Values were rounded before they were added (Scholtus 2009, without its random choice).
  case rounding
  /// A missing value is the only one the rules allow (de Waal, Pannekoek and Scholtus 2011).
  case implied

  /// The method's formula and where it is published, for people who check an answer.
  public var source: String {
    switch self {
    case .sign:
      "fewest sign changes and exchanges that satisfy all equalities; Scholtus 2008, "
        + "CBS discussion paper 08015"
    case .cumulation:
      "x[k] - x[k-1] for a running balance x[k]; Scholtus 2008, CBS discussion paper 08015"
    case .powerOfTen: "the value implied by a broken equality is x * 10^k; unit errors"
    case .typo:
      "the value implied by a broken equality is one Damerau-Levenshtein step away; "
        + "Scholtus 2009, CBS discussion paper 09046"
    case .rounding:
      "fewest changes, least total change, least reliable, last in order; after Scholtus 2009, "
        + "CBS discussion paper 09046, without its random choice"
    case .implied:
      "the only value the rules allow; de Waal, Pannekoek and Scholtus 2011, "
        + "Handbook of Statistical Data Editing and Imputation"
    }
  }
}

/// A new value for a variable of a record.
public struct ValueChange: Hashable, Sendable {
  /// The variable's name.
  public let variable: String
  /// nil: the value was missing.
  public let from: Rational?
  /// What it should be.
  public let to: Rational
  /// How that was deduced.
  public let method: CorrectionMethod

  /// Says that `variable` should be `to` instead of `from`.
  public init(variable: String, from: Rational?, to: Rational, method: CorrectionMethod) {
    self.variable = variable
    self.from = from
    self.to = to
    self.method = method
  }
}

/// What a method proposes for a record: never applied by itself.
public struct CorrectionProposal: Hashable, Sendable {
  /// What is certain, in canonical order; empty when nothing is.
  public var changes: [ValueChange] = []
  /// The explanations that are equally good, where there are several.
  public var alternatives: [[ValueChange]] = []

  /// Whether there is neither a change nor a choice of changes.
  public var isEmpty: Bool { changes.isEmpty && alternatives.isEmpty }

  /// Proposes the changes that all of the equally good explanations share.
  static func common(to explanations: [[ValueChange]]) -> CorrectionProposal {
    guard let first = explanations.first, explanations.count > 1 else {
      return CorrectionProposal(changes: explanations.first ?? [])
    }
    return CorrectionProposal(
      changes: first.filter { change in explanations.allSatisfy { $0.contains(change) } },
      alternatives: explanations)
  }

  /// Proposes the only explanation, or nothing.
  static func unique(of explanations: [[ValueChange]]) -> CorrectionProposal {
    explanations.count == 1
      ? CorrectionProposal(changes: explanations[0])
      : CorrectionProposal(alternatives: explanations)
  }

  mutating func append(_ other: CorrectionProposal) {
    changes += other.changes
    alternatives += other.alternatives
  }
}

extension [ValueChange] {
  /// The changes that turn `old` into `new`, in canonical order.
  init(
    from old: [String: Rational], to new: [String: Rational], method: CorrectionMethod
  ) {
    self = new.filter { old[$0.key] != $0.value }
      .sorted { NameOrder.precedes($0.key, $1.key) }
      .map { ValueChange(variable: $0.key, from: old[$0.key], to: $0.value, method: method) }
  }

  /// The record with the changes made.
  func applied(to record: [String: Rational]) -> [String: Rational] {
    reduce(into: record) { $0[$1.variable] = $1.to }
  }
}
