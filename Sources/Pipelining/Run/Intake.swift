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
    let numbered = deliveries.enumerated().map { (position: $0.offset, delivery: $0.element) }
    return await numbered.concurrentMap(jobs: jobs) { intake.take($0.delivery, at: $0.position) }
  }
}
