internal import Reporting
internal import StatisticalModel
internal import Synchronization
internal import Warehousing

/// A vintage counted: what its first page shows, and what forms offer to choose from.
struct Overview: Sendable {
  /// Cells listed as the worst.
  private static let worstCells = 10

  let counts: VintageOverview
  let worst: [WorstCell]
  let gaps: GapPictures
  let uses: [SourceUse]

  /// - Complexity: some passes over the vintage.
  init(of snapshot: Snapshot) throws {
    let reader = snapshot.reader
    let structure = snapshot.structure
    let vintage = snapshot.vintage
    counts = try VintageOverview(
      reading: reader, periodDimension: structure.dimensions[structure.time].id, vintage: vintage)
    worst = try reader.worstCells(
      counted: Self.counted(in: structure), limit: Self.worstCells, vintage: vintage)
    gaps = try GapPictures(reading: reader, structure: structure, vintage: vintage)
    uses = try reader.sourceUses(vintage: vintage)
  }

  /// The periods of the cells, the latest first.
  var periods: [String] {
    Set(counts.periods.map(\.code)).map { (text: $0, period: Period(parsing: $0)) }
      .sorted { left, right in
        (left.period?.packed ?? 0, left.text) > (right.period?.packed ?? 0, right.text)
      }.map(\.text)
  }

  /// Indicators that count persons: their differences have one unit.
  private static func counted(in structure: Structure) -> [String] {
    structure.dimensions[structure.indicator].codelist?.codes
      .filter { $0.indicator?.unit == "persons" }.map(\.id) ?? []
  }
}

/// Keeps what has been counted of the vintages last asked for: it cannot change any more.
final class OverviewCache: Sendable {
  private static let size = 8

  private let kept = Mutex<[(key: String, overview: Overview)]>([])

  func overview(of snapshot: Snapshot) throws -> Overview {
    let key = "\(snapshot.definition.id) \(snapshot.shown.manifestHash)"
    if let found = kept.withLock({ $0.first { $0.key == key } }) { return found.overview }
    let overview = try Overview(of: snapshot)
    kept.withLock { kept in
      kept.append((key, overview))
      if kept.count > Self.size { kept.removeFirst() }
    }
    return overview
  }
}
