/// A version in a reference that leaves open which one is meant: `2.3+.1` is the latest from 2.3.1
/// on below 3, `2+.3.1` the latest from 2.3.1 on, `*` any (SDMX 3.0, VersionReferenceType).
struct SDMXOpenVersion {
  /// The lowest version; nil where any is meant.
  private let lowest: [Int]?
  /// How many of its parts are fixed.
  private let fixed: Int

  /// Nil for a version that is not open.
  init?(_ text: String) {
    guard text != "*" else {
      lowest = nil
      fixed = 0
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let open = parts.firstIndex(where: { $0.hasSuffix("+") }) else { return nil }
    lowest = Self.numbers(text.filter { $0 != "+" })
    fixed = open
  }

  /// Drafts, which have a name behind their numbers, are never meant.
  func admits(_ version: String) -> Bool {
    guard let lowest else { return true }
    let numbers = Self.numbers(version)
    return !version.contains("-") && numbers.prefix(fixed).elementsEqual(lowest.prefix(fixed))
      && !numbers.lexicographicallyPrecedes(lowest)
  }

  /// Its three numbers; a part that is none counts as 0.
  static func numbers(_ version: String) -> [Int] {
    let parts = version.prefix { $0 != "-" }.split(separator: ".").map { Int($0) ?? 0 }
    return Array((parts + [0, 0, 0]).prefix(3))
  }
}
