/// A part of a cell's number, as one clinic or office reports it.
struct UnitPart {
  var unit: Int
  var children: Int
}

extension [UnitPart] {
  /// About equal parts that add up to the number, neighbours shifted against each other.
  static func parts(of number: Int, units: Int, _ draws: inout SeededGenerator) -> [UnitPart] {
    var parts = (0..<units).map { unit in
      UnitPart(
        unit: unit, children: number * (unit + 1) / units - number * unit / units)
    }
    for place in stride(from: 0, to: units - 1, by: 2) where parts[place].children > 0 {
      let shifted = draws.number(below: parts[place].children + 1)
      parts[place].children -= shifted
      parts[place + 1].children += shifted
    }
    return parts
  }

  /// The parts after one was lost or doubled; nil when there are too few to lose one.
  func damaged(by kind: ErrorKind) -> [UnitPart]? {
    let filled = indices.filter { self[$0].children > 0 }
    guard filled.count > 1, let place = filled.last else { return nil }
    var damaged = self
    if kind == .lostRows {
      damaged.remove(at: place)
    } else {
      damaged.insert(self[place], at: place)
    }
    return damaged
  }
}
