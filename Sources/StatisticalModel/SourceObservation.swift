/// What one delivery says about one target cell.
package struct SourceObservation: Sendable, Hashable {
  package var key: CellKey
  package var value: ObservedValue
  /// A crosswalk with certainty below `definite` or a share below 1 was used.
  package var certainty: Crosswalk.Certainty
  package var asOf: Period?
  /// Position of the delivery in the run's list of deliveries.
  package var delivery: Int
  /// First day (`yyyymmdd`) of the extent the area had, or ``oldestExtent``; nil when the area has
  /// had but one.
  package var extentFrom: Int?
  /// Ordinals of the records it was made from, ascending.
  package var records: RecordList
  /// Position of the value's field in those records.
  package var field: Int
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
    self.delivery = delivery
    self.asOf = asOf
    self.extentFrom = extentFrom
    self.records = records
    self.field = field
    self.duplicates = duplicates
    self.certainty = certainty
  }
}
