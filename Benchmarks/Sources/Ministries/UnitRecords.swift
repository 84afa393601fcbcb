/// The records by which the clinics of health, or the offices of social protection, give the cells.
struct UnitRecords {
  let ministry: Source
  let space: CellSpace
  let plan: ErrorPlan
  let scale: Scale
  let seed: Int

  struct Record {
    var place: CellSpace.Place
    /// Counts through the units of all regions; the region's office has the last number of its own.
    var unit: Int
    /// nil for a mark instead of a number.
    var children: Int?
    var isRounded = false
    var isLate = false
    /// Which of the codes of the category is used, counted round.
    var variant = 0
  }

  /// Units of one region, its office included.
  static let unitsPerRegion = 1000

  /// Gives every record of a year to the caller, cell by cell, and notes what was wrong with them.
  func write(
    year: Int, truth: inout Truth, to write: (Source, Record) throws -> Void
  ) rethrows {
    let weights = space.regions.reduce(0) { $0 + $1.weight }
    for region in space.regions.indices {
      let perCell =
        Double(scale.others) * Double(space.regions[region].weight) / Double(weights)
        / Double(space.regionCount)
      let first = region * space.regionCount + year * space.yearCount
      for offset in 0..<space.yearCount {
        let units = max(2, Int(perCell * Double(offset + 1)) - Int(perCell * Double(offset)))
        try self.write(
          cell: first + offset, units: min(units, Self.unitsPerRegion - 1), truth: &truth,
          to: write)
      }
    }
  }

  private func write(
    cell: Int, units: Int, truth: inout Truth, to write: (Source, Record) throws -> Void
  ) rethrows {
    guard
      let delivered = DeliveredCell(
        of: ministry, cell: cell, plan: plan, truth: truth, seed: seed)
    else { return }
    let place = space.place(of: cell)
    let office = (place.region + 1) * Self.unitsPerRegion - 1
    var record = Record(
      place: place, unit: office, isRounded: delivered.isRounded, isLate: delivered.isLate)
    guard let children = delivered.children else {
      try write(delivered.source, record)
      return
    }
    var draws = SeededGenerator(seed, 5, cell, ministry == .health ? 0 : 1)
    let whole = [UnitPart].parts(
      of: children, units: delivered.isSingle ? 1 : units, &draws)
    var parts = whole
    var kind = delivered.kind
    if let found = kind, found == .lostRows || found == .duplicate {
      parts = whole.damaged(by: found) ?? whole
      if parts.count == whole.count { kind = nil }
    }
    for part in parts {
      record.unit =
        delivered.isSingle ? office : place.region * Self.unitsPerRegion + part.unit
      record.children = part.children
      record.variant = part.unit
      try write(delivered.source, record)
    }
    guard let kind else { return }
    truth.add(
      Truth.Row(
        kind: kind, cell: cell, source: delivered.source,
        delivered: String(parts.reduce(0) { $0 + $1.children })))
  }
}
