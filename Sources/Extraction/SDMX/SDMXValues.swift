/// The values that one level of a message (data set, group, series, observation) gives to
/// components.
struct SDMXValues {
  private(set) var text: [UInt8] = []
  /// Where the value of each component stands in ``text``; a start of -1 says that there is none.
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// The components that have a value, in the order in which they were given.
  private(set) var positions: [Int] = []

  var isEmpty: Bool { positions.isEmpty }

  mutating func removeAll() {
    for position in positions { starts[position] = -1 }
    positions.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  func has(_ position: Int) -> Bool { position < starts.count && starts[position] >= 0 }

  /// Where in ``text`` the value of a component stands.
  func range(of position: Int) -> Range<Int>? {
    has(position) ? starts[position]..<ends[position] : nil
  }

  subscript(position: Int) -> ArraySlice<UInt8>? {
    has(position) ? text[starts[position]..<ends[position]] : nil
  }

  /// Gives a component its value; false when it has one.
  mutating func set(_ position: Int, _ value: ArraySlice<UInt8>) -> Bool {
    set(position, Array(value), 0..<value.count)
  }

  /// As the other, without the cost of a slice.
  mutating func set(_ position: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    while starts.count <= position {
      starts.append(-1)
      ends.append(-1)
    }
    guard starts[position] < 0 else { return false }
    starts[position] = text.count
    for index in range { text.append(bytes[index]) }
    ends[position] = text.count
    positions.append(position)
    return true
  }

  /// Takes over what another level says of components that have no value here.
  mutating func inherit(_ other: SDMXValues, where isWanted: (Int) -> Bool = { _ in true }) {
    for position in other.positions where !has(position) && isWanted(position) {
      if let value = other[position] { _ = set(position, value) }
    }
  }
}
