import StatisticalMethods
import StatisticalModel

/// Two sources' values of one cell, side by side.
struct ComparedPair {
  let table: EvidenceTable
  let key: CellKey
  let left: SourceEvidence
  let right: SourceEvidence

  var leftSource: SourceDefinition { table.sources[left.source] }
  var rightSource: SourceDefinition { table.sources[right.source] }
  var leftValue: ObservedValue { left.current.value }
  var rightValue: ObservedValue { right.current.value }

  var name: String { table.pairName(left.source, right.source) }

  var reported: [ReportedValue] {
    [table.quoted(left.current, of: left.source), table.quoted(right.current, of: right.source)]
  }

  /// Both numbers, bounds included; nil when either is absent.
  var numbers: (ExactDecimal, ExactDecimal)? {
    guard let a = leftValue.number, let b = rightValue.number else { return nil }
    return (a, b)
  }

  /// What rounding alone can make of the difference: half a unit on each rounded side, strictly.
  var roundingSlack: ExactDecimal {
    let half = ExactDecimal(significand: 5, scale: 1)
    return [leftValue, rightValue].compactMap(\.roundingUnit)
      .reduce(.zero) { $0 + $1 * half }
  }

  var isWithinRounding: Bool {
    guard let (a, b) = numbers else { return false }
    return a == b || (a - b).magnitude < roundingSlack || isRoundedTie
  }

  /// Exactly half a unit, away from zero, between an exact number and a rounded one.
  ///
  /// 125 rounded to tens is 130. Towards zero, or between two rounded numbers, half a unit is not rounding.
  private var isRoundedTie: Bool {
    let (rounded, exact) =
      leftValue.roundingUnit == nil ? (rightValue, leftValue) : (leftValue, rightValue)
    guard exact.roundingUnit == nil, let unit = rounded.roundingUnit,
      let number = rounded.number, let truth = exact.number
    else { return false }
    let half = unit * ExactDecimal(significand: 5, scale: 1)
    return number.magnitude == truth.magnitude + half && number.isNegative == truth.isNegative
  }

  /// Agrees when equal up to declared rounding; cannot be judged when a side is absent, a guess, or
  /// when a bound leaves both possible.
  var outcome: Outcome {
    guard numbers != nil else { return .cannotBeJudged }
    if leftValue.exactNumber != nil, rightValue.exactNumber != nil {
      return isWithinRounding ? .agrees : .disagrees
    }
    return boundsAreDisjoint ? .disagrees : .cannotBeJudged
  }

  private var boundsAreDisjoint: Bool {
    func isBelow(_ upper: ExactDecimal?, _ lower: ExactDecimal?) -> Bool {
      guard let upper, let lower else { return false }
      return upper + roundingSlack < lower
    }
    return isBelow(leftValue.upperBound, rightValue.lowerBound)
      || isBelow(rightValue.upperBound, leftValue.lowerBound)
  }

  /// Left less right; nil when either is absent.
  var difference: ExactDecimal? { numbers.map { $0.0 - $0.1 } }

  var measures: Measures {
    guard let (a, b) = numbers else { return Measures(difference: nil, tolerance: roundingSlack) }
    return DiscrepancyMeasures.of(a, b, tolerance: roundingSlack)
  }
}

/// What one test of a cause has to say about a pair.
struct CauseFinding {
  var cause: Cause
  var confidence: Confidence
  var evidence: [Evidence]
}
