/// Children whose diagnosis (F79) the crosswalk shares out to two categories.
///
/// The sums of those cells become estimates, which are not judged, so that they are few and have no
/// error; they are there because such codes are what a crosswalk is for.
struct SharedDiagnosis {
  let space: CellSpace
  let plan: ErrorPlan

  static let code = Array("F79".utf8)
  private static let categories = ["ID_MILD_MOD", "ID_SEVERE"]
  /// One pair of cells in as many has such children.
  private static let rarity = 40

  func records(year: Int, truth: inout Truth) -> [UnitRecords.Record] {
    let positions = Self.categories.compactMap { space.categories.firstIndex(of: $0) }
    guard positions.count == Self.categories.count else { return [] }
    var records: [UnitRecords.Record] = []
    for region in space.regions.indices {
      for sex in space.sexes.indices {
        for age in space.ages.indices where (region + 3 * age + 7 * sex) % Self.rarity == year {
          let places = positions.map {
            CellSpace.Place(region: region, year: year, sex: sex, age: age, category: $0)
          }
          let cells = places.map(space.cell(at:))
          guard cells.allSatisfy({ plan.planned[$0] == nil && truth.totals[$0] > 0 }) else {
            continue
          }
          truth.estimated.formUnion(cells)
          records.append(
            UnitRecords.Record(
              place: places[0], unit: (region + 1) * UnitRecords.unitsPerRegion - 1, children: 10))
        }
      }
    }
    return records
  }
}
