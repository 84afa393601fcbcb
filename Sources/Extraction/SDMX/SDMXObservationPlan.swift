import LibXML2
import StatisticalModel

/// How the attributes of an observation become the fields of a record, for as long as one
/// observation after another has the same attributes: what they stand for is then looked up once.
///
/// Never copied, so that no references are counted for each observation.
struct SDMXObservationPlan: ~Copyable {
  /// Numbers of the names of the attributes, in their order.
  private var names: [Int32] = []
  /// Of the component each attribute stands for; -1 for none.
  private var positions: [Int] = []
  /// By the position of the component: which attribute has its value; -1 for none.
  private var attributes: [Int] = []
  /// Which attributes are parts of the key.
  private var dimensions: [Int] = []
  /// Positions of dimensions that must be given above the observation.
  private(set) var required: [Int] = []
  private var revision = -1
  /// The text of a record from its start to its end; empty until it is asked for, as what follows.
  private var runs: [Run] = []
  /// By the position of the component: bytes that are inherited, and whether there is no value.
  private var lengths: [Int] = []
  private var isNull: [Bool] = []

  /// Bytes that stand together: the value of an attribute, or inherited values side by side.
  private struct Run {
    var attribute: Int
    var place = SDMXValues.Place()
  }

  init() {}

  init(
    _ events: borrowing Span<XMLEvents.Event>, _ components: SDMXComponents,
    position: (Int) -> Int
  ) {
    attributes = components.all.map { _ in -1 }
    for index in events.indices {
      names.append(events[index].name)
      let position = position(Int(events[index].name))
      positions.append(position)
      guard position >= 0 else { continue }
      attributes[position] = index
      if components.isDimension(position) { dimensions.append(index) }
    }
    required = components.required.filter { attributes[$0] < 0 }
    revision = components.revision
  }

  /// Whether it was made for an observation with these attributes, whose values all stand in the
  /// text as they are.
  func fits(
    _ events: borrowing Span<XMLEvents.Event>, _ components: SDMXComponents
  ) -> Bool {
    guard events.count == names.count, revision == components.revision else { return false }
    let names = names.span
    for index in events.indices
    where events[index].name != names[index] || events[index].isAside {
      return false
    }
    return true
  }

  /// The part of the key that the observation gives itself.
  func key(
    _ events: borrowing Span<XMLEvents.Event>, _ text: borrowing Span<UInt8>
  ) -> SDMXKeyHash {
    var hash = SDMXKeyHash()
    for index in dimensions {
      let event = events[index]
      hash.add(positions[index], text.extracting(Int(event.start)..<Int(event.end)))
    }
    return hash
  }

  /// Call it when observations inherit something else than before.
  mutating func forgetInherited() { runs.removeAll(keepingCapacity: true) }

  private mutating func arrange(over inherited: borrowing SDMXValues) {
    lengths.removeAll(keepingCapacity: true)
    isNull.removeAll(keepingCapacity: true)
    for position in attributes.indices {
      let own = attributes[position] >= 0
      lengths.append(own ? 0 : inherited.range(of: position)?.count ?? 0)
      isNull.append(!own && !inherited.has(position))
      if own {
        runs.append(Run(attribute: attributes[position]))
      } else if inherited.has(position) {
        let place = inherited.places[position]
        if let last = runs.last, last.attribute < 0, last.place.end == place.start {
          runs[runs.count - 1].place.end = place.end
        } else {
          runs.append(Run(attribute: -1, place: place))
        }
      }
    }
  }

  /// Appends the fields of the record; what the observation does not give is inherited.
  ///
  /// Through spans, and with one growth of each array: this is done for every value of a message.
  mutating func append(
    _ events: Span<XMLEvents.Event>, _ text: Span<UInt8>,
    over inherited: borrowing SDMXValues, to records: inout RecordBatch
  ) {
    if runs.isEmpty { arrange(over: inherited) }
    let (attributes, lengths, runs) = (attributes.span, lengths.span, runs.span)
    let above = inherited.text.span
    var end = records.text.count
    let capacity = inherited.text.count + Self.width(events)
    // One closure inside another would cost more than the loops.
    records.ends.append(addingCapacity: attributes.count) { ends in
      for position in attributes.indices {
        end += lengths[position]
        if attributes[position] >= 0 {
          let event = events[attributes[position]]
          end += Int(event.end - event.start)
        }
        ends.append(end)
      }
    }
    records.isNull.append(contentsOf: isNull)
    records.text.append(addingCapacity: capacity) { bytes in
      for index in runs.indices {
        let run = runs[index]
        if run.attribute >= 0 {
          let event = events[run.attribute]
          for index in Int(event.start)..<Int(event.end) { bytes.append(text[index]) }
        } else {
          for index in Int(run.place.start)..<Int(run.place.end) { bytes.append(above[index]) }
        }
      }
    }
  }

  /// From the first value to the end of the last.
  private static func width(_ events: borrowing Span<XMLEvents.Event>) -> Int {
    events.isEmpty ? 0 : Int(events[events.count - 1].end - events[0].start)
  }
}
