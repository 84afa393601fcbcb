import ArgumentParser
import Reporting
import StatisticalMethods

/// `sanaq analyse estimate`: how many are on none of the lists.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate how many are on none of two to six overlapping lists.",
    discussion: """
      FILE is CSV with a column of 0 and 1 for each list and a column 'count': how many people have
      that pattern. Patterns that are not in the file were counted zero times. The answer is a range
      over models; a model without an estimate says why.

      Examples:
        sanaq analyse estimate --lists counts.csv
        sanaq analyse estimate --lists counts.csv --dependent education,consultation
        sanaq analyse estimate --lists counts.csv --bootstrap 1000 --seed 7 --json
      """)

  @Option(help: "The CSV file of patterns and counts.")
  var lists: String

  @Option(help: "Two lists, A,B, of which one feeds the other; may be given again.")
  var dependent: [String] = []

  @Option(help: "Where the bootstrap's random numbers begin.")
  var seed: UInt64 = 1

  @Option(help: "How many bootstrap replicates to draw.")
  var bootstrap = 0

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    guard bootstrap >= 0 else { throw ValidationError("--bootstrap must be at least 0") }
  }

  func run() throws {
    let overlap = try ListCountsFile(path: lists).overlap()
    if bootstrap > 0, overlap.total > Bootstrap.largestWork / bootstrap {
      throw ValidationError(
        "--bootstrap \(bootstrap) times \(overlap.total) people is more than "
          + "\(Bootstrap.largestWork) draws. Take fewer replicates.")
    }
    guard
      let answer = CoverageEstimate(
        overlap, dependent: try dependent.map { try pair($0, in: overlap.lists) },
        replicates: bootstrap, seed: seed)
    else { throw ExitCode.defect }
    try Console.print(
      json
        ? answer.json(file: lists).text
        : EstimateText(answer, file: lists).lines
          .joined(separator: "\n"))
  }

  private func pair(_ text: String, in lists: [String]) throws -> (Int, Int) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let places = names.compactMap { lists.firstIndex(of: $0) }
    guard names.count == 2, places.count == 2, places[0] != places[1] else {
      throw ValidationError(
        "--dependent takes two different lists, A,B; '\(text)' is none. Lists: "
          + lists.joined(separator: ", "))
    }
    return (places[0], places[1])
  }
}
