import StatisticalMethods
import StatisticalModel

/// FMT: one number is a power of ten times the other.
enum ScaleCause {
  static func test(_ pair: ComparedPair) -> [CauseFinding] {
    guard let (a, b) = pair.numbers, let exponent = ScaleSlip.exponent(of: a, over: b) else {
      return []
    }
    return [
      CauseFinding(
        cause: .format, confidence: ScaleSlip.isPowerOfTen(a, over: b) ? .decisive : .probable,
        evidence: [Evidence(.powerOfTen, ["exponent": String(exponent)])])
    ]
  }
}
