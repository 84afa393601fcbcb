internal import StatisticalModel

/// The cells a warehouse has, with their ids and what it says of each.
struct StoredCells: Sendable {
  private var positions = CellPositions()
  private var ids: [Int64] = []
  /// Of the latest figure of each, end to end.
  private var hashes: [UInt8] = []
  private var hasFigure: [Bool] = []

  private static let width = 32

  init() {}

  /// The cells of a vintage, of none of which a figure is known.
  init(_ standing: StandingVintage) {
    positions = standing.cells
    ids = standing.ids
    hasFigure = Array(repeating: false, count: ids.count)
    hashes = Array(repeating: 0, count: ids.count * Self.width)
  }

  var keys: [CellKey] { positions.keys }

  /// - Parameter hash: of the cell's latest figure; nil for a cell that is only quoted.
  mutating func add(_ key: CellKey, id: Int64, hash: ArraySlice<UInt8>?) {
    guard positions.position(of: key) == ids.count else { return }
    ids.append(id)
    hasFigure.append(hash?.count == Self.width)
    if let hash, hash.count == Self.width {
      hashes.append(contentsOf: hash)
    } else {
      hashes.append(contentsOf: repeatElement(0, count: Self.width))
    }
  }

  /// Notes the hash of a cell's latest figure.
  mutating func set(_ hash: [UInt8], of key: CellKey) {
    guard let position = positions[key], hash.count == Self.width else { return }
    hasFigure[position] = true
    hashes.replaceSubrange(position * Self.width..<(position + 1) * Self.width, with: hash)
  }

  func id(of key: CellKey) -> Int64? { positions[key].map { ids[$0] } }

  /// The hash of the latest figure; nil where there is none.
  func hash(of key: CellKey) -> ArraySlice<UInt8>? {
    guard let position = positions[key], hasFigure[position] else { return nil }
    return hashes[position * Self.width..<(position + 1) * Self.width]
  }

  /// Whether the latest figure of a cell has this hash.
  func says(_ hash: [UInt8], of key: CellKey) -> Bool {
    guard let position = positions[key], hasFigure[position], hash.count == Self.width else {
      return false
    }
    let start = position * Self.width
    return hash.indices.allSatisfy { hashes[start + $0] == hash[$0] }
  }
}
