/// What one delivery says about one target cell.
package struct SourceObservation: Sendable, Hashable {
  package var key: CellKey
  package var value: ObservedValue
  /// A crosswalk with certainty below `definite` or a share below 1 was used.
  package var certainty: Crosswalk.Certainty
  package var asOf: Period?
  // Narrow, since there are as many as cells times sources.
  private var storedDelivery: Int32
  private var storedExtent: Int32
  private var storedField: Int32
  /// Position of the delivery in the run's list of deliveries.
  package var delivery: Int {
    get { Int(storedDelivery) }
    set { storedDelivery = Int32(newValue) }
  }
  /// First day (`yyyymmdd`) of the extent the area had, or ``oldestExtent``; nil when the area has
  /// had but one.
  package var extentFrom: Int? {
    get { storedExtent < 0 ? nil : Int(storedExtent) }
    set { storedExtent = newValue.map { Int32($0) } ?? -1 }
  }
  /// Ordinals of the records it was made from, ascending.
  package var records: RecordList
  /// Position of the value's field in those records.
  package var field: Int {
    get { Int(storedField) }
    set { storedField = Int32(newValue) }
  }
  /// Records that gave the cell again: beyond the first where the source does not add up, beyond the
  /// first of the same unit where it does.
  package var duplicates: [Int]

  /// Stands for the first day of an extent that has none: the area as it was before all changes.
  package static let oldestExtent = 0

  package init(
    key: CellKey, value: ObservedValue, delivery: Int, asOf: Period? = nil,
    extentFrom: Int? = nil, records: RecordList = [], field: Int = 0, duplicates: [Int] = [],
    certainty: Crosswalk.Certainty = .definite
  ) {
    self.key = key
    self.value = value
    storedDelivery = Int32(delivery)
    self.asOf = asOf
    storedExtent = extentFrom.map { Int32($0) } ?? -1
    self.records = records
    storedField = Int32(field)
    self.duplicates = duplicates
    self.certainty = certainty
  }
}
