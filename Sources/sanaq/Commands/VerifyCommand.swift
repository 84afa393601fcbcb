import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq verify`: checks that nothing was changed.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read and derive everything again, and name what has been changed.",
    discussion: """
      Checks the rows of every vintage against their digests, the chain of runs, the hashes of the \
      delivered files, the ledgers, and every figure by deriving it again. Compare the manifest \
      hash that `history` prints with one noted elsewhere to rule out that the whole warehouse was \
      replaced.

      EXAMPLES
        sanaq verify karaganda
        sanaq verify england --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let opened = try pipeline.opened()
    work.announce(opened)
    let verification = try await ProgressLine.showing(unless: output) { progress in
      try await opened.verification(
        options: RunOptions(keepsGoing: true, jobs: work.jobs, progress: progress),
        programVersion: Sanaq.version)
    }
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.verify/1", "pipeline": .string(opened.definition.id),
          "intact": .bool(verification.findings.isEmpty), "files": .integer(verification.files),
          "records": .integer(verification.records), "figures": .integer(verification.figures),
          "vintages": .integer(verification.vintages),
          "notDerived": JSONValue(verification.notDerived),
          "findings": .array(verification.findings.map(\.json)),
        ]).text)
    } else if !output.quiet || !verification.findings.isEmpty {
      try Console.print(lines(of: verification, opened.definition.id).joined(separator: "\n"))
    }
    if !verification.findings.isEmpty { throw ExitCode.inputRejected }
  }

  private func lines(of verification: Verification, _ pipeline: String) -> [String] {
    let scope =
      "\(pipeline): up to vintage \(verification.vintages), \(verification.files) files with "
      + "\(verification.records) records"
    let derived =
      verification.notDerived.map { "figures were not derived again: \($0)" }
      ?? "\(verification.figures) results derived again"
    guard !verification.findings.isEmpty else {
      return ["\(scope), \(derived): everything is as it was."]
    }
    return verification.findings.map(\.sentence) + ["\(scope), \(derived)."]
  }
}

extension Verification.Finding {
  /// What was changed, in one sentence.
  var sentence: String {
    switch self {
    case .row(let finding, let cell): "\(finding)\(cell.map { " (\($0))" } ?? "")."
    case .fileMissing(let file): "\(file): the file is gone. Put the received file back."
    case .fileAltered(let file, let recorded, let found):
      "\(file): the file was altered: SHA-256 was \(recorded), is \(found)."
    case .recordAltered(let file, let ordinal, let line):
      "\(file):\(line): record \(ordinal) is the first that is not as it was loaded."
    case .ledger(let file, let counts):
      "\(file): the ledger does not add up: read \(counts.read), loaded \(counts.loaded), "
        + "quarantined \(counts.quarantined), ignored \(counts.ignored)."
    case .figure(let cell, let recorded, let derived):
      "\(cell): the warehouse has \(recorded), the files give \(derived)."
    }
  }

  fileprivate var json: JSONValue {
    let kind =
      switch self {
      case .row: "row"
      case .fileMissing: "fileMissing"
      case .fileAltered: "fileAltered"
      case .recordAltered: "recordAltered"
      case .ledger: "ledger"
      case .figure: "figure"
      }
    return .object(["kind": .string(kind), "text": .string(sentence)])
  }
}
