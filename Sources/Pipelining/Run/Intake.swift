import StatisticalModel
import Warehousing

/// All deliveries of a run, read side by side.
struct Intake {
  let definition: PipelineDefinition
  let folder: PipelineFolder
  /// How many files are read at once.
  let jobs: Int

  /// What came of the deliveries, in their order, whatever order they finished in.
  func take(_ deliveries: [Delivery]) async -> [DeliveryIntake.Outcome] {
    let intake = DeliveryIntake(definition: definition, folder: folder)
    return await withTaskGroup(of: (Int, DeliveryIntake.Outcome).self) { group in
      var outcomes: [DeliveryIntake.Outcome?] = Array(repeating: nil, count: deliveries.count)
      var next = 0
      func start() {
        guard next < deliveries.count else { return }
        let position = next
        next += 1
        group.addTask { (position, intake.take(deliveries[position], at: position)) }
      }
      for _ in 0..<max(1, jobs) { start() }
      for await (position, outcome) in group {
        outcomes[position] = outcome
        start()
      }
      return outcomes.compactMap(\.self)
    }
  }
}
