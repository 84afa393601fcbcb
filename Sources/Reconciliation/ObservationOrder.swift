import StatisticalModel

/// The order in which evidence is set up: by cell, then source, then edition.
struct ObservationOrder {
  /// Where an observation stands among the lists, and what decides its order.
  struct Place {
    var key: CellKey
    var source: Int
    var edition: Int
    var list: Int
    var index: Int
  }

  /// By delivery: the position of its source, nil for one that is not compared.
  private let sources: [Int?]
  /// By delivery: its place among all by source, edition number, date of receipt and path.
  private let editions: [Int]

  init(_ sources: [SourceDefinition], _ deliveries: [DeliveredFile]) {
    self.sources = deliveries.map { delivery in
      sources.firstIndex { $0.id == delivery.delivery.source }
    }
    editions = Self.editions(of: deliveries)
  }

  /// - Complexity: O(n log n).
  func places(of observations: [[SourceObservation]]) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(observations.reduce(0) { $0 + $1.count })
    for list in observations.indices {
      for index in observations[list].indices {
        let delivery = observations[list][index].delivery
        guard let source = sources[delivery] else { continue }
        places.append(
          Place(
            key: observations[list][index].key, source: source, edition: editions[delivery],
            list: list, index: index))
      }
    }
    places.sort(by: Self.precedes)
    return places
  }

  /// By position at last, so that observations of one cell in one delivery keep their order.
  private static func precedes(_ left: Place, _ right: Place) -> Bool {
    if left.key != right.key { return left.key < right.key }
    return (left.source, left.edition, left.list, left.index)
      < (right.source, right.edition, right.list, right.index)
  }

  private static func editions(of deliveries: [DeliveredFile]) -> [Int] {
    let sorted = deliveries.indices.sorted { left, right in
      let (a, b) = (deliveries[left].delivery, deliveries[right].delivery)
      return (a.source, a.edition, a.received.firstDay, a.path)
        < (b.source, b.edition, b.received.firstDay, b.path)
    }
    var order = Array(repeating: 0, count: deliveries.count)
    for (place, delivery) in sorted.enumerated() { order[delivery] = place }
    return order
  }
}
