/// The cells that a run judges, where what is said of all others is known to be what it was.
package struct ReconciliationFocus: Sendable {
  package var touched: CellReach
  /// Those that sources report anywhere, in what the run does not look at as well.
  package var codes: ReportedCodes

  package init(touched: CellReach, codes: ReportedCodes) {
    self.touched = touched
    self.codes = codes
  }
}
