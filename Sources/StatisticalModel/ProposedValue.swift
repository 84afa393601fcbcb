/// A correction somebody may decide on; never applied by itself.
///
/// Proposals with one ``solution`` number go together: the flag is resolved when all of them are
/// made. Other numbers are other ways to resolve it.
package struct ProposedValue: Sendable, Hashable {
  /// How a value was found to be wrong.
  package enum Method: String, CaseIterable, Sendable {
    /// A sign was turned.
    case sign
    /// A number was given in another unit: too large or too small by a power of ten.
    case scale
    /// One digit was inserted, left out or replaced, or two neighbours exchanged.
    case typing
    /// Numbers were rounded before they were added.
    case rounding
    /// An absent number is the only one the rules allow.
    case implied
    /// The number belongs to a lightest set of values that must be wrong.
    case localisation
  }

  /// What is known of the set of changes a proposal belongs to.
  package enum Status: String, CaseIterable, Sendable {
    /// It is the only explanation, and leaves no rule of the record broken.
    case corrected
    /// It is certain, but leaves a rule broken or a value open.
    case partial
    /// It is one of several explanations.
    case undecided
  }

  package var source: String
  package var key: CellKey
  /// nil: the source has no number there.
  package var from: ExactDecimal?
  /// nil: the value is suspected, and the rules leave more than one for it.
  package var to: ExactDecimal?
  /// The values the rules leave, where `to` is nil; nil at an end that is open.
  package var lower: ExactDecimal?
  package var upper: ExactDecimal?
  package var method: Method
  /// From 1.
  package var solution: Int
  /// The sum of the weights of the numbers that the solution changes; one in the place of none
  /// weighs nothing.
  package var weight: ExactDecimal
  package var status: Status

  package init(
    source: String, key: CellKey, from: ExactDecimal?, to: ExactDecimal?,
    lower: ExactDecimal? = nil, upper: ExactDecimal? = nil, method: Method, solution: Int = 1,
    weight: ExactDecimal = 1, status: Status
  ) {
    self.source = source
    self.key = key
    self.from = from
    self.to = to
    self.lower = lower
    self.upper = upper
    self.method = method
    self.solution = solution
    self.weight = weight
    self.status = status
  }
}
