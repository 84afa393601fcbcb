import StatisticalModel
import Warehousing

/// The cells of which deliveries say something else than in the latest vintage.
struct ChangedEvidence {
  /// Everything that a delivery says otherwise, or says no more, or says for the first time.
  private(set) var cells = CellPositions()
  /// Of these the ones of which it was or is silent, or names other borders.
  private(set) var moved = CellPositions()

  /// What a delivery said, or says now: nothing where it was not there, or is gone.
  struct Statement {
    var observations: [SourceObservation] = []
    var records = RecordIndex()
    var count = 0
  }

  /// Notes what is not the same; whoever calls knows that the note on the delivery is.
  ///
  /// - Complexity: linear in records and observations.
  mutating func add(from before: Statement, to after: Statement) {
    let altered = Set(
      (1..<max(before.count, after.count) + 1).filter {
        before.records.checksum(of: $0) != after.records.checksum(of: $0)
      })
    let (old, new) = (before.byCell, after.byCell)
    for (key, said) in old {
      let now = new[key] ?? []
      let isSame =
        said == now
        && (altered.isEmpty || now.allSatisfy { $0.records.allSatisfy { !altered.contains($0) } })
      if isSame { continue }
      _ = cells.position(of: key)
      let extents = Set(said.map(\.extentFrom))
      if now.isEmpty || extents.count > 1 || extents != Set(now.map(\.extentFrom)) {
        _ = moved.position(of: key)
      }
    }
    for key in new.keys where old[key] == nil { addWhole(key) }
  }

  /// Notes everything that deliveries said and say, of which something is known to be another.
  mutating func addWhole(_ statement: Statement) {
    for observation in statement.observations { addWhole(observation.key) }
  }

  private mutating func addWhole(_ key: CellKey) {
    _ = cells.position(of: key)
    _ = moved.position(of: key)
  }
}

extension ChangedEvidence.Statement {
  /// The observations of each cell, in their order, whatever place the delivery has in its run's list.
  fileprivate var byCell: [CellKey: [SourceObservation]] {
    var byCell: [CellKey: [SourceObservation]] = [:]
    for var observation in observations {
      observation.delivery = 0
      byCell[observation.key, default: []].append(observation)
    }
    return byCell
  }
}
