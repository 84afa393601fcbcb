import StatisticalMethods
import StatisticalModel

/// FMT: one number is a power of ten times the other.
enum ScaleCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let (a, b) = pair.numbers, let exponent = ScaleSlip.exponent(of: a, over: b) else {
      return []
    }
    let isExact = exponent > 0 ? a == b * power(exponent) : b == a * power(-exponent)
    return [
      CauseFinding(
        cause: .format, confidence: isExact ? .decisive : .probable,
        evidence: [Evidence(.powerOfTen, ["exponent": String(exponent)])])
    ]
  }

  private static func power(_ exponent: Int) -> ExactDecimal {
    (0..<exponent).reduce(ExactDecimal(1)) { power, _ in power * 10 }
  }
}
