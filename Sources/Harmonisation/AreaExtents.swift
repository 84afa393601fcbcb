import StatisticalModel

/// Which of its extents an area has in an observation, for areas that have had more than one.
struct AreaExtents {
  private let structure: Structure
  private let area: Int
  private let boundaryDay: Int?
  /// The extents of all areas that have had several, end to end.
  private let extents: [Validity]
  /// Where those of each area begin, by its number; one more entry than there are numbers.
  private let starts: [Int]

  /// - Parameter boundaryDay: the day (`yyyymmdd`) whose borders the source uses throughout.
  /// - Returns: nil where no area has had more than one extent.
  init?(of structure: Structure, along area: Int, boundaryDay: Int?) {
    guard let codes = structure.dimensions[area].codelist?.codes,
      codes.contains(where: { $0.validity.count > 1 })
    else { return nil }
    self.structure = structure
    self.area = area
    self.boundaryDay = boundaryDay
    var extents: [Validity] = []
    // Number 0 is every area.
    var starts = [0, 0]
    for code in codes {
      if code.validity.count > 1 { extents += code.validity }
      starts.append(extents.count)
    }
    self.extents = extents
    self.starts = starts
  }

  /// What was found last: neighbouring records mostly speak of one area and day.
  private var latest: (area: Int, day: Int, start: Int?) = (0, 0, nil)

  /// As ``SourceObservation/extentFrom`` tells it, for a record of a day.
  mutating func start(of key: CellKey, on day: Int) -> Int? {
    let area = Int(structure.number(at: area, in: key))
    if latest.area != area || latest.day != day { latest = (area, day, start(of: area, on: day)) }
    return latest.start
  }

  private func start(of area: Int, on day: Int) -> Int? {
    for index in starts[area]..<starts[area + 1]
    where extents[index].contains(boundaryDay ?? day) {
      return extents[index].from ?? SourceObservation.oldestExtent
    }
    return nil
  }
}
