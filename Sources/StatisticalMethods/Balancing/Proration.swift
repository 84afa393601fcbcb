/// Weighted proration of parts to their total.
///
/// `x_i + (Y - Σ x) (x_i / w_i) / Σ (x_j / w_j)`: a heavier weight moves a part less.
/// Source: Statistics Canada, Banff, procedure Prorate.
public enum Proration {
  /// Why parts cannot be prorated.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case unequalCounts
    case weightNotPositive(part: Int)
    /// Nothing to share by: `Σ x / w` is zero and the total differs from the sum.
    case noBase
    /// Parts that would change sign, or vanish, with what proration would have made of all.
    case signChange(parts: [Int], prorated: [Rational])

    /// What is wrong and what to do.
    public var description: String {
      switch self {
      case .unequalCounts: "there are not as many weights as parts"
      case .weightNotPositive(let part): "the weight of part \(part + 1) is not positive"
      case .noBase: "the parts give nothing to share the difference by"
      case .signChange(let parts, _):
        "part \(parts.map { "\($0 + 1)" }.joined(separator: ", ")) would change sign; "
          + "find the part that is wrong first"
      }
    }
  }

  /// The parts, exactly, in the order given.
  ///
  /// - Throws: ``Failure``; a change of sign is refused, since it says a part was wrong, not all.
  public static func prorate(
    _ parts: [Rational], weights: [Rational], total: Rational
  ) throws -> [Rational] {
    guard parts.count == weights.count else { throw Failure.unequalCounts }
    if let part = weights.firstIndex(where: { $0 <= 0 }) {
      throw Failure.weightNotPositive(part: part)
    }
    let shares = zip(parts, weights).map { $0 / $1 }
    let base = shares.reduce(0, +)
    let missing = total - parts.reduce(0, +)
    if missing.isZero { return parts }
    guard !base.isZero else { throw Failure.noBase }
    let prorated = zip(parts, shares).map { $0 + missing * $1 / base }
    let turned = parts.indices.filter { parts[$0].signum != prorated[$0].signum }
    guard turned.isEmpty else { throw Failure.signChange(parts: turned, prorated: prorated) }
    return prorated
  }
}

/// Rounding parts so that they still add up.
public enum AdditiveRounding {
  /// The method of the largest remainder (Hamilton).
  ///
  /// All go down to multiples of `unit`, then the largest remainders get one unit more, the earlier
  /// of equal ones first. The sum is the total rounded to `unit`, halves away from zero.
  /// Give the parts in canonical order; the result then does not depend on how they were listed.
  public static func largestRemainder(_ parts: [Rational], unit: Rational) -> [Rational] {
    precondition(unit > 0, "a rounding unit is positive")
    let scaled = parts.map { $0 / unit }
    let lower = scaled.map(\.floor)
    let missing = scaled.reduce(0, +).rounded - lower.reduce(0, +)
    let ranked = parts.indices.sorted {
      (scaled[$1] - lower[$1], $0) < (scaled[$0] - lower[$0], $1)
    }
    var rounded = lower
    // Fewer remainders below one than parts add up to fewer units than parts.
    for index in ranked.prefix(missing.integer ?? 0) { rounded[index] += 1 }
    return rounded.map { $0 * unit }
  }

  /// Carries what rounding one part took or gave into the next, halves up, as Banff does: the
  /// result depends on the order of the parts.
  public static func carryForward(_ parts: [Rational], unit: Rational) -> [Rational] {
    precondition(unit > 0, "a rounding unit is positive")
    var carry: Rational = 0
    return parts.map { part in
      let wanted = part + carry
      let rounded = (wanted / unit + Rational(1, over: 2)).floor * unit
      carry = wanted - rounded
      return rounded
    }
  }
}
