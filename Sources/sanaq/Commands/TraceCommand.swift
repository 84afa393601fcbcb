import ArgumentParser
import Pipelining
import Reporting
import SanaqWeb
import StatisticalModel
import Warehousing

/// `sanaq trace`: a figure back to the bytes of a ministry's file.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Follow a figure to observations, records and the bytes of the delivered files.",
    discussion: """
      EXAMPLES
        sanaq trace kazakhstan indicator=out-of-school,area=KZ,period=2018
        sanaq trace england indicator=ehc-plans,area=E92000001,period=2023/2024 --prov
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Argument(help: "A cell, or the id that figures --json prints.")
  var figure: String

  @Option(help: "The vintage to read; the latest if none is given.")
  var vintage: Int?

  @Flag(help: "Print W3C PROV-JSON: files, records, observations, the figure, and who made them.")
  var prov = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let opened = try pipeline.opened()
    if prov {
      return try Console.print(ProvDocument.of(figure, in: opened, vintage: vintage).json.text)
    }
    let key = try opened.definition.structure.cellArgument(figure)
    let proof = try opened.proof(
      of: opened.definition.structure.text(of: key), vintage: vintage)
    try Console.print(
      output.json
        ? proof.json(pipeline: opened.definition.id).text
        : ProofText(proof).lines.joined(separator: "\n"))
  }
}

/// What `trace` prints.
struct ProofText {
  private let proof: FigureProof

  init(_ proof: FigureProof) { self.proof = proof }

  var lines: [String] {
    let figure = proof.figure
    var lines = [
      figure.cell,
      "Figure: \(result), "
        + choice
        + "vintage \(figure.vintage), result SHA-256 \(figure.hash)",
    ]
    for input in proof.inputs {
      let traced = input.traced
      lines += [
        "",
        "\(traced.isUsed ? "used" : "not used"): \(traced.quoted.source) "
          + traced.quoted.value.text
          + (traced.quoted.cell == figure.cell ? "" : " for \(traced.quoted.cell)"),
        "  file \(traced.delivery.path), edition \(traced.delivery.edition), from "
          + "\(traced.delivery.sender), received \(traced.delivery.received)",
        "  SHA-256 \(traced.delivery.sha256)"
          + (input.fileIsIntact ? ", as loaded" : ", THE FILE IS NOT THE ONE LOADED"),
      ]
      for observation in input.observations { lines += recordLines(observation) }
    }
    return lines + proof.decisions.flatMap { [""] + DecisionText($0).lines }
  }

  /// The rule or the person that chose.
  private var choice: String {
    let figure = proof.figure
    if !figure.rule.isEmpty { return "by \(figure.method), rule \(figure.rule), " }
    return figure.method.hasPrefix("decision:") ? "by \(figure.method), " : ""
  }

  /// `published 9.2`, `interval 0 to 311`, `absent`.
  private var result: String {
    let figure = proof.figure
    let bounds = [figure.lower, figure.upper].compactMap(\.self).map(\.description)
    let number = figure.value?.description ?? bounds.joined(separator: " to ")
    return number.isEmpty ? figure.status.rawValue : "\(figure.status.rawValue) \(number)"
  }

  private func recordLines(_ observation: (row: ObservationRow, records: [ProvenRecord]))
    -> [String]
  {
    observation.records.flatMap { record -> [String] in
      let place = record.locator
      return [
        "  record \(place.ordinal), field \(observation.row.field + 1), line \(place.line), bytes "
          + "\(place.offset) to \(place.offset + place.length), SHA-256 \(record.sha256 ?? "-")",
        "    \(TextTable.printable(record.text ?? "(not text in the source's encoding)"))",
      ] + Self.lines(above: record)
    }
  }

  /// What the message says of the record outside of its bytes.
  private static func lines(above record: ProvenRecord) -> [String] {
    let above = record.attributes.filter { $0.level != .observation }
    if above.isEmpty { return [] }
    let texts = above.map { attribute in
      "\(attribute.id)=\(attribute.values.joined(separator: "; ")) (\(attribute.level.rawValue))"
    }
    return ["    above it: \(TextTable.printable(texts.joined(separator: ", ")))"]
  }
}
