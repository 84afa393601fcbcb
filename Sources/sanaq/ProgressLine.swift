import Dispatch
import Files
import Foundation
import Pipelining
import Reporting
import Synchronization

/// The line that says on a terminal how far a run has come.
///
/// Drawn over itself ten times a second by a thread of its own, since the run keeps all others busy,
/// and erased at the end; without colour.
final class ProgressLine: Sendable {
  private static let interval = DispatchTimeInterval.milliseconds(100)

  private let progress = RunProgress()
  private let terminal: Terminal
  private let drawn = Mutex("")

  private init(on terminal: Terminal) { self.terminal = terminal }

  /// Does the work, and shows meanwhile what it says of its progress, where somebody is looking.
  static func showing<Answer>(
    unless output: OutputOptions, _ work: (RunProgress?) async throws -> Answer
  ) async rethrows -> Answer {
    guard !output.json, !output.quiet, let terminal = Self.watchedTerminal() else {
      return try await work(nil)
    }
    let line = ProgressLine(on: terminal)
    let queue = DispatchQueue(label: "progress")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { line.draw() }
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.resume()
    defer {
      timer.cancel()
      // After what is being drawn.
      queue.sync { line.redraw("") }
    }
    return try await work(line.progress)
  }

  /// nil where nobody looks: standard error leads elsewhere, or a job of continuous integration has a
  /// terminal for a log, or the terminal cannot erase.
  private static func watchedTerminal() -> Terminal? {
    let environment = ProcessInfo.processInfo.environment
    guard environment["CI", default: ""].isEmpty, environment["TERM", default: "dumb"] != "dumb"
    else { return nil }
    return Terminal()
  }

  private func draw() {
    guard let state = progress.state else { return }
    let text = ProgressText(
      stage: state.stage.rawValue, done: state.done, total: state.total,
      elapsed: .now - state.begun)
    redraw(text.line(columns: terminal.columns))
  }

  private func redraw(_ line: String) {
    drawn.withLock { drawn in
      if line != drawn { terminal.redraw(line) }
      drawn = line
    }
  }
}
