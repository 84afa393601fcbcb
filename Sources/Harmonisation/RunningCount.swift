import StatisticalModel

/// The sum of plain counts that are still to be added to an observation.
///
/// Beside the observation, since that is long: a record that only adds to its number then touches
/// a few bytes. Adding is associative, so that it may come later and all at once.
struct RunningCount {
  /// What records may say beside their number, narrow.
  struct Circumstances: Equatable {
    private let asOf: UInt32
    private let extentFrom: Int32
    private let field: Int32

    /// - Parameter packedAsOf: 0 where there is no date.
    init(packedAsOf: UInt32, extentFrom: Int?, field: Int32) {
      asOf = packedAsOf
      self.extentFrom = extentFrom.map { Int32(truncatingIfNeeded: $0) } ?? -1
      self.field = field
    }

    @inline(__always)
    static func == (left: Self, right: Self) -> Bool {
      left.asOf == right.asOf && left.extentFrom == right.extentFrom && left.field == right.field
    }
  }

  private let circumstances: Circumstances
  /// False where even a number that changes nothing else has to be looked at: after a delete.
  private let isOpen: Bool
  private var hasCounts = false
  private var sum = 0

  /// Begins with nothing, beside an observation as it stands.
  init(beside observation: SourceObservation) {
    circumstances = Circumstances(
      packedAsOf: observation.asOf?.packed ?? 0, extentFrom: observation.extentFrom,
      field: Int32(truncatingIfNeeded: observation.field))
    isOpen = observation.value.state != .deleted
  }

  /// nil when nothing ran up.
  var total: Int? { hasCounts ? sum : nil }

  /// Adds a count of a record that says nothing else than the observation does.
  ///
  /// - Returns: false where it says something else, or the sum would be too large; nothing has been
  ///   added then.
  @inline(__always)
  mutating func add(_ count: Int, as circumstances: Circumstances) -> Bool {
    guard isOpen, circumstances == self.circumstances else { return false }
    let (sum, overflows) = sum.addingReportingOverflow(count)
    if overflows { return false }
    self.sum = sum
    hasCounts = true
    return true
  }
}
