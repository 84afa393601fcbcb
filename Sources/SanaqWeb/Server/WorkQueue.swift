internal import Foundation

/// Answers questions, which wait for the disk, beside the threads that serve the connections: a few
/// at a time, in the order in which they came.
struct WorkQueue: Sendable {
  /// How many may wait; who comes after them is asked to come again.
  private static let longest = 256

  private let queue: OperationQueue

  init(width: Int = ProcessInfo.processInfo.activeProcessorCount) {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = max(2, width)
  }

  /// - Throws: ``Refusal/busy``; what `work` throws.
  func run<Success: Sendable>(
    _ work: @escaping @Sendable () throws -> Success
  ) async throws -> Success {
    guard queue.operationCount < Self.longest else { throw Refusal.busy }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result(catching: work)) }
    }
  }
}
