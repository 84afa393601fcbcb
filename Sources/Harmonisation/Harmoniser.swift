package import StatisticalModel

/// Puts the staged observations of one delivery on the target cells.
///
/// A value: it gathers the delivery's observations cell by cell and does no I/O. Each distinct text
/// of a dimension is resolved once; a record any of whose cells has no target is quarantined whole.
package struct Harmoniser {
  private let structure: Structure
  private let aggregation: Aggregation
  private let delivery: Int
  private let deliveryDate: Period?
  private let packedDeliveryDate: UInt32
  private var resolvers: [DimensionResolver]
  private var days = RowDays()
  private var extents: AreaExtents?
  private var positions = CellPositions()
  private var observations: [SourceObservation] = []
  /// By observation what plain counts add to it; nearly every record touches nothing else.
  private var running: [RunningCount] = []
  private var records = GrowingLists()
  private var units = RecordUnits()
  /// By observation, how many deletes with open keys had been met when it was last changed; none
  /// behind the end.
  private var deletionsSeen: [Int] = []
  /// The one cell of each row of a batch, whether it takes more than that to place it, and where the
  /// cell stands in ``positions``, -1 where it has not been met; kept so that no batch allocates.
  private var keys: [UInt128] = []
  private var isUnclear: [Bool] = []
  private var known: [Int32] = []

  /// Records loaded and quarantined here; what staging read, ignored or refused is not repeated.
  package private(set) var ledger = Ledger()
  /// Deletes with open keys; those of earlier deliveries are to be deleted as well.
  package private(set) var deletions = OpenDeletions()

  /// Prepares for one delivery, given by its position in the run's list and the date it describes.
  package init(
    source: SourceDefinition, structure: Structure, crosswalks: [Crosswalk],
    delivery: Int, asOf: Period?
  ) {
    self.structure = structure
    self.delivery = delivery
    deliveryDate = asOf
    packedDeliveryDate = asOf?.packed ?? 0
    aggregation = source.aggregation
    let area = structure.position(of: Structure.areaDimension)
    let boundaryDay = source.concept.boundaryDay
    resolvers = structure.dimensions.enumerated().map { position, dimension in
      let mapping = source.dimensions.first { $0.dimension == dimension.id }
      return DimensionResolver(
        dimension: dimension, mapping: mapping,
        crosswalk: crosswalks.first { $0.id == mapping?.crosswalk },
        fixedDay: position == area ? boundaryDay : nil)
    }
    extents = area.flatMap { AreaExtents(of: structure, along: $0, boundaryDay: boundaryDay) }
  }

  /// Adds a batch.
  ///
  /// `texts` are the stager's distinct texts so far, per dimension.
  package mutating func harmonise(_ batch: StagedBatch, texts: [StagedTexts]) {
    for position in resolvers.indices { resolvers[position].learn(texts[position].entries) }
    place(batch)
    units.append(batch)
    var row = 0
    while row < batch.count {
      let record = batch.rows[row].record
      var end = row + 1
      while end < batch.count, batch.rows[end].record == record { end += 1 }
      harmonise(batch.locators[Int(record)], rows: row..<end, of: batch)
      row = end
    }
  }

  /// Fills ``keys``, ``isUnclear`` and ``known``, dimension by dimension and then cell by cell, so
  /// that the inner loops run over flat arrays and do not wait for each other.
  private mutating func place(_ batch: StagedBatch) {
    days.learn(batch, time: structure.time, resolver: resolvers[structure.time])
    keys.removeAll(keepingCapacity: true)
    keys.append(contentsOf: repeatElement(0, count: batch.count))
    isUnclear.removeAll(keepingCapacity: true)
    isUnclear.append(contentsOf: repeatElement(false, count: batch.count))
    for position in resolvers.indices {
      resolvers[position].learn(days)
      resolvers[position].place(
        batch, at: position, on: days, shift: structure.shift(of: position), into: &keys,
        marking: &isUnclear)
    }
    positions.find(keys, into: &known)
  }

  /// The delivery's observations, by key.
  ///
  /// Ends the harmoniser: nothing is kept of what it gathered.
  package mutating func finished() -> [SourceObservation] {
    for position in observations.indices {
      settle(position)
      catchUp(position)
    }
    let lists = records.finished()
    records = GrowingLists()
    positions = CellPositions()
    for position in observations.indices {
      observations[position].records = lists[position]
      observations[position].duplicates += units.repeats(in: lists[position])
    }
    units = RecordUnits()
    running = []
    observations.sort { $0.key < $1.key }
    defer { observations = [] }
    // Without the room that was kept for more: observations stay for the whole run.
    var exact: [SourceObservation] = []
    exact.reserveCapacity(observations.count)
    exact.append(contentsOf: observations)
    return exact
  }

  /// A cell an observation goes to, with its part of the number.
  private struct Target {
    var key: CellKey
    /// nil is the whole number.
    var share: ExactDecimal? = nil
    var certainty: Crosswalk.Certainty
  }

  private mutating func harmonise(
    _ locator: RecordLocator, rows: Range<Int>, of batch: StagedBatch
  ) {
    if !rows.contains(where: { isUnclear[$0] }) {
      ledger.loaded += 1
      for row in rows where !addPlainly(row, of: batch, record: locator.ordinal) {
        add(
          Target(key: CellKey(bits: keys[row]), certainty: .definite), row: row,
          of: batch, record: locator.ordinal)
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
      let isOpen = isOpen(row, of: batch)
      for target in targets {
        if isOpen {
          delete(target.key, row: row, of: batch, record: locator.ordinal)
        } else {
          add(target, row: row, of: batch, record: locator.ordinal)
        }
      }
    }
  }

  private struct Refusal: Error { var reason: QuarantineReason }

  /// The target cells of an observation: the product of the targets of its dimensions' texts.
  ///
  /// Where a delete leaves a dimension open, its number there is 0: every code.
  private mutating func targets(of row: Int, in batch: StagedBatch) -> Result<[Target], Refusal> {
    let time = structure.time
    let timeText = batch.text(of: time, in: row)
    let isEveryPeriod = resolvers[time].isOpen(timeText)
    let period = resolvers[time].period(of: timeText).flatMap(Period.init(packed:))
    guard period != nil || isEveryPeriod else {
      return .failure(Refusal(reason: .notAPeriod))
    }
    let start = structure.replacing(time, with: period?.packed ?? 0, in: CellKey(bits: 0))
    var targets = [Target(key: start, certainty: .definite)]
    for position in resolvers.indices where position != time {
      let text = batch.text(of: position, in: row)
      if resolvers[position].isOpen(text) { continue }
      let found =
        isEveryPeriod
        ? resolvers[position].codesOnAnyDay(of: text)
        : resolvers[position].codes(of: text, in: row, on: days)
      switch found {
      case .failure(let refusal):
        return .failure(Refusal(reason: refusal.reason(period: period?.description ?? "*")))
      case .success(let codes):
        targets = targets.flatMap { target in
          codes.map { code in
            Target(
              key: structure.replacing(position, with: code.number, in: target.key),
              share: (target.share ?? 1) * code.share,
              certainty: max(target.certainty, code.certainty))
          }
        }
      }
    }
    return .success(targets)
  }

  /// Whether a row is a delete that leaves parts of its key open.
  private func isOpen(_ row: Int, of batch: StagedBatch) -> Bool {
    resolvers.indices.contains { resolvers[$0].isOpen(batch.text(of: $0, in: row)) }
  }

  private mutating func delete(_ key: CellKey, row: Int, of batch: StagedBatch, record: Int) {
    deletions.add(
      OpenDeletions.Deletion(
        record: record, field: Int(batch.rows[row].field),
        asOf: batch.rows[row].asOf ?? deliveryDate),
      of: key, in: structure)
  }

  /// Deletes an observation that deletes with open keys have meant since it was last changed.
  private mutating func catchUp(_ position: Int) {
    if deletions.isEmpty { return }
    while deletionsSeen.count <= position { deletionsSeen.append(0) }
    let latest = deletions.latest(of: observations[position].key)
    if latest > deletionsSeen[position] {
      deletions.delete(&observations[position], by: latest)
      records.replace(position, with: deletions[latest].record)
    }
    deletionsSeen[position] = deletions.count
  }

  /// Adds a count to a cell that is known and of which the row says nothing new but the count.
  private mutating func addPlainly(_ row: Int, of batch: StagedBatch, record: Int) -> Bool {
    let count = batch.rows[row].count
    guard aggregation == .sum, count >= 0, deletions.isEmpty,
      // A cell first met in this batch was not known when all of it were looked up.
      let position = known[row] >= 0 ? Int(known[row]) : positions[CellKey(bits: keys[row])],
      running[position].add(count, as: circumstances(of: row, in: batch))
    else { return false }
    records.append(record, to: position)
    return true
  }

  private mutating func circumstances(of row: Int, in batch: StagedBatch)
    -> RunningCount.Circumstances
  {
    let asOf = batch.rows[row].packedAsOf
    return RunningCount.Circumstances(
      packedAsOf: asOf == 0 ? packedDeliveryDate : asOf,
      extentFrom: extents?.start(
        of: CellKey(bits: keys[row]), on: days.days[Int(days.numbers[row])]),
      field: batch.rows[row].field)
  }

  /// Adds to an observation what ran up beside it.
  private mutating func settle(_ position: Int) {
    guard let total = running[position].total else { return }
    observations[position].value = observations[position].value.adding(
      ObservedValue(ExactDecimal(total)))
  }

  private mutating func add(_ target: Target, row: Int, of batch: StagedBatch, record: Int) {
    let whole = batch.value(of: row)
    let value = target.share.map { whole.times($0) } ?? whole
    let asOf = batch.rows[row].asOf ?? deliveryDate
    let field = Int(batch.rows[row].field)
    let extent = extents?.start(of: target.key, on: days.days[Int(days.numbers[row])])
    let position = positions.position(of: target.key)
    guard position < observations.count else {
      observations.append(
        SourceObservation(
          key: target.key, value: value, delivery: delivery, asOf: asOf, extentFrom: extent,
          field: field, certainty: target.certainty))
      running.append(RunningCount(beside: observations[position]))
      records.addList()
      records.append(record, to: position)
      // No delete before it is about it.
      if !deletions.isEmpty {
        while deletionsSeen.count < position { deletionsSeen.append(0) }
        deletionsSeen.append(deletions.count)
      }
      return
    }
    settle(position)
    catchUp(position)
    if value.state == .deleted || observations[position].value.state == .deleted {
      records.replace(position, with: record)
    } else if aggregation == .sum {
      records.append(record, to: position)
    }
    Self.merge(
      value, into: &observations[position], by: aggregation, field: field, record: record)
    // What records of one cell do not share is chosen by value, never by which came first.
    observations[position].certainty = max(observations[position].certainty, target.certainty)
    if let asOf, asOf != observations[position].asOf {
      observations[position].asOf = max(observations[position].asOf ?? asOf, asOf)
    }
    if let extent {
      observations[position].extentFrom = max(observations[position].extentFrom ?? extent, extent)
    }
    running[position] = RunningCount(beside: observations[position])
  }

  // Static, so that the array is changed in place: a method would read `self` meanwhile and the
  // array be copied for each record.
  private static func merge(
    _ value: ObservedValue, into observation: inout SourceObservation, by aggregation: Aggregation,
    field: Int, record: Int
  ) {
    // What is deleted, or given anew after that, is as if nothing had been said before.
    if value.state == .deleted || observation.value.state == .deleted {
      observation.value = value
      observation.duplicates = []
      observation.field = field
      return
    }
    observation.field = min(observation.field, field)
    switch aggregation {
    case .sum:
      observation.value = observation.value.adding(value)
    case .none:
      observation.duplicates.append(record)
      // Two different numbers for one cell: neither is taken, and both records are named.
      if observation.value != value {
        observation.value = ObservedValue(absent: .ambiguous)
      }
    }
  }
}
