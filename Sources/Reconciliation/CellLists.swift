import StatisticalModel

/// Values by cell; those of one cell in the order in which they were given.
struct CellLists<Value: Sendable>: Sendable {
  private let positions: CellPositions
  /// Where the values of each cell begin; one more entry than there are cells.
  private let starts: [Int]
  private let values: [Value]

  /// - Complexity: linear.
  init(_ entries: [(key: CellKey, value: Value)]) {
    var positions = CellPositions()
    let cells = entries.map { positions.position(of: $0.key) }
    var starts = Array(repeating: 0, count: positions.keys.count + 1)
    for cell in cells { starts[cell + 1] += 1 }
    for cell in positions.keys.indices { starts[cell + 1] += starts[cell] }
    var next = starts
    var order = Array(repeating: 0, count: entries.count)
    for (entry, cell) in cells.enumerated() {
      order[next[cell]] = entry
      next[cell] += 1
    }
    self.positions = positions
    self.starts = starts
    values = order.map { entries[$0].value }
  }

  var keys: [CellKey] { positions.keys }

  subscript(key: CellKey) -> ArraySlice<Value> {
    guard let position = positions[key] else { return [] }
    return values[starts[position]..<starts[position + 1]]
  }
}
