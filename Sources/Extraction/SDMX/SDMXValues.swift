import StatisticalModel

/// The values that one level of a message (data set, group, series, observation) gives to
/// components.
struct SDMXValues {
  /// Where in ``text`` a value stands; a start of -1 says that there is none.
  struct Place {
    var start: Int32 = -1
    var end: Int32 = -1
  }

  private(set) var text: [UInt8] = []
  /// By the position of the component.
  private(set) var places: [Place] = []
  /// The components that have a value, in the order in which they were given.
  private(set) var positions: [Int] = []

  var isEmpty: Bool { positions.isEmpty }

  mutating func removeAll() {
    for position in positions { places[position].start = -1 }
    positions.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  func has(_ position: Int) -> Bool { position < places.count && places[position].start >= 0 }

  /// Where in ``text`` the value of a component stands.
  func range(of position: Int) -> Range<Int>? {
    guard position < places.count else { return nil }
    let place = places[position]
    return place.start >= 0 ? Int(place.start)..<Int(place.end) : nil
  }

  subscript(position: Int) -> ArraySlice<UInt8>? { range(of: position).map { text[$0] } }

  /// Gives a component its value; false when it has one.
  mutating func set(_ position: Int, _ value: ArraySlice<UInt8>) -> Bool {
    set(position, Array(value), 0..<value.count)
  }

  /// As the other, without the cost of a slice.
  mutating func set(_ position: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    while places.count <= position { places.append(Place()) }
    guard places[position].start < 0 else { return false }
    let start = text.count
    let value = bytes.span.extracting(range)
    text.append(addingCapacity: value.count) { output in
      for index in value.indices { output.append(value[index]) }
    }
    // A message is parsed in pieces of less than 2 GB, and has no larger value.
    places[position] = Place(start: Int32(start), end: Int32(text.count))
    positions.append(position)
    return true
  }

  /// Takes over what another level says of components that have no value here.
  mutating func inherit(_ other: SDMXValues, where isWanted: (Int) -> Bool = { _ in true }) {
    for position in other.positions where !has(position) && isWanted(position) {
      if let range = other.range(of: position) { _ = set(position, other.text, range) }
    }
  }

  /// Appends the fields of a record: of each component what is said here, or else what is
  /// inherited.
  ///
  /// Through spans and one growth of each array: this is done for every value of a message.
  func append(
    over inherited: SDMXValues, count: Int, to records: inout RecordBatch
  ) {
    let (own, above) = (places.span, inherited.places.span)
    let (ownText, aboveText) = (text.span, inherited.text.span)
    let start = records.text.count
    var end = start
    records.ends.append(addingCapacity: count) { ends in
      for position in 0..<count {
        if position < own.count, own[position].start >= 0 {
          end += Int(own[position].end - own[position].start)
        } else if position < above.count, above[position].start >= 0 {
          end += Int(above[position].end - above[position].start)
        }
        ends.append(end)
      }
    }
    records.isNull.append(addingCapacity: count) { nulls in
      for position in 0..<count {
        nulls.append(
          !(position < own.count && own[position].start >= 0)
            && !(position < above.count && above[position].start >= 0))
      }
    }
    records.text.append(addingCapacity: end - start) { text in
      for position in 0..<count {
        if position < own.count, own[position].start >= 0 {
          for index in Int(own[position].start)..<Int(own[position].end) {
            text.append(ownText[index])
          }
        } else if position < above.count, above[position].start >= 0 {
          for index in Int(above[position].start)..<Int(above[position].end) {
            text.append(aboveText[index])
          }
        }
      }
    }
  }
}
