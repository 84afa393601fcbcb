import Files
import Harmonisation
import StatisticalModel
import Warehousing

/// What a source's editions up to some delivery say, for the deletes that leave parts of their keys
/// open: they mean what stands in these as well.
struct EarlierEditions {
  /// By cell the latest statement.
  private var statements: [CellKey: SourceObservation] = [:]
  /// What decides what the editions say.
  private var hashes = ""

  /// Carries the open deletes of each delivery into the editions of its source before it: the
  /// delivery then says of each cell they mean, and that it does not itself give anew, that it is
  /// deleted.
  ///
  /// - Returns: the outcomes, in the order of the deliveries.
  static func delete(
    in taken: [DeliveryIntake.Taken], of deliveries: [Delivery]
  ) -> [DeliveryIntake.Outcome] {
    var outcomes = taken.map(\.outcome)
    let deleting = Set(
      taken.indices.filter { !taken[$0].deletions.isEmpty }.map { deliveries[$0].source })
    for source in deleting.sorted() {
      var earlier = EarlierEditions()
      let editions = deliveries.indices.filter { deliveries[$0].source == source }.sorted {
        deliveries[$0].isSuperseded(by: deliveries[$1])
      }
      for position in editions {
        guard case .read(var loaded) = outcomes[position] else { continue }
        earlier.delete(in: &loaded, at: position, by: taken[position].deletions)
        earlier.add(loaded)
        outcomes[position] = .read(loaded)
      }
    }
    return outcomes
  }

  /// - Parameter position: of the delivery in the run's list.
  private func delete(
    in loaded: inout LoadedDelivery, at position: Int, by deletions: OpenDeletions
  ) {
    if deletions.isEmpty { return }
    let own = Set(loaded.observations.map(\.key))
    for (key, statement) in statements where !own.contains(key) {
      let latest = deletions.latest(of: key)
      if latest == 0 { continue }
      var statement = statement
      statement.delivery = position
      deletions.delete(&statement, by: latest)
      loaded.observations.append(statement)
    }
    loaded.observations.sort { $0.key < $1.key }
    // What the delivery says now depends on what was said before it.
    loaded.stagingHash = sha256(of: "\(loaded.stagingHash)\n\(hashes)")
  }

  private mutating func add(_ loaded: LoadedDelivery) {
    for observation in loaded.observations { statements[observation.key] = observation }
    hashes += "\(loaded.file.sha256) \(loaded.stagingHash)\n"
  }
}

extension Delivery {
  /// Whether another of the same source has the last word: by edition, then day of receipt, then
  /// path, as reconciliation has it.
  fileprivate func isSuperseded(by other: Delivery) -> Bool {
    (edition, received.firstDay, path) < (other.edition, other.received.firstDay, other.path)
  }
}
