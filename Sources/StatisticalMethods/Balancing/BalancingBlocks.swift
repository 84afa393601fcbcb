/// A part of a problem that shares no free variable with the rest, so that it can be solved alone.
struct BalancingBlock: Sendable {
  /// Positions in the whole problem, ascending.
  var variables: [Int] = []
  var rows: [Int] = []
}

/// Cuts a problem into its connected parts (union-find with path halving).
enum BalancingBlocks {
  /// The blocks by their first variable; rows without a free variable make a block of their own.
  static func cut(rows: [LinearRow], isFixed: [Bool]) -> [BalancingBlock] {
    var parent = Array(isFixed.indices)
    func root(_ start: Int) -> Int {
      var node = start
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for row in rows {
      let free = row.terms.lazy.map(\.index).filter { !isFixed[$0] }
      guard let first = free.first else { continue }
      for other in free.dropFirst() {
        let (a, b) = (root(first), root(other))
        parent[max(a, b)] = min(a, b)
      }
    }
    var blocks: [Int: BalancingBlock] = [:]
    for index in isFixed.indices where !isFixed[index] {
      blocks[root(index), default: BalancingBlock()].variables.append(index)
    }
    var bare = BalancingBlock()
    for (position, row) in rows.enumerated() {
      if let first = row.terms.first(where: { !isFixed[$0.index] }) {
        blocks[root(first.index)]?.rows.append(position)
      } else {
        bare.rows.append(position)
      }
    }
    let connected = blocks.sorted { $0.key < $1.key }.map(\.value)
    return bare.rows.isEmpty ? connected : [bare] + connected
  }

  /// The rows of a block over its own variables, with the fixed values moved to the right side.
  static func local(
    _ block: BalancingBlock, of rows: [LinearRow], values: [Rational]
  ) -> [LinearRow] {
    var positions: [Int: Int] = [:]
    for (position, index) in block.variables.enumerated() { positions[index] = position }
    return block.rows.map { row in
      var local = rows[row]
      local.terms = []
      for term in rows[row].terms {
        if let position = positions[term.index] {
          local.terms.append((index: position, coefficient: term.coefficient))
        } else {
          local.constant -= term.coefficient * values[term.index]
        }
      }
      return local
    }
  }
}
