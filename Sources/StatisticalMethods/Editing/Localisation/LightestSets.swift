/// Finds every lightest set of elements that passes a test, by implicit hitting sets.
///
/// A test that fails names elements of which one at least must be in any set that passes. Sets
/// that hit every such conflict are looked at in order of weight (best first, bounded from below
/// by disjoint conflicts), so the first that passes is a lightest one and the search goes on only
/// among its equals.
struct LightestSets {
  /// The answers, and whether they are all there are.
  struct Answer {
    var sets: [[Int]]
    var isComplete: Bool
  }

  private struct Node {
    var chosen = ElementSet()
    var refused = ElementSet()
    var weight = 0
    /// No set below this node is lighter.
    var bound = 0
  }

  /// All positive, of a sum that is a machine integer.
  let weights: [Int]
  /// So many sets are looked at before the search is given up: a count, not a time, so that the
  /// same question has the same answer on every machine.
  static let maximumSteps = 300_000

  /// At most so many sets are listed.
  let limit: Int
  /// The smallest first: they bind most.
  private var conflicts: [ElementSet] = []
  private var queue: [Node] = []

  init(weights: [Int], limit: Int) {
    self.weights = weights
    self.limit = limit
  }

  /// - Parameter conflict: nil when the set passes, otherwise elements outside it of which one is
  ///   needed; none when no set can pass.
  /// - Returns: the sets in lexicographic order; none when no set passes, or none was found in
  ///   the steps allowed.
  mutating func find(conflict: (ElementSet) -> ElementSet?) -> Answer {
    var answer = Answer(sets: [], isComplete: true)
    var lightest: Int?
    var steps = 0
    queue = [Node()]
    while let node = next() {
      steps += 1
      guard steps <= Self.maximumSteps else {
        answer.isComplete = false
        break
      }
      if let lightest, node.bound > lightest { break }
      if let open = tightest(of: node) {
        branch(node, on: open)
      } else if let new = conflict(node.chosen) {
        let place = conflicts.firstIndex { $0.count > new.count } ?? conflicts.count
        conflicts.insert(new, at: place)
        branch(node, on: new)
      } else {
        guard answer.sets.count < limit else {
          answer.isComplete = false
          break
        }
        lightest = node.weight
        answer.sets.append(Array(node.chosen))
      }
    }
    answer.sets.sort { $0.lexicographicallyPrecedes($1) }
    return answer
  }

  /// One child per element that could resolve the conflict; each later one refuses the earlier,
  /// so that no set is met twice.
  private mutating func branch(_ node: Node, on conflict: ElementSet) {
    var refused = node.refused
    for element in conflict.subtracting(node.refused) {
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

  /// The unresolved conflict with the fewest elements left to resolve it.
  private func tightest(of node: Node) -> ElementSet? {
    conflicts.lazy.filter { $0.isDisjoint(with: node.chosen) }
      .min { $0.subtracting(node.refused).count < $1.subtracting(node.refused).count }
  }

  /// Conflicts without a common element need an element each; nil when one cannot be resolved.
  private func leastWeight(toResolve node: Node) -> Int? {
    var used = ElementSet()
    var sum = 0
    for conflict in conflicts where conflict.isDisjoint(with: node.chosen) {
      let open = conflict.subtracting(node.refused)
      var least: Int?
      for element in open { least = min(least ?? .max, weights[element]) }
      guard let least else { return nil }
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
    return ElementSet.precedes(left.chosen, right.chosen)
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
    while 2 * parent + 1 < queue.count {
      let (left, right) = (2 * parent + 1, 2 * parent + 2)
      let least =
        right < queue.count && Self.precedes(queue[right], queue[left]) ? right : left
      guard Self.precedes(queue[least], queue[parent]) else { break }
      queue.swapAt(least, parent)
      parent = least
    }
    return first
  }
}
