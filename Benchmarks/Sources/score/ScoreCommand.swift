import ArgumentParser
import Foundation
import Scoring

/// `score`: the flags of a run against what is known to be wrong.
@main
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Set the flags of a run against the known list of errors.",
    discussion: """
      EXAMPLE
        sanaq flags bench-5m/Pipelines/bench --json > flags.json
        score --truth bench-5m/truth.csv --flags flags.json

      The code is 1 when a goal is missed.
      """)

  @Option(help: "The list that `generate` wrote.")
  var truth: String
  @Option(help: "What `sanaq flags --json` printed.")
  var flags: String

  func run() throws {
    let known = try KnownErrors(csv: String(contentsOfFile: truth, encoding: .utf8))
    let given = try GivenFlags(json: Data(contentsOf: URL(fileURLWithPath: flags)))
    let score = Score(given, against: known)
    print(score.lines.joined(separator: "\n"))
    let missed = Goals.missed(by: score)
    for goal in missed { print("missed: \(goal)") }
    if !missed.isEmpty { throw ExitCode(1) }
  }
}
