/// Finds every lightest set of elements that passes a test, by implicit hitting sets.
///
/// A test that fails names elements of which one at least must be in any set that passes. Sets
/// that hit every such conflict are looked at in order of weight (best first, bounded from below
/// by disjoint conflicts), so the first that passes is a lightest one and the search goes on only
/// among its equals.
struct LightestSets {
  /// The answers, and whether there were no more than asked for.
  struct Answer {
    var sets: [[Int]]
    var isComplete: Bool
  }

  private struct Node {
    var chosen: Set<Int>
    var refused: Set<Int>
    var weight: Rational
    /// No set below this node is lighter.
    var bound: Rational
  }

  /// All positive.
  let weights: [Rational]
  /// At most so many sets are listed.
  let limit: Int
  private var conflicts: [Set<Int>] = []
  private var queue: [Node] = []

  init(weights: [Rational], limit: Int) {
    self.weights = weights
    self.limit = limit
  }

  /// - Parameter conflict: nil when the set passes, otherwise elements outside it of which one is
  ///   needed; none when no set can pass.
  /// - Returns: the sets in lexicographic order; none when no set passes.
  mutating func find(conflict: (Set<Int>) -> Set<Int>?) -> Answer {
    var answer = Answer(sets: [], isComplete: true)
    var lightest: Rational?
    queue = [Node(chosen: [], refused: [], weight: 0, bound: 0)]
    while let node = next() {
      if let lightest, node.bound > lightest { break }
      if let open = conflicts.first(where: { $0.isDisjoint(with: node.chosen) }) {
        branch(node, on: open)
      } else if let new = conflict(node.chosen) {
        conflicts.append(new)
        branch(node, on: new)
      } else {
        guard answer.sets.count < limit else {
          answer.isComplete = false
          break
        }
        lightest = node.weight
        answer.sets.append(node.chosen.sorted())
      }
    }
    answer.sets.sort { $0.lexicographicallyPrecedes($1) }
    return answer
  }

  /// One child per element that could resolve the conflict; each later one refuses the earlier,
  /// so that no set is met twice.
  private mutating func branch(_ node: Node, on conflict: Set<Int>) {
    var refused = node.refused
    for element in conflict.subtracting(node.refused).sorted() {
      var child = node
      child.chosen.insert(element)
      child.refused = refused
      child.weight += weights[element]
      if let rest = leastWeight(toResolve: child) {
        child.bound = child.weight + rest
        push(child)
      }
      refused.insert(element)
    }
  }

  /// Conflicts without a common element need an element each; nil when one cannot be resolved.
  private func leastWeight(toResolve node: Node) -> Rational? {
    var used = node.refused
    var sum: Rational = 0
    for conflict in conflicts where conflict.isDisjoint(with: node.chosen) {
      let open = conflict.subtracting(node.refused)
      guard let least = open.lazy.map({ weights[$0] }).min() else { return nil }
      guard open.isDisjoint(with: used) else { continue }
      used.formUnion(open)
      sum += least
    }
    return sum
  }
}

// A binary heap, lightest first; of equal bounds the fuller set, which is nearer to an answer.
extension LightestSets {
  private static func precedes(_ left: Node, _ right: Node) -> Bool {
    if left.bound != right.bound { return left.bound < right.bound }
    if left.weight != right.weight { return left.weight > right.weight }
    return left.chosen.sorted().lexicographicallyPrecedes(right.chosen.sorted())
  }

  private mutating func push(_ node: Node) {
    queue.append(node)
    var child = queue.count - 1
    while child > 0, Self.precedes(queue[child], queue[(child - 1) / 2]) {
      queue.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func next() -> Node? {
    guard let first = queue.first else { return nil }
    let last = queue.removeLast()
    guard !queue.isEmpty else { return first }
    queue[0] = last
    var parent = 0
    while let least = [2 * parent + 1, 2 * parent + 2].filter({ $0 < queue.count })
      .min(by: { Self.precedes(queue[$0], queue[$1]) }),
      Self.precedes(queue[least], queue[parent])
    {
      queue.swapAt(least, parent)
      parent = least
    }
    return first
  }
}
