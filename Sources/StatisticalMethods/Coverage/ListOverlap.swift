/// How often each pattern of presence in two to six lists of the same population was counted.
///
/// A pattern ("capture history") is a set of lists, kept as a bit mask: bit `i` stands for list `i`
/// of ``lists``. The pattern of nobody's list, mask 0, cannot be seen and is what the methods
/// estimate. Lists are kept in the order of their names, so that neither the order of columns nor of
/// rows can reach a result.
public struct ListOverlap: Hashable, Sendable {
  /// How many lists the methods admit.
  public static let listCounts = 2...6
  /// The largest count of one pattern; beyond it a sum would not be exact in binary.
  public static let largestCount = 1_000_000_000_000

  /// Why a table of patterns is refused.
  public enum Refusal: Error, Hashable, Sendable {
    /// Fewer than two or more than six lists.
    case listCount(Int)
    /// Two lists share a name, or one has none.
    case listName(String)
    /// A pattern outside the lists, or that of no list at all.
    case pattern(Int)
    /// A count below zero or above ``ListOverlap/largestCount``.
    case count(Int)
    /// A table without a single person.
    case empty
  }

  /// The names, sorted by their Unicode scalars.
  public let lists: [String]
  /// Counts by mask, the unseen pattern included as 0; `2^k` entries.
  public let counts: [Int]

  /// Makes a table from counts by mask; patterns that are not named were counted zero times.
  ///
  /// Bit `i` of a mask stands for the `i`-th of `lists` as given here.
  /// - Throws: ``Refusal``.
  public init(lists: [String], counts: [Int: Int]) throws(Refusal) {
    guard Self.listCounts.contains(lists.count) else { throw .listCount(lists.count) }
    let order = lists.indices.sorted {
      lists[$0].unicodeScalars.lexicographicallyPrecedes(
        lists[$1].unicodeScalars)
    }
    self.lists = order.map { lists[$0] }
    if self.lists.contains("") { throw .listName("") }
    for (left, right) in zip(self.lists, self.lists.dropFirst()) where left == right {
      throw .listName(left)
    }
    var table = [Int](repeating: 0, count: 1 << lists.count)
    for (mask, count) in counts.sorted(by: { $0.key < $1.key }) {
      guard mask > 0, mask < table.count else { throw .pattern(mask) }
      guard (0...Self.largestCount).contains(count) else { throw .count(count) }
      table[Self.reordered(mask, by: order)] = count
    }
    self.counts = table
    if total == 0 { throw .empty }
  }

  /// Everybody on at least one list.
  public var total: Int { counts.reduce(0, +) }

  /// Everybody on list `index`.
  public func size(ofList index: Int) -> Int { size(onAll: 1 << index) }

  /// Everybody on all lists of `mask`, whatever other lists they are on.
  public func size(onAll mask: Int) -> Int {
    counts.indices.reduce(0) { $0 + ($1 & mask == mask ? counts[$1] : 0) }
  }

  /// How many people are on exactly 1, 2, … lists; entry 0 is 0.
  public var frequencies: [Int] {
    var result = [Int](repeating: 0, count: lists.count + 1)
    for (mask, count) in counts.enumerated() { result[mask.nonzeroBitCount] += count }
    return result
  }

  /// The table of two lists alone; people on neither of them drop out of it.
  func pair(_ first: Int, _ second: Int) -> (both: Int, first: Int, second: Int) {
    (size(onAll: 1 << first | 1 << second), size(ofList: first), size(ofList: second))
  }

  private static func reordered(_ mask: Int, by order: [Int]) -> Int {
    order.enumerated().reduce(0) { $0 | (mask >> $1.element & 1) << $1.offset }
  }
}
