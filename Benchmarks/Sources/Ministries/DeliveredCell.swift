/// What health or social protection deliver for a cell.
struct DeliveredCell {
  var source: Source
  /// The error that is in the numbers; nil when there is none.
  var kind: ErrorKind?
  /// The sum of the records, before anything is lost or doubled; nil for a mark instead of a number.
  var children: Int?
  /// The number stands in one record, as from a region's office.
  var isSingle = false
  /// As of the first of January after, not of October.
  var isLate = false
  /// The number is rounded to tens and stands in the column for that.
  var isRounded = false

  /// Below this a number is too small for an error to mean anything.
  private static let leastChildren = 20

  /// - Returns: nil when the ministry gives nothing for the cell.
  init?(
    of ministry: Source, cell: Int, plan: ErrorPlan, truth: Truth, seed: Int
  ) {
    let total = truth.totals[cell]
    guard total > 0, ministry != .social || !plan.absorbed.contains(cell) else { return nil }
    source = ministry
    children = total
    guard let planned = plan.planned[cell] else { return }
    var draws = SeededGenerator(seed, 4, cell)
    let draw = draws.number(below: 1_000_000)
    guard planned.source.ministry == ministry else {
      // Where one ministry has written zero for a number it does not have, the other may say so.
      let isMarked =
        planned.kind == .missingAsZero && ministry != .education && total >= Self.leastChildren
        && draw % 2 == 0
      if isMarked { (children, isSingle) = (nil, true) }
      return
    }
    source = planned.source
    apply(planned, total: total, draw: draw, truth: truth)
  }

  private mutating func apply(
    _ planned: ErrorPlan.Planned, total: Int, draw: Int, truth: Truth
  ) {
    kind = planned.kind
    guard total >= Self.leastChildren else {
      kind = nil
      return
    }
    switch planned.kind {
    case .lostRows, .duplicate: break
    case .factor1000: children = total * 1000
    case .transposedDigits:
      guard let slip = Self.transposed(total, draw: draw) else {
        kind = nil
        return
      }
      (children, isSingle) = (slip, true)
    case .rounding:
      let rounded = (total + 5) / 10 * 10
      guard rounded != total else {
        kind = nil
        return
      }
      (children, isSingle, isRounded) = (rounded, true, true)
    case .missingAsZero: (children, isSingle) = (0, true)
    case .otherAges: children = total - max(1, total * (3 + draw % 15) / 100)
    case .otherDate:
      children = total + max(1, total * (2 + draw % 10) / 100)
      isLate = true
    case .definition: children = total * (55 + draw % 40) / 100
    case .geographySplit:
      let more = planned.partner.map { truth.totals[$0] } ?? 0
      children = total + more
      if more == 0 { kind = nil }
    case .regionMoved: move(planned, total: total, truth: truth)
    default: kind = nil
    }
  }

  /// Takes children from the one cell and gives them to the other.
  private mutating func move(_ planned: ErrorPlan.Planned, total: Int, truth: Truth) {
    guard let partner = planned.partner else { return }
    let other = truth.totals[partner]
    let (losing, gaining) = planned.loses ? (total, other) : (other, total)
    guard losing >= Self.leastChildren, gaining >= Self.leastChildren else {
      kind = nil
      return
    }
    // The same number in both cells.
    let moved = 1 + (losing &* 7919 &+ gaining) % (losing / 3)
    children = planned.loses ? total - moved : total + moved
  }

  /// The number with two neighbouring digits exchanged; nil when it has none that differ.
  private static func transposed(_ number: Int, draw: Int) -> Int? {
    let digits = Array(String(number).utf8)
    guard digits.count > 2 else { return nil }
    let places = (0..<(digits.count - 1)).filter { place in
      digits[place] != digits[place + 1]
        && (place > 0 || digits[place + 1] != UInt8(ascii: "0"))
    }
    guard !places.isEmpty else { return nil }
    var slipped = digits
    slipped.swapAt(places[draw % places.count], places[draw % places.count] + 1)
    return slipped.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
