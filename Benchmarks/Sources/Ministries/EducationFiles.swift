/// Education: a CSV file a region, a row per school, cell and setting, and the school's total.
struct EducationFiles {
  let space: CellSpace
  let plan: ErrorPlan
  let scale: Scale
  let seed: Int
  /// How many schools have had children of a cell so far.
  private var schools: [UInt16]
  private var words: Words
  private var schoolNumber = 0

  private static let total = 0
  private static let settings = [
    "_T", "SPECIAL_SCHOOL", "SPECIAL_CLASS", "GENERAL_CLASS", "HOME_STUDY",
  ]
  private static let firstHeader = "region,school,year,category,sex,age,setting,children,asof,"
  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  /// The pieces of a row as bytes.
  private struct Words {
    var years: [[UInt8]]
    var categories: [[UInt8]]
    var sexes: [[UInt8]]
    var ages: [[UInt8]]
    var settings: [[UInt8]]
    /// As-of and submission date, by year and day of October.
    var dates: [[[UInt8]]]
  }

  /// The numbers of one school and cell, by setting; nil where it has none.
  private struct Group {
    var cell: Int
    var place: CellSpace.Place
    var day: Int
    var children: [Int?]

    /// The setting that has most of the children of a school of its kind.
    var mainSetting: Int { children[1] != nil ? 1 : 3 }

    func multiplied(by factor: Int) -> Group {
      var group = self
      group.children = children.map { $0.map { $0 * factor } }
      return group
    }

    /// More children in the main setting and so in all.
    func adding(_ more: Int) -> Group {
      var group = self
      for setting in [total, mainSetting] {
        group.children[setting] = (children[setting] ?? 0) + more
      }
      return group
    }
  }

  init(space: CellSpace, plan: ErrorPlan, scale: Scale, seed: Int) {
    self.space = space
    self.plan = plan
    self.scale = scale
    self.seed = seed
    schools = Array(repeating: 0, count: space.count)
    func field(_ text: String) -> [UInt8] { Array("\(text),".utf8) }
    words = Words(
      years: space.years.map { field(String($0)) }, categories: space.categories.map(field),
      sexes: space.sexes.map(field), ages: space.ages.map { field(String($0)) },
      settings: Self.settings.map(field),
      dates: space.years.map { year in
        (0..<32).map { day in
          Array(",\(year)-10-01,\(year)-10-\(day < 10 ? "0" : "")\(day)".utf8) + Self.lineEnd
        }
      })
  }

  /// Writes a region's file of about its share of the rows, and its second edition where it has one.
  ///
  /// `delivered` keeps the totals that the rows of the cells with an error add up to.
  mutating func write(
    region: Int, to file: DeliveryWriter, secondEdition: DeliveryWriter?, truth: inout Truth,
    delivered: inout [Int: Int]
  ) throws {
    let weights = space.regions.reduce(0) { $0 + $1.weight }
    let budget = scale.rows * space.regions[region].weight / weights
    for file in [file, secondEdition].compactMap(\.self) {
      file.write(Array((Self.firstHeader + "submitted").utf8) + Self.lineEnd)
    }
    var resubmitted: [(school: [UInt8], group: Group)] = []
    let largest = scale.largestGroup(in: space)
    let presence = scale.presence(in: space)
    while file.records < budget {
      schoolNumber += 1
      var draws = SeededGenerator(seed, 2, schoolNumber)
      let school = schoolField(region: region)
      let isSpecial = draws.number(below: 12) == 0
      let day = 2 + draws.number(below: 20)
      let first = region * space.regionCount
      for cell in first..<(first + space.regionCount) where draws.number(below: 1000) < presence {
        let group = group(cell, isSpecial: isSpecial, day: day, largest: largest, &draws)
        truth.add(group.children[Self.total] ?? 0, to: cell)
        let nth = schools[cell]
        schools[cell] &+= 1
        guard let planned = plan.planned[cell], planned.source == .education else {
          try write(group, of: school, to: file)
          continue
        }
        let versions = versions(of: group, nth: Int(nth), planned.kind)
        for version in versions.first { try write(version, of: school, to: file) }
        if let again = versions.again { resubmitted.append((school, again)) }
        if versions.again != nil || versions.first.count > 1 {
          noteSettings(of: group, planned.kind, &truth)
        }
        if let second = versions.second, let secondEdition {
          try write(second, of: school, to: secondEdition)
          note(second, before: versions.first, &truth, &delivered)
        } else {
          let all = versions.first + [versions.again].compactMap(\.self)
          delivered[cell, default: 0] += all.reduce(0) { $0 + ($1.children[Self.total] ?? 0) }
        }
      }
    }
    for (school, group) in resubmitted { try write(group, of: school, to: file) }
  }

  private func schoolField(region: Int) -> [UInt8] {
    let digits = String(schoolNumber)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
    return Array("\(space.regions[region].kato),S\(zeros)\(digits),".utf8)
  }

  private func group(
    _ cell: Int, isSpecial: Bool, day: Int, largest: Int, _ draws: inout SeededGenerator
  ) -> Group {
    var children: [Int?] = [nil, nil, nil, nil, nil]
    if isSpecial {
      children[1] = 1 + draws.number(below: largest)
    } else {
      children[3] = 1 + draws.number(below: largest)
      if draws.number(below: 3) == 0 { children[2] = 1 + draws.number(below: largest / 2) }
      if draws.number(below: 12) == 0 { children[4] = 1 + draws.number(below: largest / 3) }
    }
    children[Self.total] = children.reduce(0) { $0 + ($1 ?? 0) }
    return Group(cell: cell, place: space.place(of: cell), day: day, children: children)
  }

  /// What a school's group becomes under an error: in the first edition, sent again at the end of
  /// the file, in the second edition.
  private func versions(of group: Group, nth: Int, _ kind: ErrorKind) -> (
    first: [Group], again: Group?, second: Group?
  ) {
    var draws = SeededGenerator(seed, 3, group.cell)
    switch kind {
    // The second school, so that the cell is not empty.
    case .lostRows: return (nth == 1 ? [] : [group], nil, nil)
    case .duplicate: return (nth == 0 ? [group, group] : [group], nil, nil)
    case .resubmission:
      guard nth == 0 else { return ([group], nil, nil) }
      // Half of the schools correct a number when they send it again.
      var again = draws.number(below: 2) == 0 ? group : group.adding(1 + draws.number(below: 3))
      again.day = group.day + 5
      return ([group], again, nil)
    case .factor1000: return ([group.multiplied(by: 1000)], nil, nil)
    case .arithmetic:
      guard nth == 0 else { return ([group], nil, nil) }
      var wrong = group
      wrong.children[Self.total] =
        (group.children[Self.total] ?? 0) + 1 + draws.number(below: 9)
      return ([wrong], nil, nil)
    case .revision:
      guard nth == 0 else { return ([group], nil, group) }
      // The first edition is wrong, or the others quote it and the second differs from them.
      let other = group.adding(1 + draws.number(below: 20))
      return draws.number(below: 2) == 0 ? ([other], nil, group) : ([group], nil, other)
    default: return ([group], nil, nil)
    }
  }

  /// Keeps what a second edition gives, and which settings of the cell it changes.
  private func note(
    _ second: Group, before: [Group], _ truth: inout Truth, _ delivered: inout [Int: Int]
  ) {
    delivered[second.cell, default: 0] += second.children[Self.total] ?? 0
    guard let first = before.first, first.children != second.children else { return }
    truth.add(
      Truth.Row(
        kind: .revision, cell: second.cell, setting: Self.settings[second.mainSetting],
        source: .education, delivered: ""))
  }

  /// A school whose rows are added up twice makes the numbers of its settings wrong as well.
  private func noteSettings(of group: Group, _ kind: ErrorKind, _ truth: inout Truth) {
    for (setting, children) in group.children.enumerated()
    where children != nil && setting != Self.total {
      truth.add(
        Truth.Row(
          kind: kind, cell: group.cell, setting: Self.settings[setting], source: .education,
          delivered: ""))
    }
  }

  private func write(_ group: Group, of school: [UInt8], to file: DeliveryWriter) throws {
    for (setting, children) in group.children.enumerated() {
      guard let children else { continue }
      file.write(school)
      file.write(words.years[group.place.year])
      file.write(words.categories[group.place.category])
      file.write(words.sexes[group.place.sex])
      file.write(words.ages[group.place.age])
      file.write(words.settings[setting])
      file.write(number: children)
      file.write(words.dates[group.place.year][group.day])
      try file.endRecord()
    }
  }

  /// How many schools have children of a cell.
  func schoolCount(of cell: Int) -> Int { Int(schools[cell]) }
}
