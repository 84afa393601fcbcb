import Dispatch
import Extraction
import Foundation
import Restart
import StatisticalModel
import Synchronization

/// Reads a file on a thread of its own, a few batches ahead of the thread that works on them.
///
/// The order in which things are handed on, and so what is found wrong first, is that of reading
/// and working by turns.
final class ReadAhead: Sendable {
  private enum Piece {
    case header([String])
    case batch(RecordBatch)
  }

  private struct State {
    var pieces: [Piece] = []
    var isGivenUp = false
    /// There once the thread has ended.
    var outcome: Result<ExtractedFile, any Error>?
  }

  private struct GivenUp: Error {}

  /// Batches that may wait; each is about a quarter of a megabyte.
  private static let limit = 4

  private let extractor: Extractor
  private let path: String
  private let state = Mutex(State())
  private let free = DispatchSemaphore(value: 0)
  /// Signalled for each piece, and once more at the end.
  private let filled = DispatchSemaphore(value: 0)

  init(_ extractor: Extractor, of delivery: Delivery) {
    self.extractor = extractor
    path = delivery.path
    for _ in 0..<Self.limit { free.signal() }
  }

  /// As ``Extractor/read(header:batch:)``; to be called once.
  func read(
    header: ([String]) throws -> Void, batch: (RecordBatch) throws -> Void
  ) throws -> ExtractedFile {
    Thread.detachNewThread { [self] in
      let outcome = Result {
        try Restart.onCrash(option: RunOptions.crashOption, path) {
          try extractor.read(
            header: { try give(.header($0)) }, batch: { try give(.batch($0)) })
        }
      }
      state.withLock { $0.outcome = outcome }
      filled.signal()
    }
    do {
      while let piece = take() {
        switch piece {
        case .header(let columns): try header(columns)
        case .batch(let records): try batch(records)
        }
      }
    } catch {
      state.withLock { $0.isGivenUp = true }
      // The thread still uses the file: it is waited for.
      while take() != nil {}
      throw error
    }
    guard let outcome = state.withLock(\.outcome) else { throw GivenUp() }
    return try outcome.get()
  }

  private func give(_ piece: Piece) throws {
    free.wait()
    try state.withLock { state in
      if state.isGivenUp { throw GivenUp() }
      state.pieces.append(piece)
    }
    filled.signal()
  }

  /// The next piece; nil when the thread has ended and all are taken.
  private func take() -> Piece? {
    filled.wait()
    defer { free.signal() }
    return state.withLock { $0.pieces.isEmpty ? nil : $0.pieces.removeFirst() }
  }
}
