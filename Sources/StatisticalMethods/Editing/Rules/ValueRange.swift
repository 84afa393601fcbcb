/// The values a variable can have while the rules hold: from a least to a greatest.
///
/// With `if … then …` rules there may be gaps in between.
public struct ValueRange: Hashable, Sendable {
  /// An end of the range.
  public struct Limit: Hashable, Sendable {
    /// The number that is the end.
    public let value: Rational
    /// Whether the value itself is possible; a strict rule leaves it out.
    public let isReached: Bool
  }

  /// nil: there is no least value.
  public let least: Limit?
  /// nil: there is no greatest value.
  public let greatest: Limit?

  /// The one value that is possible, if there is only one.
  public var determined: Rational? {
    guard let least, let greatest, least.value == greatest.value else { return nil }
    return least.value
  }
}
