internal import Dispatch
internal import GRDB

extension WarehouseReader {
  /// Runs `body`, and breaks off the questions it puts once it has taken longer than `limit`.
  ///
  /// - Throws: ``WarehouseError/tooLong(path:)`` when a question was broken off; what `body` throws.
  package func limited<Success>(
    to limit: Duration, _ body: () throws -> Success
  ) throws -> Success {
    let (seconds, attoseconds) = limit.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    let timer = DispatchSource.makeTimerSource(queue: .global())
    // Again and again: what is broken off is the one question that is being answered just then.
    timer.schedule(
      deadline: .now() + .nanoseconds(nanoseconds), repeating: .milliseconds(20))
    timer.setEventHandler { [queue] in queue.interrupt() }
    timer.resume()
    defer { timer.cancel() }
    return try body()
  }
}
