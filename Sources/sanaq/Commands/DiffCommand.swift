import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq diff`: which figures changed between two vintages, and why.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "List the figures that two vintages state differently, and why.",
    discussion: """
      Why is data (a file or its delivery note), rule (another file of the definition), decision, or \
      code (the program); several where more than one of them is not the same and their parts \
      cannot be told apart; unknown where none is.

      EXAMPLES
        sanaq diff kazakhstan 1 2
        sanaq diff karaganda 3 7 --area KZ-35 --csv
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Argument(help: "The earlier vintage.")
  var first: Int

  @Argument(help: "The later vintage.")
  var second: Int

  @Option(help: "Only this area code.")
  var area: String?

  @Option(help: "Only this period.")
  var period: String?

  @Option(help: "Only this category.")
  var category: String?

  @Option(help: "Only cells with these codes: dimension=code,…")
  var `where`: String?

  @Flag(help: "Print CSV.")
  var csv = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard first < second else {
      throw ValidationError("name the earlier vintage first: sanaq diff PIPELINE 1 2")
    }
  }

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let codes = try definition.structure.filterCodes(
      ["area": area, "period": period, "category": category], where: `where`)
    let difference = try WarehouseReader(path: folder.warehouse).difference(
      from: first, to: second, WarehouseFilter(codes: codes))
    let text = DifferenceText(difference, in: definition.structure)
    if output.json {
      try Console.print(text.json(pipeline: definition.id).text)
    } else if csv {
      try Console.print(csv: text.rows)
    } else {
      try Console.print(text.lines.joined(separator: "\n"))
    }
  }
}

/// What `diff` prints.
struct DifferenceText {
  private let difference: VintageDifference
  private let structure: Structure

  init(_ difference: VintageDifference, in structure: Structure) {
    self.difference = difference
    self.structure = structure
  }

  var lines: [String] {
    var table = TextTable([
      ("cell", .left), ("before", .left), ("after", .left), ("why", .left),
    ])
    for change in difference.changes {
      let why =
        change.reasons.count > 1
        ? "\(change.why) (\(change.reasons.map(\.rawValue).joined(separator: ", ")))" : change.why
      table.add([
        CellText(change.codes, in: structure).key, change.before?.stated ?? "nothing",
        change.after?.stated ?? "nothing", why,
      ])
    }
    return (difference.changes.isEmpty ? [] : table.lines + [""]) + [counts] + circumstances
  }

  private var counts: String {
    let number = difference.changes.count
    let parts =
      whys.isEmpty ? "" : ": " + whys.map { "\($0.count) \($0.why)" }.joined(separator: ", ")
    let otherwise =
      difference.otherwise == 0
      ? "" : "; of \(difference.otherwise) more something is said that leaves the figure as it was"
    return "\(number) figure\(number == 1 ? "" : "s") changed\(parts)\(otherwise)."
  }

  private var circumstances: [String] {
    let files = difference.definitionFiles
    return (files.isEmpty ? [] : ["Definition files changed: \(files.joined(separator: ", "))."])
      + (difference.programVersions.map { ["Program \($0.0) became \($0.1)."] } ?? [])
  }

  /// Counts by reason, in a fixed order, without those there are none of.
  private var whys: [(why: String, count: Int)] {
    let names =
      ChangeReason.allCases.map(\.rawValue) + [FigureChange.several, FigureChange.unknown]
    return names.map { name in (name, difference.changes.count { $0.why == name }) }
      .filter { $0.1 > 0 }
  }

  var rows: [[CSVText.Field]] {
    let titles =
      structure.dimensions.map(\.id)
      + ["why", "reasons"]
      + ["before", "after"].flatMap { side in
        ["status", "value", "lower", "upper", "method"].map { "\(side)_\($0)" }
      }
    return [titles.map { .text($0) }]
      + difference.changes.map { change in
        let reasons = change.reasons.map(\.rawValue).joined(separator: " ")
        return change.codes.map { .text($0.code) } + [.text(change.why), .text(reasons)]
          + [change.before, change.after].flatMap { figure -> [CSVText.Field] in
            [
              .text(figure?.status.rawValue), .number(figure?.value), .number(figure?.lower),
              .number(figure?.upper), .text(figure?.method),
            ]
          }
      }
  }

  func json(pipeline: String) -> JSONValue {
    .object([
      "schema": "sanaq.diff/1", "pipeline": .string(pipeline),
      "from": .integer(difference.before.vintage), "to": .integer(difference.after.vintage),
      "changes": .array(
        difference.changes.map { change in
          .object([
            "id": .string(change.cell), "cell": change.codes.json, "why": .string(change.why),
            "reasons": .array(change.reasons.map { .string($0.rawValue) }),
            "before": change.before?.json ?? .null, "after": change.after?.json ?? .null,
          ])
        }),
      "counts": .object(
        whys.map { JSONValue.Member(name: $0.why, value: .integer($0.count)) }),
      "otherwise": .integer(difference.otherwise),
      "definitionFiles": .array(difference.definitionFiles.map(JSONValue.string)),
      "programVersions": .array(
        [difference.before.programVersion, difference.after.programVersion].map(JSONValue.string)),
    ])
  }
}

extension FigureChange {
  static let several = "several"
  static let unknown = "unknown"

  /// The one reason, or that there are several or none.
  var why: String {
    reasons.count == 1 ? reasons[0].rawValue : reasons.isEmpty ? Self.unknown : Self.several
  }
}
