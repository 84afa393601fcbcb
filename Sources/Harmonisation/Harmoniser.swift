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
  }

  /// Adds a batch.
  ///
  /// `texts` are the stager's distinct texts so far, per dimension.
  package mutating func harmonise(_ batch: StagedBatch, texts: [StagedTexts]) {
    for position in resolvers.indices { resolvers[position].learn(texts[position].entries) }
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
    var observation = observations[position]
    // What records of one cell do not share is chosen by value, never by which came first.
    observation.certainty = max(observation.certainty, target.certainty)
    observation.asOf = [observation.asOf, asOf].compactMap(\.self).max()
    observation.extentFrom = [observation.extentFrom, extent].compactMap(\.self).max()
    observation.field = min(observation.field, batch.fields[row])
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
    observations[position] = observation
  }

  /// The extent the area has in this observation, as ``SourceObservation/extentFrom`` tells it.
  private func extent(of key: CellKey, recordDate: Period?) -> Int? {
    guard let area, let code = structure.code(at: area, in: key), code.validity.count > 1,
      let period = structure.period(of: key)
    else { return nil }
    return code.validity(on: boundaryDay ?? recordDate?.lastDay ?? period.lastDay)
      .map { $0.from ?? SourceObservation.oldestExtent }
  }
}
