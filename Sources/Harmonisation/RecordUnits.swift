import StatisticalModel

/// The units that the records of a delivery are of, for finding a unit that gives a cell twice.
struct RecordUnits {
  /// By ordinal; -1 where none is known.
  private var units: [Int32] = []
  /// By unit, the last list it was met in.
  private var lists: [Int32] = []
  private var list: Int32 = 0

  /// Takes the units of a batch, where its source names any.
  mutating func append(_ batch: StagedBatch) {
    for row in batch.rows where row.unit >= 0 {
      let ordinal = batch.locators[Int(row.record)].ordinal
      if ordinal < units.count { continue }
      while units.count < ordinal { units.append(-1) }
      units.append(row.unit)
    }
  }

  /// The records of a cell whose unit has given one before, ascending.
  ///
  /// Linear in the records.
  mutating func repeats(in records: RecordList) -> [Int] {
    if units.isEmpty { return [] }
    list += 1
    var repeats: [Int] = []
    for record in records where units.indices.contains(record) && units[record] >= 0 {
      let unit = Int(units[record])
      while lists.count <= unit { lists.append(0) }
      if lists[unit] == list { repeats.append(record) }
      lists[unit] = list
    }
    return repeats
  }
}
