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

  mutating func supersede(by later: SourceObservation) {
    superseded.append(current)
    current = later
  }
}

/// All observations of a run, by cell and by source: what every rule and comparison reads.
///
/// Building it is the one place where the order of files could matter, so editions are put in order
/// by edition number, then date of receipt, then path.
///
/// A class, since everything that judges a cell carries it: it is counted once, not field by field.
final class EvidenceTable: Sendable {
  let structure: Structure
  let sources: [SourceDefinition]
  let deliveries: [DeliveredFile]
  let fingerprint: RecordFingerprint
  /// Every observed cell, in key order.
  let keys: [CellKey]
  /// By cell, then source.
  private let evidence: [SourceEvidence]
  /// Where the evidence of each cell begins; one more entry than there are cells.
  private let starts: [Int]
  private let positions: CellPositions
  private let keysBySource: [[CellKey]]
  private let reported: ReportedCodes
  /// The numbers of the periods that occur, ascending.
  private let periods: [UInt32]
  /// The names of pairs of sources, by the positions of both.
  private let pairNames: [[String]]

  /// - Parameter observations: in any order, in as many lists as there happen to be.
  init(
    structure: Structure, sources: [SourceDefinition], deliveries: [DeliveredFile],
    observations: [[SourceObservation]], fingerprint: @escaping RecordFingerprint
  ) {
    self.fingerprint = fingerprint
    self.structure = structure
    self.sources = sources
    self.deliveries = deliveries
    var reported = ReportedCodes(structure: structure, sources: sources.count)
    var keys: [CellKey] = []
    var starts: [Int] = []
    var evidence: [SourceEvidence] = []
    var keysBySource: [[CellKey]] = Array(repeating: [], count: sources.count)
    var periods: Set<UInt32> = []
    for place in ObservationOrder(sources, deliveries).places(of: observations) {
      let observation = observations[place.list][place.index]
      if keys.last != place.key {
        keys.append(place.key)
        starts.append(evidence.count)
        periods.insert(structure.number(at: structure.time, in: place.key))
      } else if evidence[evidence.count - 1].source == place.source {
        evidence[evidence.count - 1].supersede(by: observation)
        continue
      }
      evidence.append(SourceEvidence(source: place.source, current: observation))
      keysBySource[place.source].append(place.key)
      reported.note(place.key, of: place.source)
    }
    starts.append(evidence.count)
    reported.finish()
    self.keys = keys
    self.starts = starts
    self.evidence = evidence
    self.keysBySource = keysBySource
    self.reported = reported
    self.periods = periods.sorted()
    positions = CellPositions(of: keys)
    pairNames = sources.map { left in sources.map { "\(left.id) ~ \($0.id)" } }
  }

  /// The place of a cell among ``keys``; nil when no source reports it.
  func position(of key: CellKey) -> Int? { positions[key] }

  /// The sources' evidence about the cell at a place.
  func evidence(at position: Int) -> ArraySlice<SourceEvidence> {
    evidence[starts[position]..<starts[position + 1]]
  }

  /// The sources' evidence about a cell, in source order.
  subscript(key: CellKey) -> ArraySlice<SourceEvidence> {
    guard let position = positions[key] else { return [] }
    return evidence(at: position)
  }

  func current(_ source: Int, at key: CellKey) -> SourceObservation? {
    guard let position = positions[key] else { return nil }
    for index in starts[position]..<starts[position + 1] where evidence[index].source == source {
      return evidence[index].current
    }
    return nil
  }

  func reports(_ source: Int, at key: CellKey) -> Bool {
    guard let position = positions[key] else { return false }
    return (starts[position]..<starts[position + 1]).contains { evidence[$0].source == source }
  }

  /// The cells of a source, in key order.
  func keys(of source: Int) -> [CellKey] { keysBySource[source] }

  /// The cells of a source that differ from `key` in nothing but the period, in order of time.
  func periods(of source: Int, along key: CellKey) -> [CellKey] {
    periods.map { structure.replacing(structure.time, with: $0, in: key) }
      .filter { reports(source, at: $0) }
  }

  /// The parts of a code that a source reports anywhere for the indicator of `key`.
  func reportedParts(of key: CellKey, along dimension: Int, by source: Int) -> [UInt32] {
    reported.parts(of: key, along: dimension, source: source)
  }

  /// How checks name a comparison of two sources.
  func pairName(_ left: Int, _ right: Int) -> String { pairNames[left][right] }

  func quoted(_ observation: SourceObservation, of source: Int) -> ReportedValue {
    ReportedValue(
      source: sources[source].id, key: observation.key, value: observation.value,
      delivery: observation.delivery, asOf: observation.asOf)
  }
}
