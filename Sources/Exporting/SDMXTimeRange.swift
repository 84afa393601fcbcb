package import StatisticalModel

/// The periods from one to another, both included (SDMX 2.1, section 6, 4.2.14).
///
/// A period is in the range when its first day is not before that of the start and its last day not
/// after that of the end. A reporting period, `2019-A1`, is taken with the reporting year of what it
/// is compared with: it is the school year 2019/2020 for school years, else the calendar year.
package struct SDMXTimeRange: Hashable, Sendable {
  private let start: SDMXTimeBound?
  private let end: SDMXTimeBound?

  /// - Throws: ``SDMXQueryError``.
  package init(from start: String?, to end: String?) throws(SDMXQueryError) {
    self.start = try start.map { text throws(SDMXQueryError) in try SDMXTimeBound(text) }
    self.end = try end.map { text throws(SDMXQueryError) in try SDMXTimeBound(text) }
  }

  package var isUnbounded: Bool { start == nil && end == nil }

  package func contains(_ period: Period) -> Bool {
    !(start?.beginsAfterBegin(of: period) ?? false) && !(end?.endsBeforeEnd(of: period) ?? false)
  }
}
