package import StatisticalModel

/// Puts the staged observations of one delivery on the target cells.
///
/// A value: it gathers the delivery's observations cell by cell and does no I/O. Each distinct text
/// of a dimension is resolved once; a record any of whose cells has no target is quarantined whole.
package struct Harmoniser {
  private let structure: Structure
  private let boundaryDay: Int?
  private let aggregation: Aggregation
  private let delivery: Int
  private let deliveryDate: Period?
  private let area: Int?
  private var resolvers: [DimensionResolver]
  /// ``DimensionResolver/plainNumbers`` by dimension: nearly every row is placed by these alone.
  private var plainNumbers: [[UInt32]]
  /// Areas that have had more than one extent.
  private let dividedAreas: Set<UInt32>
  private var positions: [CellKey: Int] = [:]
  private var observations: [SourceObservation] = []

  /// Records loaded and quarantined here; what staging read, ignored or refused is not repeated.
  package private(set) var ledger = Ledger()

  /// Prepares for one delivery, given by its position in the run's list and the date it describes.
  package init(
    source: SourceDefinition, structure: Structure, crosswalks: [Crosswalk],
    delivery: Int, asOf: Period?
  ) {
    self.structure = structure
    self.delivery = delivery
    deliveryDate = asOf
    boundaryDay = source.concept.boundaryDay
    aggregation = source.aggregation
    area = structure.position(of: Structure.areaDimension)
    resolvers = structure.dimensions.map { dimension in
      let mapping = source.dimensions.first { $0.dimension == dimension.id }
      return DimensionResolver(
        dimension: dimension, mapping: mapping,
        crosswalk: crosswalks.first { $0.id == mapping?.crosswalk })
    }
    plainNumbers = Array(repeating: [], count: structure.dimensions.count)
    let areas = area.flatMap { structure.dimensions[$0].codelist }?.codes ?? []
    dividedAreas = Set(
      areas.indices.filter { areas[$0].validity.count > 1 }.map { UInt32($0 + 1) })
  }

  /// Adds a batch.
  ///
  /// `texts` are the stager's distinct texts so far, per dimension.
  package mutating func harmonise(_ batch: StagedBatch, texts: [StagedTexts]) {
    for position in resolvers.indices {
      resolvers[position].learn(texts[position].entries)
      plainNumbers[position] = resolvers[position].plainNumbers
    }
    var row = 0
    while row < batch.count {
      let record = batch.records[row]
      var end = row + 1
      while end < batch.count, batch.records[end] == record { end += 1 }
      harmonise(batch.locators[record], rows: row..<end, of: batch)
      row = end
    }
  }

  /// The delivery's observations, by key.
  package func finished() -> [SourceObservation] {
    observations.sorted { $0.key < $1.key }
  }

  /// A cell an observation goes to, with its part of the number.
  private struct Target {
    var key: CellKey
    var share: ExactDecimal
    var certainty: Crosswalk.Certainty
  }

  private mutating func harmonise(
    _ locator: RecordLocator, rows: Range<Int>, of batch: StagedBatch
  ) {
    if rows.allSatisfy({ plainKey(of: $0, in: batch) != nil }) {
      ledger.loaded += 1
      for row in rows {
        guard let key = plainKey(of: row, in: batch) else { continue }
        add(
          Target(key: key, share: 1, certainty: .definite), row: row, of: batch,
          record: locator.ordinal)
      }
      return
    }
    var placed: [(row: Int, targets: [Target])] = []
    var problems: [QuarantineReason] = []
    for row in rows {
      switch targets(of: row, in: batch) {
      case .success(let targets): placed.append((row, targets))
      case .failure(let refusal) where !problems.contains(refusal.reason):
        problems.append(refusal.reason)
      case .failure: continue
      }
    }
    guard problems.isEmpty else {
      for reason in problems {
        ledger.quarantined.append(
          QuarantinedRecord(locator: locator, column: "", reason: reason))
      }
      return
    }
    ledger.loaded += 1
    for (row, targets) in placed {
      for target in targets { add(target, row: row, of: batch, record: locator.ordinal) }
    }
  }

  /// The one cell of a row all of whose texts are plain; nil when a text needs a closer look.
  private func plainKey(of row: Int, in batch: StagedBatch) -> CellKey? {
    guard var number = resolvers[structure.time].period(of: batch.texts[structure.time][row])
    else { return nil }
    var key = structure.replacing(structure.time, with: number, in: CellKey(bits: 0))
    for position in plainNumbers.indices where position != structure.time {
      number = plainNumbers[position][Int(batch.texts[position][row])]
      guard number != 0 else { return nil }
      key = structure.replacing(position, with: number, in: key)
    }
    return key
  }

  private struct Refusal: Error { var reason: QuarantineReason }

  /// The target cells of an observation: the product of the targets of its dimensions' texts.
  private func targets(of row: Int, in batch: StagedBatch) -> Result<[Target], Refusal> {
    let time = structure.time
    let timeText = batch.texts[time][row]
    guard let number = resolvers[time].period(of: timeText), let period = Period(packed: number)
    else { return .failure(Refusal(reason: .notAPeriod)) }
    let ownDay = batch.asOf[row]?.lastDay ?? period.lastDay
    let start = structure.replacing(time, with: number, in: CellKey(bits: 0))
    var targets = [Target(key: start, share: 1, certainty: .definite)]
    for position in resolvers.indices where position != time {
      let day = position == area ? boundaryDay ?? ownDay : ownDay
      switch resolvers[position].codes(of: batch.texts[position][row], on: day) {
      case .failure(let refusal):
        return .failure(Refusal(reason: refusal.reason(period: period.description)))
      case .success(let codes):
        targets = targets.flatMap { target in
          codes.map { code in
            Target(
              key: structure.replacing(position, with: code.number, in: target.key),
              share: target.share * code.share,
              certainty: max(target.certainty, code.certainty))
          }
        }
      }
    }
    return .success(targets)
  }

  private mutating func add(_ target: Target, row: Int, of batch: StagedBatch, record: Int) {
    let value = batch.values[row].times(target.share)
    let asOf = batch.asOf[row] ?? deliveryDate
    let extent = extent(of: target.key, recordDate: batch.asOf[row])
    guard let position = positions[target.key] else {
      positions[target.key] = observations.count
      observations.append(
        SourceObservation(
          key: target.key, value: value, delivery: delivery, asOf: asOf, extentFrom: extent,
          records: [record], field: batch.fields[row], certainty: target.certainty))
      return
    }
    Self.merge(
      value, into: &observations[position], by: aggregation, field: batch.fields[row],
      record: record)
    // What records of one cell do not share is chosen by value, never by which came first.
    observations[position].certainty = max(observations[position].certainty, target.certainty)
    if let asOf { observations[position].asOf = max(observations[position].asOf ?? asOf, asOf) }
    if let extent {
      observations[position].extentFrom = max(observations[position].extentFrom ?? extent, extent)
    }
  }

  // Static, so that the array is changed in place: a method would read `self` meanwhile and the
  // array be copied for each record.
  private static func merge(
    _ value: ObservedValue, into observation: inout SourceObservation, by aggregation: Aggregation,
    field: Int, record: Int
  ) {
    observation.field = min(observation.field, field)
    switch aggregation {
    case .sum:
      observation.value = observation.value.adding(value)
      if observation.records.last != record { observation.records.append(record) }
    case .none:
      observation.duplicates.append(record)
      // Two different numbers for one cell: neither is taken, and both records are named.
      if observation.value != value {
        observation.value = ObservedValue(absent: .ambiguous)
      }
    }
  }

  /// The extent the area has in this observation, as ``SourceObservation/extentFrom`` tells it.
  private func extent(of key: CellKey, recordDate: Period?) -> Int? {
    guard let area, dividedAreas.contains(structure.number(at: area, in: key)),
      let code = structure.code(at: area, in: key), let period = structure.period(of: key)
    else { return nil }
    return code.validity(on: boundaryDay ?? recordDate?.lastDay ?? period.lastDay)
      .map { $0.from ?? SourceObservation.oldestExtent }
  }
}
