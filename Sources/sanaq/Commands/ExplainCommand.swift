import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq explain`: everything about one cell.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Show every source's value of a cell, the gap, its parts, the balancing and the rule that chose.",
    discussion: """
      EXAMPLES
        sanaq explain england indicator=ehc-plans,area=E92000001,period=2023/2024
        sanaq explain kazakhstan indicator=out-of-school,area=KZ,period=2018 --json
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Argument(help: "dimension=code,… in any order; a dimension left out is at its total.")
  var cell: String

  @Option(help: "The vintage to read; the latest if none is given.")
  var vintage: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let structure = definition.structure
    let key = try structure.cellArgument(cell)
    let reader = try WarehouseReader(path: folder.warehouse)
    let dossier = try reader.cell(structure.text(of: key), vintage: vintage)
    let seriesNames = structure.seriesKeys(of: key).map { structure.text(of: $0) }
    let series = try reader.flags(of: seriesNames, vintage: vintage)
    let quotedBy = try reader.flags(quoting: dossier.figure.cell, vintage: vintage)
      .filter { !seriesNames.contains($0.cell) }
    let explained = ExplainedCell(
      dossier: dossier, seriesFlags: series, quotedBy: quotedBy, definition: definition)
    if output.json {
      guard case .object(let members) = explained.json else { return }
      let head = [
        JSONValue.Member(name: "schema", value: "sanaq.explain/1"),
        JSONValue.Member(name: "pipeline", value: .string(definition.id)),
      ]
      try Console.print(JSONValue.object(head + members).text)
    } else {
      try Console.print(ExplanationText(explained).lines.joined(separator: "\n"))
    }
  }
}

extension Structure {
  /// A cell as people write it, or the id that `figures --json` prints, which may be a series'.
  ///
  /// - Throws: `ValidationError` when the text names no cell.
  func cellArgument(_ text: String) throws -> CellKey {
    if let key = key(canonical: text) { return key }
    do {
      return try cell(parsing: text)
    } catch {
      throw ValidationError(error.sentence)
    }
  }
}

/// What `explain` prints for people.
struct ExplanationText {
  private let cell: ExplainedCell

  init(_ cell: ExplainedCell) { self.cell = cell }

  var lines: [String] {
    let observed = cell.dossier.observations.isEmpty ? [] : [""] + sources + [""] + definitions
    return [cell.dossier.figure.cell, "", figure] + rule + decisions + observed + flags + bridges
      + blocks
  }

  private var figure: String {
    let figure = cell.dossier.figure
    let bounds = "\(figure.lower?.description ?? "…") to \(figure.upper?.description ?? "…")"
    let value =
      switch figure.status {
      case .published where figure.standardError != nil:
        "\(figure.value?.description ?? ""), standard error "
          + "\(figure.standardError?.description ?? "") (95 % between \(bounds))"
      case .published: "\(figure.value?.description ?? "") (sources give \(bounds))"
      case .interval where figure.lower != nil && figure.lower == figure.upper:
        "no single value; sources give \(figure.lower?.description ?? "")"
      case .interval: "no single value, but \(bounds)"
      case .blocked: "blocked by an error; sources give \(bounds)"
      case .absent: "no source gives a number"
      case .series: "a series; it has flags and no value"
      }
    let share = figure.explainedShare.map {
      "; \(($0 * 100).description) % of the gap is explained"
    }
    let isDecided = figure.method.hasPrefix("decision:")
    return "Figure: \(value)\(share ?? "")" + (isDecided ? "; by \(figure.method)" : "")
  }

  private var decisions: [String] {
    cell.dossier.decisions.flatMap { [""] + DecisionText($0).lines }
  }

  private var rule: [String] {
    cell.rule.map { ["Rule: \($0.id): \($0.basis)"] } ?? []
  }

  private var sources: [String] {
    var table = TextTable([
      ("source", .left), ("value", .right), ("as of", .left), ("edition", .right), ("file", .left),
    ])
    for row in cell.dossier.observations {
      let exclusion = cell.exclusion(of: row.path).map { " (left out by decision \($0))" }
      table.add([
        row.source, row.value.text, row.asOf ?? "", "\(row.edition)",
        row.path + (exclusion ?? ""),
      ])
    }
    return table.lines
  }

  private var definitions: [String] {
    var table = TextTable([
      ("source", .left), ("attribute", .left), ("as its provider says", .left),
    ])
    for id in Set(cell.dossier.observations.map(\.source)).sorted() {
      let attributes = cell.source(id)?.concept.attributes ?? [:]
      for attribute in ConceptDefinition.Attribute.allCases {
        if let text = attributes[attribute] { table.add([id, attribute.rawValue, text]) }
      }
    }
    return table.lines
  }

  private var flags: [String] {
    (cell.dossier.flags + cell.seriesFlags).flatMap(block)
      + cell.quotedBy.flatMap { block($0) + ["  which speaks of \($0.cell) and quotes this cell"] }
  }

  private func block(_ flag: FlagRow) -> [String] {
    let difference = flag.measures.difference.map { ", difference \($0)" } ?? ""
    return [
      "",
      "\(flag.severity.rawValue) \(flag.cause.rawValue) (\(flag.cause.title)), "
        + "\(flag.certainty), by \(flag.rule)\(difference)",
    ] + flag.evidence.map { "  \($0.sentence)" }
      + flag.proposalSentences.map { "  \($0)" }
  }

  private var blocks: [String] {
    cell.dossier.blocks.flatMap {
      BalancedBlockText(block: $0, structure: cell.definition.structure).lines
    }
  }

  private var bridges: [String] {
    cell.dossier.bridges.flatMap { bridge -> [String] in
      var table = TextTable([("step", .left), ("cause", .left), ("amount", .right)])
      table.add([
        "\(bridge.left.source) − \(bridge.right.source)", "", bridge.gap.description,
      ])
      for step in bridge.steps {
        table.add([step.label["en"] ?? "", step.cause.rawValue, step.value.description])
      }
      table.add(["unexplained", Cause.unexplained.rawValue, bridge.unexplained.description])
      return ["", "Bridge \(bridge.id)"] + table.lines.map { "  \($0)" }
    }
  }
}
