/// A hierarchical log-linear model over lists: which of them may depend on each other.
///
/// `log m(ω) = Σ u(θ)` over the terms `θ ⊆ ω` (Bishop, Fienberg and Holland 1975, chapter 6;
/// Fienberg 1972). Terms are sets of lists kept as bit masks. The empty term and every single list
/// are always in; the term of all lists never is, since nothing could be said about the unseen.
public struct LogLinearModel: Hashable, Sendable {
  /// How many lists.
  public let listCount: Int
  /// The terms of two lists or more, with every part of theirs, in canonical order.
  public let interactions: [Int]

  /// Makes the model whose interactions are those given and every part of them.
  ///
  /// nil when a mask names fewer than two lists, one that does not exist, or all of three or more.
  public init?(listCount: Int, interactions: some Sequence<Int>) {
    guard ListOverlap.listCounts.contains(listCount) else { return nil }
    var closed: Set<Int> = []
    for mask in interactions {
      guard mask > 0, mask < 1 << listCount, mask.nonzeroBitCount >= 2,
        listCount == 2 || mask.nonzeroBitCount < listCount
      else { return nil }
      closed.formUnion((1...mask).filter { $0 & mask == $0 && $0.nonzeroBitCount >= 2 })
    }
    self.listCount = listCount
    self.interactions = closed.sorted(by: Self.precedes)
  }

  /// Every term, the empty one first.
  public var terms: [Int] { [0] + (0..<listCount).map { 1 << $0 } + interactions }

  /// The largest terms, which name the model.
  public var generators: [Int] {
    let terms = self.terms
    return terms.filter { term in
      term != 0 && !terms.contains { $0 != term && $0 & term == term }
    }.sorted(by: Self.readsBefore)
  }

  /// The model in the usual brackets, `[AB][BC]`; names of more than one character are joined with
  /// colons.
  public func formula(lists: [String]) -> String {
    let separator = lists.allSatisfy { $0.count == 1 } ? "" : ":"
    return generators.map { term in
      "[" + Self.members(of: term).map { lists[$0] }.joined(separator: separator) + "]"
    }.joined()
  }

  /// The lists of a term.
  static func members(of mask: Int) -> [Int] {
    (0..<ListOverlap.listCounts.upperBound).filter { mask >> $0 & 1 == 1 }
  }

  /// Fewer lists first, then by the lists in their order: the canonical order of terms.
  static func precedes(_ left: Int, _ right: Int) -> Bool {
    left.nonzeroBitCount == right.nonzeroBitCount
      ? readsBefore(left, right) : left.nonzeroBitCount < right.nonzeroBitCount
  }

  private static func readsBefore(_ left: Int, _ right: Int) -> Bool {
    members(of: left).lexicographicallyPrecedes(members(of: right))
  }
}

extension LogLinearModel: Comparable {
  /// Fewer interactions first, then by the interactions in canonical order.
  public static func < (left: Self, right: Self) -> Bool {
    if left.interactions.count != right.interactions.count {
      return left.interactions.count < right.interactions.count
    }
    return left.interactions.lexicographicallyPrecedes(right.interactions, by: precedes)
  }
}
