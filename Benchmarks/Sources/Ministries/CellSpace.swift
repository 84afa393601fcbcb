/// The cells in which the ministries meet: region, year, sex, age, category, at all settings.
///
/// A cell is its position; codes are looked up by ``place(of:)``.
struct CellSpace {
  var regions: [Region]
  var years: [Int]
  var sexes = ["M", "F"]
  var ages: [Int]
  var categories: [String]

  struct Region {
    var code: String
    /// KATO, the national classification.
    var kato: String
    /// As the ministry of social protection writes it.
    var name: String
    /// Thousands of inhabitants, rounded: how records are shared out.
    var weight: Int
  }

  /// Positions of a cell's codes in the lists.
  struct Place: Hashable {
    var region: Int
    var year: Int
    var sex: Int
    var age: Int
    var category: Int
  }

  /// Cells of one region in one year.
  var yearCount: Int { categories.count * sexes.count * ages.count }
  var regionCount: Int { years.count * yearCount }
  var count: Int { regions.count * regionCount }

  func place(of cell: Int) -> Place {
    var rest = cell
    func digit(_ base: Int) -> Int {
      defer { rest /= base }
      return rest % base
    }
    let age = digit(ages.count)
    let sex = digit(sexes.count)
    let category = digit(categories.count)
    let year = digit(years.count)
    return Place(region: rest, year: year, sex: sex, age: age, category: category)
  }

  func cell(at place: Place) -> Int {
    (((place.region * years.count + place.year) * categories.count + place.category) * sexes.count
      + place.sex) * ages.count + place.age
  }

  /// The cell with the same codes in another region.
  func cell(_ cell: Int, in region: Int) -> Int {
    var place = place(of: cell)
    place.region = region
    return self.cell(at: place)
  }
}
