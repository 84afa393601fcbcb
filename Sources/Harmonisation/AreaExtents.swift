import StatisticalModel

/// Which of its extents an area has in an observation, for areas that have had more than one.
struct AreaExtents {
  private let structure: Structure
  private let area: Int
  private let boundaryDay: Int?
  /// The extents of each area, by its number, where there are several; none for the others.
  private let extents: [[Validity]]

  /// - Parameter boundaryDay: the day (`yyyymmdd`) whose borders the source uses throughout.
  /// - Returns: nil where no area has had more than one extent.
  init?(of structure: Structure, along area: Int, boundaryDay: Int?) {
    guard let codes = structure.dimensions[area].codelist?.codes,
      codes.contains(where: { $0.validity.count > 1 })
    else { return nil }
    self.structure = structure
    self.area = area
    self.boundaryDay = boundaryDay
    extents = [[]] + codes.map { $0.validity.count > 1 ? $0.validity : [] }
  }

  /// As ``SourceObservation/extentFrom`` tells it, for a record of a day.
  func start(of key: CellKey, on day: Int) -> Int? {
    let extents = extents[Int(structure.number(at: area, in: key))]
    if extents.isEmpty { return nil }
    return extents.first { $0.contains(boundaryDay ?? day) }
      .map { $0.from ?? SourceObservation.oldestExtent }
  }
}
