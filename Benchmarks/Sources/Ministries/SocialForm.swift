/// Social protection: CSV in KZ-1048 with semicolons and Kazakh names, a row per office and cell.
struct SocialForm {
  let header: [UInt8]
  private let regions: [[UInt8]]
  private let years: [[UInt8]]
  private let categories: [[UInt8]]
  private let sexes: [[UInt8]]
  private let ages: [[UInt8]]
  private let dates: [(october: [UInt8], january: [UInt8])]
  private let dash: [UInt8]

  private static let separator: [UInt8] = [UInt8(ascii: ";")]
  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  init(space: CellSpace, tables: Tables) throws {
    func field(_ text: String) throws -> [UInt8] { try KZ1048.bytes(of: "\(text);") }
    header = try tables.socialHeader.split(separator: "\n").flatMap {
      try KZ1048.bytes(of: String($0)) + Self.lineEnd
    }
    regions = try space.regions.map { try field($0.name) + Array("B-".utf8) }
    years = space.years.map { Array(";\($0);".utf8) }
    let names = Dictionary(uniqueKeysWithValues: tables.categories)
    categories = try space.categories.map { try field(names[$0] ?? "") }
    sexes = try tables.sexWords.map(field)
    ages = try space.ages.map { try field(String($0)) }
    dates = space.years.map {
      (Array("\($0)-10-01\r\n".utf8), Array("\($0 + 1)-01-01\r\n".utf8))
    }
    dash = try KZ1048.bytes(of: "\u{2013}")
  }

  func write(_ record: UnitRecords.Record, to file: DeliveryWriter) throws {
    let place = record.place
    file.write(regions[place.region])
    file.write(number: 10_000 + record.unit)
    file.write(years[place.year])
    file.write(categories[place.category])
    file.write(sexes[place.sex])
    file.write(ages[place.age])
    if record.isRounded { file.write(Self.separator) }
    if let children = record.children {
      file.write(number: children)
    } else {
      file.write(dash)
    }
    file.write(Self.separator)
    if !record.isRounded { file.write(Self.separator) }
    file.write(record.isLate ? dates[place.year].january : dates[place.year].october)
    try file.endRecord()
  }
}
