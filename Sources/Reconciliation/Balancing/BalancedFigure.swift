import Foundation
import StatisticalMethods
import StatisticalModel

/// What balancing says about one cell.
struct BalancedFigure {
  var value: ExactDecimal
  var standardError: ExactDecimal
  var lower: ExactDecimal?
  var upper: ExactDecimal?

  /// Digits behind the point of a value that ends later or never.
  static let digits = ExactDecimal.maximumFractionDigits
  /// Of the normal distribution, both tails 5 per cent.
  private static let quantile = Rational(196, over: 100)

  /// The value with its 95 per cent normal interval, widened to the last digit (to whole numbers
  /// where the result is one) and cut at the declared bounds.
  init(
    _ adjusted: BalancedBlock.Adjusted, _ value: Balance.Value, _ definition: BalancingDefinition
  ) {
    self.value = adjusted.value
    standardError = adjusted.standardError
    let reach = Self.quantile * Rational(adjusted.standardError)
    let places = definition.isWhole ? 0 : Self.digits
    let least = (value.value - reach).floor(digits: places)
    let most = (value.value + reach).ceiling(digits: places)
    lower = ExactDecimal(
      rounding: max(least, definition.lower.map { Rational($0) } ?? least), digits: Self.digits)
    upper = ExactDecimal(
      rounding: min(most, definition.upper.map { Rational($0) } ?? most), digits: Self.digits)
  }
}

extension BalancedBlock.Adjusted {
  /// - Returns: nil when the value is beyond what a decimal of ours can hold.
  init?(_ balanced: Balance.Value, of entry: BalancingEntry) {
    guard let value = ExactDecimal(rounding: balanced.value, digits: BalancedFigure.digits),
      let error = balanced.variance.squareRoot(digits: BalancedFigure.digits),
      let standardError = ExactDecimal(rounding: error, digits: BalancedFigure.digits)
    else { return nil }
    self.init(
      exact: balanced.value.written, value: value,
      adjustment: (balanced.value - entry.number).written, standardError: standardError)
  }
}

extension BalancedBlock.Gate {
  init(_ gate: BalancingGate) {
    self.init(
      q: gate.q.written, degreesOfFreedom: gate.degreesOfFreedom,
      // Four of about twelve good digits, so that no library's last digit shows.
      p: gate.p == 0 ? "0" : String(format: "%.3e", gate.p))
  }
}

extension Rational {
  /// Exact text as ``BalancedBlock`` writes it.
  var written: String {
    let exact = text
    return exact.count <= BalancedBlock.longestText ? exact : "≈" + decimal(digits: 12)
  }
}
