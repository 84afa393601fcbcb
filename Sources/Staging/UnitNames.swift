import StatisticalModel

/// Numbers the units that a delivery's records are of, by the columns that name them.
struct UnitNames {
  private let columns: [Int]
  private var names = StagedTexts()

  init(_ columns: [String], places: ColumnPlaces) throws(StagingError) {
    var positions: [Int] = []
    for column in columns { positions.append(try places.position(of: column)) }
    self.columns = positions
  }

  /// The number of a record's unit; -1 where a column of its name is empty.
  mutating func unit(of record: Int, in batch: RecordBatch) -> Int32 {
    var name: [UInt8] = []
    for column in columns {
      guard let place = batch.place(of: column, of: record), !place.isEmpty else { return -1 }
      // Nearly every unit has one name, which is taken where it stands.
      if columns.count == 1 { return names.intern(batch.text.span.extracting(place)) }
      // No text that extraction hands on holds a NUL.
      name += batch.text[place] + [0]
    }
    return names.intern(name.span)
  }
}
