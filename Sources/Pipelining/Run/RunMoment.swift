/// What has become of a run, for whoever keeps a record of runs; told while it holds the lock.
///
/// A run that cannot take the lock has no moments. Results never depend on who is told.
package enum RunMoment: Sendable {
  /// The lock is held: what an earlier run has left behind, it has left for good.
  case locked
  /// There is something to do; with the hash of the latest vintage's manifest, empty before the first.
  case begun(at: String, previousHash: String)
  /// The run is over and left this vintage; nil where nothing is new.
  case ended(vintage: Int?)
  /// The run is over and left no vintage.
  case failed(any Error)
}
