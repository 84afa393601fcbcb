import StatisticalModel

/// Numbers the units that a delivery's records are of, by the columns that name them.
struct UnitNames {
  private let columns: [Int]
  private var names = StagedTexts()
  /// Kept so that no record allocates.
  private var name: [UInt8] = []

  init(_ columns: [String], places: ColumnPlaces) throws(StagingError) {
    var positions: [Int] = []
    for column in columns { positions.append(try places.position(of: column)) }
    self.columns = positions
  }

  /// The number of a record's unit; -1 where a column of its name is empty.
  mutating func unit(of record: Int, in batch: RecordBatch) -> Int32 {
    guard columns.count == 1 else { return unit(joining: record, of: batch) }
    guard let place = batch.place(of: columns[0], of: record), !place.isEmpty else { return -1 }
    return names.intern(batch.text.span.extracting(place))
  }

  private mutating func unit(joining record: Int, of batch: RecordBatch) -> Int32 {
    // Taken out, so that interning does not find it in use.
    var name = name
    self.name = []
    defer { self.name = name }
    name.removeAll(keepingCapacity: true)
    for column in columns {
      guard let place = batch.place(of: column, of: record), !place.isEmpty else { return -1 }
      // No text that extraction hands on holds a NUL.
      for index in place { name.append(batch.text[index]) }
      name.append(0)
    }
    return names.intern(name.span)
  }
}
