/// How large a case is.
///
/// Schools, clinics and offices grow with the rows; the cells are the same from half a million rows
/// on, so that the memory of who adds up need not grow. Smaller cases take fewer regions, years,
/// ages and categories, so that several units still meet in a cell.
struct Scale {
  /// Rows of education; health and social protection have a fifth each.
  var rows: Int
  var regions: Int
  var years: Int
  var ages: Int
  var categories: Int

  static let allCells = 500_000

  init(rows: Int) {
    self.rows = rows
    if rows >= Self.allCells {
      (regions, years, ages, categories) = (20, 4, 16, 14)
    } else if rows >= 50_000 {
      (regions, years, ages, categories) = (20, 2, 8, 14)
    } else if rows >= 4000 {
      (regions, years, ages, categories) = (8, 2, 6, 6)
    } else {
      (regions, years, ages, categories) = (6, 2, 4, 4)
    }
  }

  /// Rows of health, and of social protection.
  var others: Int { rows / 5 }

  /// Rows that a group of a school (a cell of its own) has on average: its total and its settings.
  static let rowsPerGroup = 2.4
  /// Rows of one school over all years.
  static let rowsPerSchool = 250.0
  /// Errors of each kind, as a share of the cells.
  static let cellsPerError = 300
  static let leastErrors = 5
  /// What a cell's total comes to on average.
  static let children = 400.0

  /// Chance in a thousand that a school has children of a cell.
  func presence(in space: CellSpace) -> Int {
    let groups = Double(space.regionCount)
    return min(800, Int((1000 * Self.rowsPerSchool / Self.rowsPerGroup / groups).rounded()))
  }

  /// Largest number of children of a group in one class form.
  func largestGroup(in space: CellSpace) -> Int {
    let groupsPerCell = Double(rows) / Self.rowsPerGroup / Double(space.count)
    return Int(min(150, max(6, 2 * Self.children / groupsPerCell)))
  }

  func errors(in space: CellSpace) -> Int {
    max(Self.leastErrors, space.count / Self.cellsPerError)
  }
}
