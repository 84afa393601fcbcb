import Files
import Restart
import StatisticalModel
import Warehousing

/// The deliveries of a run that have to be read, side by side.
struct Intake {
  let definition: PipelineDefinition
  let folder: PipelineFolder
  /// How many files are read at once, which of them have crashed the program, who is told.
  let options: RunOptions

  /// What came of those deliveries of a list that stand at `positions`, in this order, whatever order
  /// they finished in.
  func take(_ positions: [Int], of list: [Delivery]) async -> [DeliveryIntake.Taken] {
    let deliveries = positions.map { list[$0] }
    options.progress?.begin(.reading, of: folder.bytes(of: deliveries))
    let intake = DeliveryIntake(
      definition: definition, folder: folder, progress: options.progress,
      readsAhead: deliveries.count < options.jobs, spool: options.spool)
    let crashed = options.crashed
    let numbered = positions.map { (position: $0, delivery: list[$0]) }
    return await numbered.concurrentMap(jobs: options.jobs) { position, delivery in
      if let signal = crashed[delivery.path] {
        return DeliveryIntake.Taken(
          .rejected([intake.problem(crashedBy: signal, of: delivery)]))
      }
      return Restart.onCrash(option: RunOptions.crashOption, delivery.path) {
        intake.take(delivery, at: position)
      }
    }
  }
}

extension RunOptions {
  /// The program's option that says which deliveries have crashed it, as `<signal>:<path>`.
  package static let crashOption = "crashed"
}

extension DeliveryIntake {
  fileprivate func problem(crashedBy signal: Int32, of delivery: Delivery) -> InputProblem {
    let name = Restart.name(ofSignal: signal) ?? "signal \(signal)"
    return InputProblem(
      file: folder.pathOfDelivery(delivery), line: 1,
      kind: .rejected(
        reason: "reading the file crashed the program (\(name)), which began anew without it. "
          + "Please report this defect, with the file if you may."))
  }
}

extension PipelineFolder {
  /// What the deliveries hold together now; those that cannot be looked at count for nothing.
  func bytes(of deliveries: [Delivery]) -> Int {
    deliveries.reduce(0) { $0 + (fileSize(pathOfDelivery($1)) ?? 0) }
  }
}
