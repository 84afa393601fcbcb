import Foundation
import StatisticalModel

/// Places numbers along a stretch of the picture, with round ticks.
struct Scale {
  /// 1, 2 or 5 times a power of ten apart; the first and last enclose all numbers.
  let ticks: [ExactDecimal]
  private let start: Double
  private let end: Double

  /// - Parameters:
  ///   - start: where the least tick stands; `end`: where the greatest does.
  ///   - count: of the steps wanted; there can be up to twice as many.
  init(covering numbers: [ExactDecimal], from start: Double, to end: Double, steps count: Int = 4) {
    self.start = start
    self.end = end
    let least = numbers.min() ?? .zero
    let greatest = numbers.max() ?? .zero
    let step = Self.step(for: (greatest - least).approximation / Double(count))
    let unit = step.approximation
    let first = Int((least.approximation / unit).rounded(.down))
    let last = max(Int((greatest.approximation / unit).rounded(.up)), first + 1)
    ticks = (first...last).map { step * ExactDecimal($0) }
  }

  func position(_ number: ExactDecimal) -> Double {
    guard let first = ticks.first?.approximation, let last = ticks.last?.approximation else {
      return start
    }
    return start + (number.approximation - first) / (last - first) * (end - start)
  }

  /// The next of 1, 2, 5 × 10^k that is not below `width`; 1 where there is nothing to spread.
  private static func step(for width: Double) -> ExactDecimal {
    guard width > 0, width.isFinite else { return ExactDecimal(1) }
    let exponent = max(Int(log10(width).rounded(.down)), -ExactDecimal.maximumFractionDigits)
    let power = pow(10, Double(exponent))
    let digit = [1, 2, 5, 10].first { Double($0) * power >= width * 0.999_999 } ?? 10
    var step = ExactDecimal(digit)
    if exponent < 0 { return ExactDecimal(significand: Int128(digit), scale: -exponent) }
    for _ in 0..<exponent { step = step * 10 }
    return step
  }
}
