import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq plan`: what a run would do, and why.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what a run would do and why; write nothing.",
    discussion: """
      EXAMPLES
        sanaq plan karaganda
        sanaq plan kazakhstan --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var intake: IntakeOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var restart: RestartOptions

  func run() async throws {
    let crashed = restart.prepare()
    let opened = try pipeline.opened()
    work.announce(opened)
    let plan = try await ProgressLine.showing(unless: output) { progress in
      try await opened.plan(
        options: RunOptions(
          keepsGoing: intake.keepGoing, jobs: work.jobs, crashed: crashed, progress: progress),
        programVersion: Sanaq.version, clock: Clock.now)
    }
    Console.say(problems: plan.problems)
    try PlanText(opened.definition.id, plan).print(output)
    if !plan.problems.isEmpty { throw ExitCode.partial }
  }
}

/// What `plan` prints.
struct PlanText {
  private let pipeline: String
  private let plan: RunPlan

  init(_ pipeline: String, _ plan: RunPlan) {
    self.pipeline = pipeline
    self.plan = plan
  }

  func print(_ output: OutputOptions) throws {
    try Console.print(output.json ? json.text : lines.joined(separator: "\n"))
  }

  private var lines: [String] {
    var table = TextTable([("file", .left), ("change", .left)])
    for item in plan.definition { table.add([item.path, item.change.rawValue]) }
    for item in plan.deliveries { table.add([item.path, item.change.rawValue]) }
    let summary = plan.summary
    let outcome =
      summary.isNew
      ? "A run would make vintage \(summary.vintage): \(summary.cellsWritten) cells touched, "
        + "\(summary.cellsUnchanged) unchanged, \(summary.cellsVanished) gone."
      : "A run would write nothing: vintage \(summary.vintage) is up to date."
    let decisions = plan.decisions.filter { $0.status != .applied }
      .map { TextTable.printable($0.outcome) }
    return table.lines + ["", outcome] + decisions
  }

  private var json: JSONValue {
    .object([
      "schema": "sanaq.plan/1", "pipeline": .string(pipeline),
      "wouldWrite": .bool(plan.summary.isNew), "vintage": .integer(plan.summary.vintage),
      "cellsTouched": .integer(plan.summary.cellsWritten),
      "cellsUnchanged": .integer(plan.summary.cellsUnchanged),
      "cellsVanished": .integer(plan.summary.cellsVanished),
      "definition": .array(plan.definition.map(\.json)),
      "deliveries": .array(plan.deliveries.map(\.json)),
      "decisions": .array(
        plan.decisions.map { judged in
          .object([
            "id": .string(judged.decision.id), "status": .string(judged.status.rawValue),
            "why": .array(judged.why.map { .string($0.sentence) }),
          ])
        }),
      "problems": .array(plan.problems.map { .string($0.sentence) }),
    ])
  }
}

extension RunPlan.Item {
  fileprivate var json: JSONValue {
    .object(["file": .string(path), "change": .string(change.rawValue)])
  }
}
