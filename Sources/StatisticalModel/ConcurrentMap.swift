extension Array where Element: Sendable {
  /// What comes of each element, in their order, worked out `jobs` at a time.
  package func concurrentMap<Outcome: Sendable>(
    jobs: Int, _ transform: @escaping @Sendable (Element) -> Outcome
  ) async -> [Outcome] {
    await withTaskGroup(of: (Int, Outcome).self) { group in
      var outcomes: [Outcome?] = [Outcome?](repeating: nil, count: count)
      var next = 0
      func start() {
        guard next < count else { return }
        let (position, element) = (next, self[next])
        next += 1
        group.addTask { (position, transform(element)) }
      }
      for _ in 0..<Swift.max(1, jobs) { start() }
      for await (position, outcome) in group {
        outcomes[position] = outcome
        start()
      }
      return outcomes.compactMap(\.self)
    }
  }
}
