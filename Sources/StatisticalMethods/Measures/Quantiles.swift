/// Order statistics, interpolated linearly between neighbours (Hyndman and Fan 1996, type 7).
struct Quantiles {
  private let sorted: [Double]

  /// nil without values.
  init?(of values: [Double]) {
    if values.isEmpty { return nil }
    sorted = values.sorted()
  }

  /// The value below which a share of the others lies.
  func at(_ share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  var median: Double { at(0.5) }

  /// The median distance from the median.
  var medianAbsoluteDeviation: Double {
    Quantiles(of: sorted.map { abs($0 - median) })?.median ?? 0
  }
}
