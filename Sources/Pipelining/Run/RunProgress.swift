import Synchronization

/// How far a run has come, for whoever shows it; results never depend on it.
package final class RunProgress: Sendable {
  package enum Stage: String, Sendable {
    /// Files are hashed, to see whether any has changed.
    case checking
    case reading
    case reconciling
    case publishing
    case copying
  }

  package struct State: Sendable {
    package var stage: Stage
    package var begun: ContinuousClock.Instant
    /// Bytes of delivered files.
    package var done = 0
    /// 0 where nobody knows how much there is to do.
    package var total = 0
  }

  private let current = Mutex<State?>(nil)

  package init() {}

  /// nil before the first stage.
  package var state: State? { current.withLock(\.self) }

  /// - Parameter total: bytes of the files that are to be read.
  func begin(_ stage: Stage, of total: Int = 0) {
    current.withLock { $0 = State(stage: stage, begun: .now, total: total) }
  }

  func advance(by bytes: Int) {
    current.withLock { $0?.done += bytes }
  }

  /// Advances by what lies between two offsets of one file, and leaves the second in `position`.
  func advance(to offset: Int, from position: inout Int) {
    advance(by: offset - position)
    position = offset
  }
}
