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
      filter.filter(in: definition.structure), vintage: filter.vintage)
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.figures/1", "pipeline": .string(definition.id),
          "vintage": .integer(try filter.vintage ?? reader.latestVintage()),
          "figures": .array(figures.map(\.json)),
        ]).text)
    } else {
      try print(figures, dimensions: definition.structure.dimensions.map(\.id))
    }
  }

  private func print(_ figures: [FigureRow], dimensions: [String]) throws {
    let titles = ["status", "value", "lower", "upper", "outcome", "explained", "rule"]
    let rows = figures.map { figure in
      figure.codes.map(\.code) + [
        figure.status.rawValue, figure.value?.description ?? "",
        figure.lower?.description ?? "", figure.upper?.description ?? "",
        figure.outcome.rawValue, figure.explainedShare?.description ?? "", figure.rule,
      ]
    }
    try ListText(columns: dimensions + titles, numeric: ["value", "lower", "upper"], rows: rows)
      .print(csv: filter.csv)
  }
}

/// A list of rows, as CSV or as a table for a terminal.
struct ListText {
  let columns: [String]
  let numeric: Set<String>
  let rows: [[String]]

  func print(csv: Bool) throws {
    if csv {
      let lines =
        [CSVText.line(columns)]
        + rows.map { row in
          CSVText.line(row.map { $0.isEmpty ? nil : $0 })
        }
      return try Console.print(lines.joined(separator: "\r\n"))
    }
    var table = TextTable(columns.map { ($0, numeric.contains($0) ? .right : .left) })
    for row in rows { table.add(row) }
    try Console.print(table.lines.joined(separator: "\n"))
  }
}
