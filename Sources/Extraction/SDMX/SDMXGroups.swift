/// Attributes attached to partial keys, and the lookup of those that belong to a key.
struct SDMXGroups {
  private struct Signature {
    /// The dimensions of the partial keys, ascending.
    var positions: [Int]
    /// Positions in ``SDMXGroups/groups`` by the bytes of the partial key.
    var groups: [[UInt8]: [Int]]
  }

  private var groups: [SDMXValues] = []
  private var signatures: [Signature] = []
  /// Of the components, when the signatures were made.
  private var revision = -1

  var isEmpty: Bool { groups.isEmpty }

  mutating func removeAll() { self = SDMXGroups() }

  mutating func add(_ values: SDMXValues) {
    groups.append(values)
    revision = -1
  }

  /// Gives `values` what groups say of the key `level` and `values` hold, those with more of the
  /// key first.
  ///
  /// - Returns: whether a group was left out because it needs a dimension neither of them has.
  mutating func complete(
    _ values: inout SDMXValues, below level: SDMXValues, _ components: SDMXComponents
  ) -> Bool {
    guard !groups.isEmpty else { return false }
    if revision != components.revision { index(components) }
    var leavesOut = false
    for signature in signatures {
      guard let key = Self.key(signature.positions, values, level) else {
        leavesOut = true
        continue
      }
      for group in signature.groups[key] ?? [] {
        values.inherit(groups[group]) { !components.isDimension($0) && !level.has($0) }
      }
    }
    return leavesOut
  }

  private mutating func index(_ components: SDMXComponents) {
    var found: [[Int]: [[UInt8]: [Int]]] = [:]
    for (number, group) in groups.enumerated() {
      let positions = group.positions.filter(components.isDimension).sorted()
      let key = Self.key(positions, group, group) ?? []
      found[positions, default: [:]][key, default: []].append(number)
    }
    signatures = found.map { Signature(positions: $0.key, groups: $0.value) }.sorted {
      left, right in
      left.positions.count == right.positions.count
        ? left.positions.lexicographicallyPrecedes(right.positions)
        : left.positions.count > right.positions.count
    }
    revision = components.revision
  }

  /// The parts of a partial key, each behind its length.
  private static func key(
    _ positions: [Int], _ values: SDMXValues, _ others: SDMXValues
  ) -> [UInt8]? {
    var key: [UInt8] = []
    for position in positions {
      guard let part = values[position] ?? others[position] else { return nil }
      key.append(contentsOf: "\(part.count):".utf8)
      key.append(contentsOf: part)
    }
    return key
  }
}
