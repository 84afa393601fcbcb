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
    let flags = try reader.flags(filter.filter(in: definition), vintage: filter.vintage)
    let decisions = try reader.decisions(vintage: filter.vintage)
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.flags/1", "pipeline": .string(definition.id),
          "vintage": .integer(try filter.vintage ?? reader.latestVintage()),
          "flags": .array(flags.map(\.json)),
          "decisions": .array(decisions.map(\.json)),
        ]).text)
    } else if filter.csv {
      try printCSV(flags, dimensions: definition.structure.dimensions.map(\.id))
    } else {
      try Console.print(
        (FlagsText(flags, in: definition.structure).lines
          + decisions.lines.map(TextTable.printable)).joined(separator: "\n"))
    }
  }

  private func printCSV(_ flags: [FlagRow], dimensions: [String]) throws {
    let titles = (dimensions + FlagRow.columns).map { CSVText.Field.text($0) }
    try Console.print(csv: [titles] + flags.map(\.fields))
  }
}
