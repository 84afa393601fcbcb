internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// What comes of each element, in their order, worked out by up to `jobs` threads at once while
  /// the caller waits.
  ///
  /// For computing between the two ends of a run, where nothing waits for a device;
  /// ``concurrentMap(jobs:_:)`` is for what does.
  package func parallelMap<Outcome: Sendable>(
    jobs: Int, _ transform: @Sendable (Element) -> Outcome
  ) -> [Outcome] {
    guard jobs > 1, count > 1 else { return map(transform) }
    let outcomes = Mutex([Outcome?](repeating: nil, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: Swift.min(jobs, count)) { _ in
      while true {
        let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < count else { return }
        let outcome = transform(self[position])
        outcomes.withLock { $0[position] = outcome }
      }
    }
    return outcomes.withLock { $0.compactMap(\.self) }
  }
}

extension Range<Int> {
  /// The range cut into stretches of `length`, of which the last may be shorter.
  package func cut(every length: Int) -> [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: length).map {
      $0..<Swift.min($0 + length, upperBound)
    }
  }
}
