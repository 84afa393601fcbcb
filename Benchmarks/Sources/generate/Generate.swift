import ArgumentParser
import Ministries

/// `generate`: three ministries' deliveries with known errors, and the pipeline that reads them.
@main
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make three ministries' deliveries with a known list of errors.",
    discussion: """
      EXAMPLE
        generate --rows 5000000 --seed 7 --out bench-5m
        sanaq run bench-5m/Pipelines/bench
      """)

  @Option(help: "Rows of education; health and social protection have a fifth each.")
  var rows = 5_000_000
  @Option(help: "The same seed gives the same bytes.")
  var seed = 7
  @Option(help: "Folder to write to; it may not hold a case yet.")
  var out: String

  func validate() throws {
    guard rows >= 1000 else { throw ValidationError("--rows is at least 1000.") }
  }

  func run() throws {
    for part in try BenchmarkCase(rows: rows, seed: seed).write(to: out) {
      print("\(part.source): \(part.files) files, \(part.records) records, \(part.bytes) bytes")
    }
  }
}
