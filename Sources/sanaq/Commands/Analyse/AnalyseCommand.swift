import ArgumentParser

/// `sanaq analyse`: the statistical methods on the user's own small files.
struct AnalyseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyse",
    abstract: "Apply a statistical method to files of your own; no pipeline needed.",
    discussion: """
      EXAMPLES
        sanaq analyse correct --data records.csv --rules rules.txt
        sanaq analyse localise --data records.csv --rules rules.txt --weights weights.csv
        sanaq analyse balance --data values.csv --rules rules.txt
        sanaq analyse benchmark --indicator series.csv --benchmarks totals.csv --method denton
        sanaq analyse estimate --lists counts.csv --dependent education,health
      """,
    subcommands: [
      CorrectCommand.self, LocaliseCommand.self, BalanceCommand.self, BenchmarkCommand.self,
      EstimateCommand.self,
    ])
}
