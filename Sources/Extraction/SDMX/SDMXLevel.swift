/// Who the values at hand belong to.
enum SDMXLevel: Int, CaseIterable {
  case dataSet, group, series, observationOfSeries, observation
}

/// Which component each attribute of a structure-specific message stands for, by the level it is
/// met on and the number of its name.
struct SDMXAttributePositions {
  /// -1 for an attribute that is no component, -2 for one that was not looked up.
  private var positions: [[Int]] = SDMXLevel.allCases.map { _ in [] }

  /// The position of the component; -1 for none, nil for one that was not looked up.
  func position(of name: Int, on level: SDMXLevel) -> Int? {
    let positions = positions[level.rawValue]
    return name < positions.count && positions[name] != -2 ? positions[name] : nil
  }

  mutating func set(_ position: Int, of name: Int, on level: SDMXLevel) {
    while positions[level.rawValue].count <= name { positions[level.rawValue].append(-2) }
    positions[level.rawValue][name] = position
  }
}
