/// Health: XML, an element per clinic, diagnosis and cell.
struct HealthForm {
  private let regions: [[UInt8]]
  private let years: [[UInt8]]
  private let diagnoses: [[[UInt8]]]
  private let sexes: [[UInt8]]
  private let ages: [[UInt8]]
  /// As-of dates by year: of October, of the January after.
  private let dates: [(october: [UInt8], january: [UInt8])]

  static let header = Array(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Counts>\n".utf8)
  static let footer = Array("</Counts>\n".utf8)

  init(space: CellSpace, tables: Tables) {
    regions = space.regions.map { Array("  <Count kato=\"\($0.kato)\" clinic=\"K".utf8) }
    years = space.years.map { Array("\" year=\"\($0)\" icd=\"".utf8) }
    diagnoses = space.categories.map { category in
      (tables.diagnoses[category] ?? []).map { Array($0.utf8) }
    }
    sexes = space.sexes.indices.map { Array("\" sex=\"\($0 + 1)\" age=\"".utf8) }
    ages = space.ages.map { Array("\($0)\" n=\"".utf8) }
    dates = space.years.map {
      (
        Array("\" date=\"\($0)-10-01\"/>\n".utf8), Array("\" date=\"\($0 + 1)-01-01\"/>\n".utf8)
      )
    }
  }

  /// - Parameter diagnosis: a code to use instead of the category's own.
  func write(
    _ record: UnitRecords.Record, diagnosis: [UInt8]? = nil, to file: DeliveryWriter
  ) throws {
    let place = record.place
    let codes = diagnoses[place.category]
    file.write(regions[place.region])
    file.write(number: 10_000 + record.unit)
    file.write(years[place.year])
    file.write(diagnosis ?? codes[record.variant % codes.count])
    file.write(sexes[place.sex])
    file.write(ages[place.age])
    if let children = record.children { file.write(number: children) }
    file.write(record.isLate ? dates[place.year].january : dates[place.year].october)
    try file.endRecord()
  }
}
