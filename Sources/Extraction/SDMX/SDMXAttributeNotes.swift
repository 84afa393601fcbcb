import StatisticalModel

/// Notes of some observations which attributes they have, and which level of the message says so.
struct SDMXAttributeNotes {
  private let ordinals: Set<Int>
  /// By ordinal, in the order of the components.
  private(set) var attributes: [Int: [StatedAttribute]] = [:]
  /// By the position of the component, of what is inherited; of nothing else it means anything.
  private var levels: [Int: StatedAttribute.Level] = [:]
  /// Positions of what groups say of the observation at hand alone.
  private var ofGroups: Set<Int> = []

  init(of ordinals: Set<Int>) { self.ordinals = ordinals }

  /// Takes the positions of values that a level has just given.
  mutating func take(_ positions: ArraySlice<Int>, from level: StatedAttribute.Level) {
    for position in positions { levels[position] = level }
  }

  mutating func take(ofGroups positions: ArraySlice<Int>) { ofGroups = Set(positions) }

  /// Notes an observation, where it is asked for.
  mutating func end(
    _ ordinal: Int, own: SDMXValues, inherited: SDMXValues, _ components: [SDMXComponent]
  ) {
    defer { ofGroups.removeAll() }
    guard ordinals.contains(ordinal) else { return }
    attributes[ordinal] = components.indices.compactMap { position in
      guard components[position].role == .attribute,
        let value = own[position] ?? inherited[position]
      else { return nil }
      let level =
        own.has(position)
        ? (ofGroups.contains(position) ? .group : .observation) : levels[position]
      return StatedAttribute(
        id: components[position].id,
        values: value.split(
          separator: SDMXBatch.valueSeparator, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) },
        level: level ?? .dataSet)
    }
  }
}
