import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq figures`: the reconciled values.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "List the reconciled figures of a vintage.",
    discussion: """
      EXAMPLES
        sanaq figures karaganda --period 2022
        sanaq figures england --where indicator=ehc-plans --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let figures = try reader.figures(
      filter.filter(in: definition), vintage: filter.vintage)
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.figures/1", "pipeline": .string(definition.id),
          "vintage": .integer(try filter.vintage ?? reader.latestVintage()),
          "figures": .array(figures.map(\.json)),
        ]).text)
    } else if filter.csv {
      try printCSV(figures, dimensions: definition.structure.dimensions.map(\.id))
    } else {
      try Console.print(table(figures, definition.structure).lines.joined(separator: "\n"))
    }
  }

  private func printCSV(_ figures: [FigureRow], dimensions: [String]) throws {
    let titles = (dimensions + FigureRow.columns).map { CSVText.Field.text($0) }
    try Console.print(csv: [titles] + figures.map(\.fields))
  }

  private func table(_ figures: [FigureRow], _ structure: Structure) -> TextTable {
    var table = TextTable([
      ("cell", .left), ("status", .left), ("value", .right), ("lower", .right),
      ("upper", .right), ("outcome", .left),
    ])
    for figure in figures {
      table.add([
        CellText(figure.codes, in: structure).key, figure.status.rawValue,
        figure.value?.description ?? "", figure.lower?.description ?? "",
        figure.upper?.description ?? "", figure.outcome.rawValue,
      ])
    }
    return table
  }
}
