import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq flags`: where the sources disagree, and why.
struct FlagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flags",
    abstract: "List where the sources disagree, by how much and why.",
    discussion: """
      EXAMPLES
        sanaq flags karaganda --cause ARI
        sanaq flags kazakhstan --area KZ --severity warning --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let flags = try reader.flags(filter.filter(in: definition.structure), vintage: filter.vintage)
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.flags/1", "pipeline": .string(definition.id),
          "vintage": .integer(try filter.vintage ?? reader.latestVintage()),
          "flags": .array(flags.map(\.json)),
        ]).text)
    } else {
      try print(flags, structure: definition.structure)
    }
  }

  private func print(_ flags: [FlagRow], structure: Structure) throws {
    let rows = flags.map { flag in
      [
        flag.severity.rawValue, flag.cause.rawValue, flag.shortCell(in: structure),
        flag.reported.map { "\($0.source) \($0.value.text)" }.joined(separator: " | "),
        flag.measures.difference?.description ?? "", flag.rule,
        flag.evidence.map(\.sentence).joined(separator: "; "),
      ]
    }
    try ListText(
      columns: ["severity", "cause", "cell", "reported", "difference", "rule", "evidence"],
      numeric: ["difference"], rows: rows
    ).print(csv: filter.csv)
  }
}

extension FlagRow {
  /// The cell without the dimensions that are at their total.
  func shortCell(in structure: Structure) -> String {
    codes.filter { code in
      let total = structure.dimensions.first { $0.id == code.dimension }?.total
      return code.code != total && code.code != "*"
    }.map(\.code).joined(separator: " ")
  }
}

extension ObservedValue {
  /// A value for people: `≥235000`, `98300`, `missing`.
  var text: String {
    guard let number else { return state.rawValue }
    return switch qualifier {
    case .exact: number.description
    case .atLeast: "≥\(number)"
    case .atMost: "≤\(number)"
    case .approximate: "≈\(number)"
    }
  }
}
