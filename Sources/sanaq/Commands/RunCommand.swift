import ArgumentParser
import Foundation
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq run`: the nightly job.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Take what was delivered, reconcile it, and publish a new vintage.",
    discussion: """
      EXAMPLES
        sanaq run karaganda
        sanaq run kazakhstan --keep-going --fail-on error

      Nothing is published unless everything is: any exit code but 0, 1 and 2 means that the \
      previous vintage is untouched. A run over unchanged files and definitions writes nothing. \
      Exit 2 says that the vintage is published and something beside it is missing: input that \
      was left out, the copy, events of OpenLineage, or this command's own answer where it could \
      not be written.
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var intake: IntakeOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var restart: RestartOptions

  @Flag(help: "Do everything but publish.")
  var dryRun = false

  @Flag(help: "Read every file again, changed or not.")
  var full = false

  @Option(help: "Keep a verified copy of the warehouse in this file; exit 2 when it fails.")
  var copy: String?

  @Option(
    help: ArgumentHelp(
      "Tell of the run as OpenLineage events: to a file, or to http(s)://… (else OPENLINEAGE_URL).",
      valueName: "file or address"))
  var events: String?

  @Option(help: "Exit 1 when the vintage has a flag of this severity or a worse one.")
  var failOn: Severity?

  func run() async throws {
    let crashed = restart.prepare()
    let target = try RunEvents.Target(events, environment: ProcessInfo.processInfo.environment)
    let opened = try pipeline.opened()
    work.announce(opened)
    if dryRun {
      let plan = try await ProgressLine.showing(unless: output) { progress in
        try await opened.plan(
          options: options(crashed, progress), programVersion: Sanaq.version, clock: Clock.now)
      }
      try PlanText(opened.definition.id, plan).print(output)
      return
    }
    let events = target.map { RunEvents(to: $0, of: opened) }
    let report = try await reported(opened, crashed, to: events)
    Console.say(problems: report.problems)
    if let distrust = report.distrust { Console.say("\(distrust) All files were read again.") }
    let flags = try answer(to: report, of: opened)
    if let failure = report.copyFailure {
      Console.say("vintage \(report.summary.vintage) is published, but not copied: \(failure)")
      throw ExitCode.partial
    }
    if await !(events?.problems ?? []).isEmpty { throw ExitCode.partial }
    if !report.problems.isEmpty { throw ExitCode.partial }
    if let failOn, flags.contains(where: { $0.severity >= failOn }) { throw ExitCode.thresholdMet }
  }

  /// Runs, and says on stderr which events did not arrive; how the run ended does not depend on them.
  private func reported(
    _ opened: OpenedPipeline, _ crashed: [String: Int32], to events: RunEvents?
  ) async throws -> RunReport {
    let result: Result<RunReport, any Error>
    do {
      result = .success(
        try await ProgressLine.showing(unless: output) { progress in
          var options = options(crashed, progress)
          if let events { options.listener = events.hear }
          return try await opened.run(
            options: options, programVersion: Sanaq.version, clock: Clock.now)
        })
    } catch {
      result = .failure(error)
    }
    let published = (try? result.get()).map { "vintage \($0.summary.vintage) is published, but " }
    for problem in await events?.problems ?? [] { Console.say((published ?? "") + problem) }
    return try result.get()
  }

  private func options(_ crashed: [String: Int32], _ progress: RunProgress?) -> RunOptions {
    RunOptions(
      keepsGoing: intake.keepGoing, rereads: full, jobs: work.jobs, copy: copy, crashed: crashed,
      progress: progress)
  }

  /// Prints what the run did; returns the flags of the vintage.
  ///
  /// - Throws: what went wrong where nothing was published, `ExitCode.partial` where something was:
  ///   the other codes would say that the previous vintage is untouched.
  private func answer(to report: RunReport, of opened: OpenedPipeline) throws -> [FlagCount] {
    do {
      let reader = try WarehouseReader(path: opened.folder.warehouse)
      let flags = try reader.flagCounts()
      try RunText(
        pipeline: opened.definition.id, report: report, flags: flags,
        decisions: try reader.decisions()
      ).print(output)
      return flags
    } catch {
      guard report.summary.isNew, let ending = Ending(of: error), ending.code != .success else {
        throw error
      }
      Console.say(
        "vintage \(report.summary.vintage) is published, but not all about it could be printed: "
          + (ending.message ?? "\(error)"))
      throw ExitCode.partial
    }
  }
}

extension Severity: ExpressibleByArgument {}

/// What `run` prints.
struct RunText {
  let pipeline: String
  let report: RunReport
  let flags: [FlagCount]
  let decisions: [DecisionRow]

  func print(_ output: OutputOptions) throws {
    if output.json { return try Console.print(json.text) }
    if output.quiet { return }
    try Console.print(lines.joined(separator: "\n"))
  }

  private var lines: [String] {
    let summary = report.summary
    guard summary.isNew else {
      return [
        "\(pipeline): nothing has changed since vintage \(summary.vintage); nothing was written."
      ]
    }
    var table = TextTable([
      ("delivery", .left), ("read", .right), ("loaded", .right), ("quarantined", .right),
      ("ignored", .right), ("observations", .right),
    ])
    for delivery in report.deliveries {
      table.add([
        delivery.file.delivery.path, "\(delivery.ledger.read)", "\(delivery.ledger.loaded)",
        "\(delivery.ledger.quarantinedRecords)", "\(delivery.ledger.ignoredRecords)",
        "\(delivery.observationCount)",
      ])
    }
    return table.lines + storedReadings + [
      "",
      "\(pipeline): vintage \(summary.vintage): \(summary.cellsWritten) cells written, "
        + "\(summary.cellsUnchanged) unchanged, \(summary.cellsVanished) gone.",
      flagCounts,
    ] + decisions.lines.map(TextTable.printable)
  }

  private var storedReadings: [String] {
    let stored = report.deliveries.count { $0.isStored }
    guard stored > 0 else { return [] }
    return [
      "\(stored) of \(report.deliveries.count) have not changed since they were read; the warehouse's "
        + "readings were taken."
    ]
  }

  private var flagCounts: String {
    guard !flags.isEmpty else { return "No flags." }
    let counts = causes.map { "\($0.cause.rawValue) \($0.count)" }
    let total = flags.reduce(0) { $0 + $1.count }
    return "\(total) flags by cause: \(counts.joined(separator: ", "))."
  }

  private var causes: [(cause: Cause, count: Int)] {
    Dictionary(grouping: flags, by: \.cause).sorted { $0.key < $1.key }
      .map { (cause: $0.key, count: $0.value.reduce(0) { $0 + $1.count }) }
  }

  private var json: JSONValue {
    let summary = report.summary
    return .object([
      "schema": "sanaq.run/1", "pipeline": .string(pipeline), "vintage": .integer(summary.vintage),
      "status": summary.isNew ? "loaded" : "unchanged",
      "cellsJudged": .integer(report.cellsJudged),
      "cellsWritten": .integer(summary.cellsWritten),
      "cellsUnchanged": .integer(summary.cellsUnchanged),
      "cellsVanished": .integer(summary.cellsVanished),
      "deliveries": .array(
        report.deliveries.map { delivery in
          .object([
            "file": .string(delivery.file.delivery.path), "sha256": .string(delivery.file.sha256),
            "read": .integer(delivery.ledger.read), "loaded": .integer(delivery.ledger.loaded),
            "quarantined": .integer(delivery.ledger.quarantinedRecords),
            "ignored": .integer(delivery.ledger.ignoredRecords),
            "observations": .integer(delivery.observationCount),
            "stored": .bool(delivery.isStored),
          ])
        }), "problems": .array(report.problems.map { .string($0.sentence) }),
      "flags": .object(
        causes.map { JSONValue.Member(name: $0.cause.rawValue, value: .integer($0.count)) }),
      "decisions": .array(decisions.map(\.json)),
    ])
  }
}
