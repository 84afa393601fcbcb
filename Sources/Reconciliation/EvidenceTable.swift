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
  /// Where an observation stands among those given.
  private struct Place {
    var source: Int32
    var list: Int32
    var index: Int32
  }

  let structure: Structure
  let sources: [SourceDefinition]
  let deliveries: [DeliveredFile]
  let fingerprint: RecordFingerprint
  /// Every observed cell, in key order.
  let keys: [CellKey]
  private let observations: [[SourceObservation]]
  /// By cell, then source, then edition.
  private let places: [Place]
  /// Where the places of each cell begin; one more entry than there are cells.
  private let starts: [Int32]
  private let positions: CellPositions
  private let keysBySource: [[CellKey]]
  private let reported: ReportedCodes
  /// The numbers of the periods that occur, ascending.
  private let periods: [UInt32]
  /// The names of pairs of sources, by the positions of both.
  private let pairNames: [[String]]

  /// - Parameters:
  ///   - observations: in any order, in as many lists as there happen to be.
  ///   - codes: those that sources report, where the observations are not all there are.
  init(
    structure: Structure, sources: [SourceDefinition], deliveries: [DeliveredFile],
    observations: [[SourceObservation]], codes: ReportedCodes? = nil,
    fingerprint: @escaping RecordFingerprint
  ) {
    self.fingerprint = fingerprint
    self.structure = structure
    self.sources = sources
    self.deliveries = deliveries
    var reported = ReportedCodes(structure: structure, sources: sources.count)
    var keys: [CellKey] = []
    var starts: [Int32] = []
    var places: [Place] = []
    var keysBySource: [[CellKey]] = Array(repeating: [], count: sources.count)
    var periods: Set<UInt32> = []
    for found in ObservationOrder(sources, deliveries).places(of: observations) {
      let place = Place(
        source: Int32(found.source), list: Int32(found.list), index: Int32(found.index))
      let isNewCell = keys.last != found.key
      if isNewCell {
        keys.append(found.key)
        starts.append(Int32(places.count))
        periods.insert(structure.number(at: structure.time, in: found.key))
      }
      if isNewCell || places.last?.source != place.source {
        keysBySource[found.source].append(found.key)
        reported.note(found.key, of: found.source)
      }
      places.append(place)
    }
    starts.append(Int32(places.count))
    reported.finish()
    self.keys = keys
    self.starts = starts
    self.observations = observations
    self.places = places
    self.keysBySource = keysBySource
    self.reported = codes ?? reported
    self.periods = periods.sorted()
    positions = CellPositions(of: keys)
    pairNames = sources.map { left in sources.map { "\(left.id) ~ \($0.id)" } }
  }

  /// The place of a cell among ``keys``; nil when no source reports it.
  func position(of key: CellKey) -> Int? { positions[key] }

  /// The sources' evidence about the cell at a place, in source order.
  func evidence(at position: Int) -> [SourceEvidence] {
    let range = placesOfCell(position)
    var evidence: [SourceEvidence] = []
    evidence.reserveCapacity(range.count)
    for index in range {
      let (place, observation) = (places[index], observation(index))
      if let last = evidence.indices.last, evidence[last].source == place.source {
        evidence[last].supersede(by: observation)
      } else {
        evidence.append(SourceEvidence(source: Int(place.source), current: observation))
      }
    }
    return evidence
  }

  /// The sources' evidence about a cell, in source order.
  subscript(key: CellKey) -> [SourceEvidence] { positions[key].map(evidence) ?? [] }

  func current(_ source: Int, at key: CellKey) -> SourceObservation? {
    // The last edition is the one that counts.
    placesOfCell(positions[key]).last { places[$0].source == source }.map(observation)
  }

  func reports(_ source: Int, at key: CellKey) -> Bool {
    placesOfCell(positions[key]).contains { places[$0].source == source }
  }

  private func placesOfCell(_ position: Int?) -> Range<Int> {
    guard let position else { return 0..<0 }
    return Int(starts[position])..<Int(starts[position + 1])
  }

  private func observation(_ index: Int) -> SourceObservation {
    observations[Int(places[index].list)][Int(places[index].index)]
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
