import Foundation

/// Estimates from how often people were met, whatever the lists are.
public struct RepeatEstimate: Hashable, Sendable {
  /// The estimated size of the population.
  public var size: Double
  /// Its standard error.
  public var standardError: Double

  /// Chao's lower bound over `k` lists, `n + (k−1)/k · f₁²/(2f₂)`, with `f₁`, `f₂` the people on
  /// exactly one and two lists (Chao 1987; Rivest and Baillargeon 2007).
  ///
  /// A bound when people differ in how easily they are listed; lists that avoid each other break it.
  /// Standard error: delta method with `f₁`, `f₂` Poisson. nil when nobody is on exactly two lists.
  public static func lowerBound(of overlap: ListOverlap) -> RepeatEstimate? {
    let lists = Double(overlap.lists.count)
    return lowerBound(
      seen: overlap.total, once: overlap.frequencies[1], twice: overlap.frequencies[2],
      share: (lists - 1) / lists)
  }

  /// Chao's lower bound for repeated contacts in continuous time, `n + f₁²/(2f₂)` (Chao 1987).
  ///
  /// `contacts[i]` people were met `i + 1` times. nil when nobody was met exactly twice.
  public static func lowerBound(contacts: [Int]) -> RepeatEstimate? {
    guard contacts.count > 1, contacts.allSatisfy({ $0 >= 0 }) else { return nil }
    return lowerBound(
      seen: contacts.reduce(0, +), once: contacts[0], twice: contacts[1], share: 1)
  }

  /// With `r = f₁/f₂` and share `c`: variance `f₂(c²r⁴/4 + c²r³ + c r²/2)` (Chao 1987 for `c` = 1).
  private static func lowerBound(
    seen: Int, once: Int, twice: Int, share: Double
  ) -> RepeatEstimate? {
    guard twice > 0 else { return nil }
    let (f1, f2) = (Double(once), Double(twice))
    let ratio = f1 / f2
    let unseen = share * f1 * ratio / 2
    let variance =
      f2 * ratio * ratio
      * (share * share * ratio * ratio / 4 + share * share * ratio + share / 2)
    return RepeatEstimate(size: Double(seen) + unseen, standardError: variance.squareRoot())
  }
}

/// The zero-truncated Poisson fit to repeated contacts: everybody is met at the same rate.
public struct TruncatedPoissonEstimate: Hashable, Sendable {
  /// Contacts per person over the period, `λ` with `λ/(1 − e^−λ)` = contacts per person met.
  public var rate: Double
  /// `n/(1 − e^−λ)`.
  public var size: Double
  /// `√(N/(e^λ − λ − 1))` (van der Heijden, Cruyff and van Houwelingen 2003).
  public var standardError: Double

  /// Fits by maximum likelihood; `contacts[i]` people were met `i + 1` times.
  ///
  /// nil when nobody was met twice: the rate is then zero and no finite size fits.
  public init?(contacts: [Int]) {
    guard contacts.allSatisfy({ $0 >= 0 }), contacts.dropFirst().contains(where: { $0 > 0 }) else {
      return nil
    }
    let seen = contacts.reduce(0.0) { $0 + Double($1) }
    let mean =
      contacts.enumerated().reduce(0) { $0 + Double($1.offset + 1) * Double($1.element) }
      / seen
    // λ/(1 − e^−λ) rises from 1 without bound and exceeds both λ and 1, so the root is below mean.
    rate = Bisection.root(above: 0, below: mean) { $0 / -expm1(-$0) - mean }
    size = seen / -expm1(-rate)
    standardError = (size / (expm1(rate) - rate)).squareRoot()
  }
}
