/// Root finding that cannot fail: halving an interval (Bolzano).
enum Bisection {
  /// The root of a function that rises through zero between the ends, to a share `precision` of it.
  ///
  /// A function that never rises to zero gives the upper end, one that starts above it the lower.
  static func root(
    above: Double, below: Double, precision: Double = 0, of function: (Double) -> Double
  ) -> Double {
    var (low, high) = (above, below)
    // 1100 halvings pass the smallest double; the interval is exhausted long before.
    for _ in 0..<1100 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high, high - low > precision * high else { break }
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }
}
