import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq decide`: writes down what a person decided.
struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Write a decision about a flag, a cell or a delivery into the pipeline's folder.",
    discussion: """
      The decision is tied to what the sources say in the latest vintage, checked, and tried in a \
      run that writes nothing. It takes effect with the next `sanaq run`, and is suspended by any \
      run in which the sources say something else. Author and signer are persons or offices that \
      answer for figures; never name a child.

      EXAMPLES
        sanaq decide kazakhstan --flag 3f2a91c07d5b --explained DEF \\
          --author 'A. Omarova' --role 'head of social statistics' \\
          --reason en='Two sets of persons' --reason ru='Два множества лиц'
        sanaq decide kazakhstan --cell indicator=children-with-sen,area=KZ,period=2022 \\
          --accept sen-reply-inform --author … --role … --reason en=… --reason kk=… --dry-run
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var address: DecisionAddress
  @OptionGroup var choice: DecisionChoice

  @Option(help: "Who decides and answers for it.")
  var author: String

  @Option(help: "In which office.")
  var role: String

  @Option(help: "LANGUAGE=TEXT; English and at least one of ru, kk.")
  var reason: [String]

  @Option(help: "Who signs with the author; required for --value, bounds and --exclude.")
  var second: String?

  @Option(help: "The last day on which it holds, like 2027-12-31.")
  var expires: String?

  @Option(help: "The first vintage it is for.")
  var from: Int?

  @Option(help: "The last vintage it is for.")
  var to: Int?

  @Option(help: "The name of its file; date and a hash if none is given.")
  var id: String?

  @Flag(help: "Print the file instead of writing it.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let opened = try pipeline.opened()
    let reader = try WarehouseReader(path: opened.folder.warehouse)
    let evidence = DecisionEvidence(reader: reader, structure: opened.definition.structure)
    var decision = try choice.decision(at: address, on: evidence)
    decision.id = id ?? ""
    decision.author = author
    decision.role = role
    decision.secondSigner = second
    decision.date = try Self.day(String(Clock.now().prefix(10)))
    decision.expires = try expires.map(Self.day)
    decision.firstVintage = from
    decision.lastVintage = to
    decision.reason = try reasons()
    let draft: DecisionDraft
    do {
      draft = try await opened.draft(
        decision, programVersion: Sanaq.version, clock: Clock.now)
    } catch let errors as DefinitionErrors {
      throw ValidationError(errors.problems.map(\.sentence).joined(separator: "\n"))
    }
    try Self.requireUse(of: draft.outcome)
    let text = DraftText(draft, before: try evidence.figures(of: draft))
    if dryRun {
      if output.json { return try Console.print(text.json(written: false).text) }
      try Console.print(String(draft.text.dropLast()))
      return Console.say(text.forecast.joined(separator: "\n"))
    }
    try draft.write()
    try Console.print(
      output.json
        ? text.json(written: true).text
        : ([draft.path] + (output.quiet ? [] : text.forecast)).joined(separator: "\n"))
  }

  private static func day(_ text: String) throws -> Period {
    guard let day = Period(parsing: text), day.kind == .date else {
      throw ValidationError("'\(text)' is no day. Write it like 2027-12-31")
    }
    return day
  }

  private func reasons() throws -> LocalizedText {
    var texts: LocalizedText = [:]
    for entry in reason {
      let sides = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, ["en", "ru", "kk"].contains(sides[0]) else {
        throw ValidationError("--reason takes en=…, ru=… or kk=…; '\(entry.prefix(20))' is none")
      }
      guard texts.updateValue(sides[1], forKey: sides[0]) == nil else {
        throw ValidationError("--reason \(sides[0])=… stands twice")
      }
    }
    return texts
  }

  /// A decision that the next run would not apply is not written; one for later vintages may be.
  private static func requireUse(of outcome: JudgedDecision) throws {
    guard outcome.status != .applied,
      outcome.why.map(\.key) != [.decisionForOtherVintages]
    else { return }
    let next =
      switch outcome.status {
      case .suspended: "Files have changed since the latest vintage: run first, then decide."
      case .contradictory: "Let the other decision expire first, or take its file away."
      default: "Nothing was written."
      }
    throw ValidationError("the next run would not apply it: \(outcome.outcome). \(next)")
  }
}

extension DefinitionProblem {
  /// Without its place, which is in a file that was never written.
  fileprivate var sentence: String {
    "the decision is not sound: \(reason)." + (suggestion.map { " \($0)" } ?? "")
  }
}

/// What `decide` prints.
struct DraftText {
  private static let shownCells = 10

  private let draft: DecisionDraft
  /// The cells it bears on, with their figures in the latest vintage.
  private let before: [(cell: String, figure: FigureRow?, result: CellResult)]

  init(_ draft: DecisionDraft, before: [(cell: String, figure: FigureRow?, result: CellResult)]) {
    self.draft = draft
    self.before = before
  }

  /// What the next run would do with it.
  var forecast: [String] {
    guard draft.outcome.status == .applied else { return [draft.outcome.outcome] }
    let shown = before.prefix(Self.shownCells).map { cell, figure, result in
      "  \(cell): \(figure?.stated ?? "nothing") → \(result.figure.stated)"
    }
    let rest = before.count - shown.count
    return [
      "The next run makes vintage \(draft.summary.vintage), in which "
        + "\(draft.decision.action.sentence):"
    ] + shown + (rest > 0 ? ["  and \(rest) more cells"] : [])
  }

  func json(written: Bool) -> JSONValue {
    .object([
      "schema": "sanaq.decide/1", "id": .string(draft.decision.id), "file": .string(draft.path),
      "written": .bool(written), "evidence": .string(draft.decision.evidence),
      "status": .string(draft.outcome.status.rawValue),
      "vintage": .integer(draft.summary.vintage),
      "cells": .array(
        before.map { cell, figure, result in
          .object([
            "cell": .string(cell), "before": JSONValue(figure?.stated),
            "after": .string(result.figure.stated),
          ])
        }),
    ])
  }
}
