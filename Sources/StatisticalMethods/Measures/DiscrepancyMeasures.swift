package import StatisticalModel

/// How far two numbers are apart, in the measures statisticians compare.
///
/// Difference `a − b`; relative difference to the mean `2(a − b)/(a + b)`; ratio `a/b`. A measure
/// that is not defined (both zero, a zero divisor) is nil: a state, never a number.
package enum DiscrepancyMeasures {
  /// Digits behind the point of the relative difference and the ratio.
  package static let digits = 6

  package static func of(
    _ a: ExactDecimal, _ b: ExactDecimal, tolerance: ExactDecimal
  ) -> Measures {
    let difference = a - b
    return Measures(
      difference: difference,
      relative: (difference + difference).quotient(by: a + b, digits: digits),
      ratio: a.quotient(by: b, digits: digits), tolerance: tolerance)
  }
}

extension Materiality {
  /// Whether a difference between two numbers passes both the floor and the percentage (EITI
  /// practice: either alone floods the reader).
  package func admits(difference: ExactDecimal, between a: ExactDecimal, and b: ExactDecimal)
    -> Bool
  {
    let size = difference.magnitude
    let larger = max(a.magnitude, b.magnitude)
    return size >= floor && size * 100 >= percent * larger
  }
}
