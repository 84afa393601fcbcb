/// What a cell of a ministry's file says: a number, or the kind of absence of one.
///
/// A zero, a blank, "not applicable", "suppressed", "not collected" and "included elsewhere" are
/// different values from file to figure (SDMX CL_OBS_STATUS 2.2; UOE codes a, m, n, x).
package enum ValueState: String, CaseIterable, Sendable {
  /// A number was given; zero is a number.
  case reported
  /// Not zero, but below half of the rounding unit.
  case roundedZero
  /// Exists, was not given.
  case missing
  /// Cannot exist.
  case notApplicable
  /// Was never asked for.
  case notCollected
  /// Known to the sender, withheld.
  case suppressed
  /// Counted in another cell.
  case includedElsewhere
  /// The source's sign stands for more than one of the above.
  case ambiguous
  /// Was given, and taken back by a later delivery or a later part of the same.
  case deleted

  /// The code of SDMX CL_OBS_STATUS that says the same.
  package var observationStatus: String {
    switch self {
    case .reported: "A"
    case .roundedZero: "N"
    case .missing, .ambiguous, .deleted: "O"
    case .notApplicable: "M"
    case .notCollected: "L"
    case .suppressed: "Q"
    case .includedElsewhere: "K"
    }
  }
}

/// How a reported number bounds the true one.
package enum Qualifier: String, CaseIterable, Sendable {
  case exact
  /// "more than 235 000": a lower bound.
  case atLeast
  /// "fewer than 5": an upper bound.
  case atMost
  /// "about 32 thousand": neither bound is known.
  case approximate
}

/// A number or a typed absence, with the unit it was rounded to where the source declares one.
package struct ObservedValue: Hashable, Sendable {
  /// Present exactly when `state` is `reported`.
  package var number: ExactDecimal?
  // Behind the number, where they fill what it leaves of its sixteen bytes.
  package var state: ValueState
  package var qualifier: Qualifier
  /// The truth is less than half of this away; nil where the source gives exact values.
  ///
  /// A number as read is a multiple of it; of a sum it is the parts' units added up.
  package var roundingUnit: ExactDecimal?

  package init(
    _ number: ExactDecimal, qualifier: Qualifier = .exact, roundingUnit: ExactDecimal? = nil
  ) {
    self.state = .reported
    self.number = number
    self.qualifier = qualifier
    self.roundingUnit = roundingUnit
  }

  package init(absent state: ValueState, roundingUnit: ExactDecimal? = nil) {
    precondition(state != .reported, "a reported value has a number")
    self.state = state
    self.number = nil
    self.qualifier = .exact
    self.roundingUnit = roundingUnit
  }

  /// The number, when it stands for itself and not for a bound or a guess.
  package var exactNumber: ExactDecimal? { qualifier == .exact ? number : nil }

  /// The values the truth may have, rounding left aside; nil at an end that is open.
  ///
  /// An absent value of a count is anything from zero up.
  package var lowerBound: ExactDecimal? {
    switch (number, qualifier) {
    case (let number?, .exact), (let number?, .atLeast): number
    default: state == .notApplicable ? nil : .zero
    }
  }

  package var upperBound: ExactDecimal? {
    switch (number, qualifier) {
    case (let number?, .exact), (let number?, .atMost): number
    default: state == .roundedZero ? roundingUnit : nil
    }
  }
}
