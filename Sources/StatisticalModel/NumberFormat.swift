/// How a source writes numbers.
///
/// Whatever does not fit is quarantined, never guessed.
package struct NumberFormat: Sendable {
  package enum Percent: String, CaseIterable, Sendable {
    /// No percent sign.
    case plain
    /// A percent sign may follow, after an optional space.
    case sign
    /// Shares of 1, turned into percent.
    case share
  }

  package var decimal: UInt8
  /// Group separators allowed between groups of three digits.
  package var groups: Set<Unicode.Scalar>
  package var percent: Percent
  package var multiplier: ExactDecimal
  package var roundingUnit: ExactDecimal?
  /// Texts before a number that make it a bound or a guess.
  package var prefixes: [(text: String, qualifier: Qualifier)]
  /// Whether a number below zero is legal; counts are not.
  package var allowsNegative: Bool

  package init(
    decimal: UInt8 = UInt8(ascii: "."), groups: Set<Unicode.Scalar> = [],
    percent: Percent = .plain, multiplier: ExactDecimal = 1, roundingUnit: ExactDecimal? = nil,
    prefixes: [(text: String, qualifier: Qualifier)] = [], allowsNegative: Bool = false
  ) {
    self.decimal = decimal
    self.groups = groups
    self.percent = percent
    self.multiplier = multiplier
    self.roundingUnit = roundingUnit
    self.prefixes = prefixes
    self.allowsNegative = allowsNegative
  }
}

/// What a source's mark for an absent value stands for.
package enum Marker: Hashable, Sendable {
  case absent(ValueState)
  /// A true zero.
  case zero
  /// Not a cell at all: in a wide table, a column that does not apply to the row.
  case skip
}

package enum Aggregation: String, CaseIterable, Sendable {
  /// A cell stands in one record; a second record for it is a duplicate.
  case none
  /// Records of one cell are added up (a row per school).
  case sum
}
