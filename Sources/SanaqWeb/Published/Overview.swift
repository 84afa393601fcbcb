internal import Dispatch
internal import Pipelining
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
  let uses: [SourceUse]

  /// - Complexity: some passes over the vintage.
  init(of snapshot: Snapshot, reading reader: WarehouseReader) throws {
    let structure = snapshot.structure
    let vintage = snapshot.vintage
    counts = try VintageOverview(
      reading: reader, periodDimension: structure.dimensions[structure.time].id, vintage: vintage)
    worst = try reader.worstCells(
      counted: Self.counted(in: structure), limit: Self.worstCells, vintage: vintage)
    uses = try reader.sourceUses(vintage: vintage)
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
  /// Cells up to which the pictures are drawn while the reader waits.
  private static let cellsDrawnAtOnce = 50_000
  private static let countingTime = Duration.seconds(120)

  private struct Kept {
    var overviews: [(key: String, Overview)] = []
    var pictures: [(key: String, GapPictures)] = []
    var periods: [(key: String, [String])] = []
    var drawing: Set<String> = []
  }

  private let kept = Mutex(Kept())

  func overview(of snapshot: Snapshot) throws -> Overview {
    let key = Self.key(of: snapshot)
    if let found = kept.withLock({ $0.overviews.first { $0.key == key } }) {
      return found.1
    }
    // Counted once for a vintage, with a reader and a limit of its own: what is broken off would be
    // begun again by every request.
    let reader = try WarehouseReader(path: snapshot.folder.warehouse)
    let isSame = try reader.head(vintage: snapshot.vintage) == snapshot.shown
    let overview = try reader.limited(to: Self.countingTime) {
      try Overview(of: snapshot, reading: isSame ? reader : snapshot.reader)
    }
    kept.withLock { Self.keep((key, overview), in: &$0.overviews) }
    return overview
  }

  /// The periods of the cells, the latest first.
  func periods(of snapshot: Snapshot) throws -> [String] {
    let key = Self.key(of: snapshot)
    if let found = kept.withLock({ $0.periods.first { $0.key == key } }) { return found.1 }
    let structure = snapshot.structure
    let texts = try snapshot.reader.codes(in: structure.dimensions[structure.time].id)
    let periods = texts.compactMap { text in Period(parsing: text).map { (text, $0.packed) } }
      .sorted { $0.1 > $1.1 }.map(\.0)
    kept.withLock { Self.keep((key, periods), in: &$0.periods) }
    return periods
  }

  /// The pictures of gaps, which read every value of the vintage; nil while those of a large one
  /// are being drawn beside the requests.
  func pictures(of snapshot: Snapshot, cells: Int) throws -> GapPictures? {
    let key = Self.key(of: snapshot)
    if let found = kept.withLock({ $0.pictures.first { $0.key == key } }) { return found.1 }
    guard cells > Self.cellsDrawnAtOnce else {
      let pictures = try Self.draw(snapshot, snapshot.reader)
      kept.withLock { Self.keep((key, pictures), in: &$0.pictures) }
      return pictures
    }
    guard kept.withLock({ $0.drawing.insert(key).inserted }) else { return nil }
    DispatchQueue.global(qos: .utility).async { [self] in
      // A reader of its own: the one of a request is broken off when its time is over.
      let reader = try? WarehouseReader(path: snapshot.folder.warehouse)
      let isSame = (try? reader?.head(vintage: snapshot.vintage)) == snapshot.shown
      let pictures = isSame ? reader.flatMap { try? Self.draw(snapshot, $0) } : nil
      kept.withLock { kept in
        kept.drawing.remove(key)
        if let pictures { Self.keep((key, pictures), in: &kept.pictures) }
      }
    }
    return nil
  }

  private static func draw(
    _ snapshot: Snapshot, _ reader: WarehouseReader
  ) throws -> GapPictures {
    try GapPictures(reading: reader, structure: snapshot.structure, vintage: snapshot.vintage)
  }

  private static func keep<Value>(
    _ entry: (key: String, Value), in entries: inout [(key: String, Value)]
  ) {
    entries.append(entry)
    if entries.count > size { entries.removeFirst() }
  }

  private static func key(of snapshot: Snapshot) -> String {
    "\(snapshot.definition.id) \(snapshot.shown.manifestHash)"
  }
}
