import Foundation
import Reporting
import StatisticalMethods
import StatisticalModel

extension JSONValue {
  /// A number as a JSON number with at most `digits` digits behind the point; as text when it is
  /// too long for one.
  static func rounded(_ number: Rational, digits: Int = 9) -> JSONValue {
    decimal(text: number.decimal(digits: digits), scale: digits)
  }

  /// A probability or standard error with nine significant digits.
  static func approximate(_ number: Double) -> JSONValue {
    guard number.isFinite, number != 0 else { return 0 }
    let digits = 8 - Int(log10(abs(number)).rounded(.down))
    let scaled = (number * pow(10, Double(digits))).rounded()
    guard digits >= 0, scaled.isFinite else { return .string(String(number)) }
    return .decimal(ExactDecimal(significand: Int128(scaled), scale: digits))
  }

  private static func decimal(text: String, scale: Int) -> JSONValue {
    guard let significand = Int128(text.filter { $0 != "." }) else { return .string(text) }
    return .decimal(ExactDecimal(significand: significand, scale: scale))
  }
}

/// Numbers for people.
enum MethodText {
  /// Four significant digits or a scientific form where the number is very small.
  static func probability(_ p: Double) -> String {
    p >= 0.0001 || p == 0
      ? JSONValue.approximate((p * 10_000).rounded() / 10_000).text
      : String(format: "%.1e", p)
  }

  static func signed(_ number: Rational, digits: Int = 4) -> String {
    (number > 0 ? "+" : "") + number.decimal(digits: digits)
  }
}
