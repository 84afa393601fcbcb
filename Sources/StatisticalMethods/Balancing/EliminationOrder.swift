/// The order in which rows of a symmetric matrix are eliminated so that little fills in.
enum EliminationOrder {
  /// Always the row with the fewest neighbours left, the first among equals (Tinney and Walker
  /// 1967), on the elimination graph kept as bits.
  ///
  /// - Returns: the order, and in that order the rows below each pivot, fill included.
  static func minimumDegree(_ neighbours: [[Int]]) -> (order: [Int], patterns: [[Int]]) {
    let count = neighbours.count
    var graph = neighbours.enumerated().map { row, others in
      var bits = RowSet(count: count)
      for other in others where other != row { bits.insert(other) }
      return bits
    }
    var degrees = graph.map(\.count)
    var order: [Int] = []
    var patterns: [[Int]] = []
    var isLeft = [Bool](repeating: true, count: count)
    for _ in 0..<count {
      var row = -1
      for candidate in 0..<count where isLeft[candidate] {
        if row < 0 || degrees[candidate] < degrees[row] { row = candidate }
      }
      isLeft[row] = false
      let reach = graph[row].members
      for other in reach {
        graph[other].formUnion(graph[row])
        graph[other].remove(other)
        graph[other].remove(row)
        degrees[other] = graph[other].count
      }
      graph[row] = RowSet(count: 0)
      order.append(row)
      patterns.append(reach)
    }
    return (order, patterns)
  }
}

/// A set of row numbers as bits.
private struct RowSet {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  var members: [Int] {
    var members: [Int] = []
    for (place, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        members.append(place * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return members
  }

  mutating func insert(_ member: Int) { words[member / 64] |= 1 << UInt64(member % 64) }
  mutating func remove(_ member: Int) { words[member / 64] &= ~(1 << UInt64(member % 64)) }

  mutating func formUnion(_ other: RowSet) {
    for place in words.indices { words[place] |= other.words[place] }
  }
}
