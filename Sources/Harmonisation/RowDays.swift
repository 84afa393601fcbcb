import StatisticalModel

/// The days on which the codes of a batch's rows must hold, each distinct day numbered once.
struct RowDays {
  /// The distinct days so far (`yyyymmdd`), by number.
  private(set) var days: [Int] = []
  /// By row of the batch, the number of its day.
  private(set) var numbers: [Int32] = []
  private var known: [Int: Int32] = [:]

  /// Takes the days of a batch: the last one of the record's reference date, or else of its period.
  ///
  /// A row whose period cannot be read has day 0: it is quarantined whatever its codes are.
  mutating func learn(_ batch: StagedBatch, time dimension: Int, resolver: DimensionResolver) {
    numbers.removeAll(keepingCapacity: true)
    numbers.reserveCapacity(batch.count)
    var last: (time: Int32, asOf: UInt32, number: Int32)?
    for row in batch.rows.indices {
      let (time, asOf) = (batch.text(of: dimension, in: row), batch.rows[row].packedAsOf)
      // Neighbours mostly speak of one day.
      if let last, last.time == time, last.asOf == asOf {
        numbers.append(last.number)
        continue
      }
      let period = resolver.period(of: time).flatMap(Period.init(packed:))
      let number = number(of: batch.rows[row].asOf?.lastDay ?? period?.lastDay ?? 0)
      last = (time, asOf, number)
      numbers.append(number)
    }
  }

  private mutating func number(of day: Int) -> Int32 {
    if let number = known[day] { return number }
    days.append(day)
    known[day] = Int32(days.count - 1)
    return Int32(days.count - 1)
  }
}
