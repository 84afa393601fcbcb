import StatisticalModel

/// Tells the records of a delivery apart by their content: equal numbers for equal records, and for
/// others only by an accident of one in four thousand million; nil where it is not known.
///
/// The delivery is its position in the run's list, the record its ordinal.
package typealias RecordFingerprint = @Sendable (_ delivery: Int, _ record: Int) -> UInt32?

/// What one source says about one cell: its newest edition and the ones before.
struct SourceEvidence {
  /// Position of the source in the table's list.
  var source: Int
  var current: SourceObservation
  /// Older editions, oldest first.
  var superseded: [SourceObservation] = []
}

/// All observations of a run, by cell and by source: what every rule and comparison reads.
///
/// Building it is the one place where the order of files could matter, so editions are put in order
/// by edition number, then date of receipt, then path.
struct EvidenceTable {
  let structure: Structure
  let sources: [SourceDefinition]
  let deliveries: [DeliveredFile]
  let fingerprint: RecordFingerprint
  /// Every observed cell, in key order.
  let keys: [CellKey]
  private let cells: [CellKey: [SourceEvidence]]
  /// Codes a source reports anywhere, by source, indicator and dimension.
  private let reported: [ReportedCode: Set<UInt32>]
  private let series: [SeriesKey: [CellKey]]

  struct ReportedCode: Hashable {
    var source: Int
    var indicator: UInt32
    var dimension: Int
  }

  init(
    structure: Structure, sources: [SourceDefinition], deliveries: [DeliveredFile],
    observations: [SourceObservation], fingerprint: @escaping RecordFingerprint
  ) {
    self.fingerprint = fingerprint
    self.structure = structure
    self.sources = sources
    self.deliveries = deliveries
    let positions = Dictionary(
      uniqueKeysWithValues: sources.enumerated().map { ($0.element.id, $0.offset) })
    let order = Self.editionOrder(of: deliveries)
    var cells: [CellKey: [SourceEvidence]] = [:]
    var reported: [ReportedCode: Set<UInt32>] = [:]
    for observation in observations.sorted(by: { order[$0.delivery] < order[$1.delivery] }) {
      guard let source = positions[deliveries[observation.delivery].delivery.source] else {
        continue
      }
      var evidence = cells[observation.key] ?? []
      if let index = evidence.firstIndex(where: { $0.source == source }) {
        evidence[index].superseded.append(evidence[index].current)
        evidence[index].current = observation
      } else {
        evidence.append(SourceEvidence(source: source, current: observation))
      }
      cells[observation.key] = evidence
      let indicator = structure.number(at: structure.indicator, in: observation.key)
      for dimension in structure.dimensions.indices {
        reported[
          ReportedCode(source: source, indicator: indicator, dimension: dimension), default: []
        ].insert(structure.number(at: dimension, in: observation.key))
      }
    }
    self.cells = cells.mapValues { $0.sorted { $0.source < $1.source } }
    self.reported = reported
    keys = cells.keys.sorted()
    var series: [SeriesKey: [CellKey]] = [:]
    for key in keys {
      let timeless = structure.replacing(structure.time, with: 0, in: key)
      for evidence in cells[key] ?? [] {
        series[SeriesKey(source: evidence.source, key: timeless), default: []].append(key)
      }
    }
    self.series = series
  }

  /// The sources' evidence about a cell, in source order.
  subscript(key: CellKey) -> [SourceEvidence] { cells[key] ?? [] }

  func current(_ source: Int, at key: CellKey) -> SourceObservation? {
    self[key].first { $0.source == source }?.current
  }

  /// The cells of a source that differ from `key` in nothing but the period, in order of time.
  func periods(of source: Int, along key: CellKey) -> [CellKey] {
    series[SeriesKey(source: source, key: structure.replacing(structure.time, with: 0, in: key))]
      ?? []
  }

  private struct SeriesKey: Hashable {
    var source: Int
    var key: CellKey
  }

  /// The parts of a code that a source reports anywhere for the indicator of `key`.
  func reportedParts(of key: CellKey, along dimension: Int, by source: Int) -> [UInt32] {
    guard let list = structure.dimensions[dimension].codelist else { return [] }
    let number = structure.number(at: dimension, in: key)
    guard number > 0 else { return [] }
    let known = reportedCodes(of: source, indicatorOf: key, along: dimension)
    return list.children(of: Int(number) - 1).map { UInt32($0 + 1) }.filter(known.contains)
  }

  private func reportedCodes(of source: Int, indicatorOf key: CellKey, along dimension: Int)
    -> Set<UInt32>
  {
    let indicator = structure.number(at: structure.indicator, in: key)
    return reported[
      ReportedCode(source: source, indicator: indicator, dimension: dimension)] ?? []
  }

  func quoted(_ observation: SourceObservation, of source: Int) -> ReportedValue {
    ReportedValue(
      source: sources[source].id, key: observation.key, value: observation.value,
      delivery: observation.delivery, asOf: observation.asOf)
  }

  private static func editionOrder(of deliveries: [DeliveredFile]) -> [Int] {
    let sorted = deliveries.indices.sorted { left, right in
      let (a, b) = (deliveries[left].delivery, deliveries[right].delivery)
      return (a.source, a.edition, a.received.firstDay, a.path)
        < (b.source, b.edition, b.received.firstDay, b.path)
    }
    var order = Array(repeating: 0, count: deliveries.count)
    for (place, delivery) in sorted.enumerated() { order[delivery] = place }
    return order
  }
}
