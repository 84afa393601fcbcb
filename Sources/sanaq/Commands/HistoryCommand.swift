import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq history`: the runs of a warehouse with their ledgers.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List the runs of a warehouse and what became of every record.",
    discussion: """
      EXAMPLES
        sanaq history karaganda
        sanaq history kazakhstan --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let runs = try reader.runs()
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.history/1", "pipeline": .string(definition.id),
          "runs": .array(try runs.map { try json($0, reader) }),
        ]).text)
      return
    }
    for run in runs { try print(run, reader) }
  }

  private func json(_ run: RunRow, _ reader: WarehouseReader) throws -> JSONValue {
    let inputs = try reader.inputs(vintage: run.vintage)
    return run.json(
      inputs: inputs,
      quarantine: try inputs.flatMap { input in
        try reader.quarantine(of: input.stagingID).map { (path: input.path, record: $0) }
      }, leftOut: try reader.leftOut(vintage: run.vintage),
      decisions: try reader.decisions(vintage: run.vintage))
  }

  private func print(_ run: RunRow, _ reader: WarehouseReader) throws {
    var table = TextTable([
      ("delivery", .left), ("read", .right), ("loaded", .right), ("quarantined", .right),
      ("ignored", .right), ("adds up", .left),
    ])
    for input in try reader.inputs(vintage: run.vintage) {
      table.add([input.path] + input.ledger.cells)
    }
    table.add(["all"] + run.ledger.cells)
    try Console.print(
      """
      Vintage \(run.vintage), \(run.started) to \(run.finished), program \(run.programVersion), \
      \(run.cellsWritten) cells written
      manifest \(run.manifestHash)
      """)
    let leftOut = try reader.leftOut(vintage: run.vintage).map {
      TextTable.printable("left out: \($0.path):\($0.reason)")
    }
    let decisions = try reader.decisions(vintage: run.vintage).lines.map(TextTable.printable)
    try Console.print((table.lines + leftOut + decisions).map { "  \($0)" }.joined(separator: "\n"))
  }
}

extension LedgerCounts {
  fileprivate var cells: [String] {
    ["\(read)", "\(loaded)", "\(quarantined)", "\(ignored)", balances ? "yes" : "NO"]
  }
}
