extension ObservedValue {
  /// The part of a value that a crosswalk sends to one target; a split number is an estimate.
  package func times(_ share: ExactDecimal) -> ObservedValue {
    guard share != 1, let number else { return self }
    let qualifier = qualifier == .exact && share != 0 ? Qualifier.approximate : qualifier
    return ObservedValue(number * share, qualifier: qualifier)
  }

  /// The sum of two records of one cell.
  ///
  /// With an absent or open part the sum is a bound, not a number: suppressed is not zero. Two
  /// absences of one kind are that kind; of different kinds, missing. Rounding units add up, as the
  /// distances to the truth do.
  package func adding(_ other: ObservedValue) -> ObservedValue {
    let unit = Self.sum(roundingUnit, other.roundingUnit)
    switch (number, other.number) {
    case (let left?, let right?):
      return ObservedValue(
        left + right, qualifier: Self.combined(qualifier, other.qualifier), roundingUnit: unit)
    case (let known?, nil):
      return ObservedValue(
        known, qualifier: Self.combined(qualifier, .atLeast), roundingUnit: roundingUnit)
    case (nil, let known?):
      return ObservedValue(
        known, qualifier: Self.combined(other.qualifier, .atLeast),
        roundingUnit: other.roundingUnit)
    case (nil, nil):
      return ObservedValue(absent: state == other.state ? state : .missing, roundingUnit: unit)
    }
  }

  private static func sum(_ left: ExactDecimal?, _ right: ExactDecimal?) -> ExactDecimal? {
    guard let left else { return right }
    return right.map { left + $0 } ?? left
  }

  private static func combined(_ left: Qualifier, _ right: Qualifier) -> Qualifier {
    if left == .exact { return right }
    if right == .exact || left == right { return left }
    return .approximate
  }
}
