/// Which cells get which error, drawn before anything is written.
///
/// Whether the numbers of a cell admit its error (digits to exchange, children to move) is seen when
/// they are known; a cell whose numbers do not is delivered without it.
struct ErrorPlan {
  struct Planned {
    var kind: ErrorKind
    var source: Source
    /// Of a move, the other cell of the pair; of a split, the cell of the region formed.
    var partner: Int?
    /// Of a move: children of this cell are counted in the partner.
    var loses = false
  }

  private(set) var planned: [Int: Planned] = [:]
  /// Cells that social protection counts in the old region and gives no number of their own.
  private(set) var absorbed: Set<Int> = []
  /// Regions of which education delivers a second edition: the last two.
  let revisedRegions: Set<Int>

  /// The regions that were divided in June 2022, each with the one formed out of it.
  private static let splits = ["KZ-35": "KZ-62", "KZ-63": "KZ-10", "KZ-19": "KZ-33"]

  init(seed: Int, space: CellSpace, scale: Scale) {
    revisedRegions = [space.regions.count - 1, space.regions.count - 2]
    var draws = SeededGenerator(seed, 1)
    let order = (0..<space.count).map { (draws.next(), $0) }.sorted { $0 < $1 }.map(\.1)
    for kind in ErrorKind.allCases {
      var missing = scale.errors(in: space)
      for cell in order where missing > 0 && isFree(cell) {
        if plan(kind, at: cell, in: space, &draws) { missing -= 1 }
      }
    }
  }

  private func isFree(_ cell: Int) -> Bool { planned[cell] == nil && !absorbed.contains(cell) }

  /// Plans an error at a free cell; false when the cell cannot have it.
  private mutating func plan(
    _ kind: ErrorKind, at cell: Int, in space: CellSpace, _ draws: inout SeededGenerator
  ) -> Bool {
    let region = space.place(of: cell).region
    var entry = Planned(kind: kind, source: Self.source(of: kind, &draws))
    switch kind {
    case .geographySplit:
      guard let formed = Self.splits[space.regions[region].code],
        let other = space.regions.firstIndex(where: { $0.code == formed })
      else { return false }
      let partner = space.cell(cell, in: other)
      guard isFree(partner) else { return false }
      entry.partner = partner
      absorbed.insert(partner)
    case .regionMoved:
      let other = (region + 1 + draws.number(below: space.regions.count - 1)) % space.regions.count
      let partner = space.cell(cell, in: other)
      guard isFree(partner) else { return false }
      entry.partner = partner
      entry.loses = true
      planned[partner] = Planned(kind: kind, source: entry.source, partner: cell)
    case .revision:
      guard revisedRegions.contains(region) else { return false }
    default: break
    }
    planned[cell] = entry
    return true
  }

  private static func source(of kind: ErrorKind, _ draws: inout SeededGenerator) -> Source {
    let sources: [Source] =
      switch kind {
      case .lostRows, .duplicate: [.education, .health, .social]
      // A number in thousands may also come with another definition; the unit is then the reason.
      case .factor1000: [.education, .health, .social, .healthByJanuary, .socialRecipients]
      case .resubmission, .arithmetic, .revision: [.education]
      case .rounding: [.social]
      case .transposedDigits, .missingAsZero, .otherDate, .regionMoved: [.health, .social]
      case .otherAges: [.healthByJanuary]
      case .definition: [.socialRecipients]
      case .geographySplit: [.socialOldBorders]
      case .agreement: [.healthByJanuary, .socialRecipients]
      }
    return sources[draws.number(below: sources.count)]
  }
}
