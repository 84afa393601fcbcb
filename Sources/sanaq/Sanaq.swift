import ArgumentParser

/// The program: one verb, one file under Commands/.
@main
struct Sanaq: AsyncParsableCommand {
  /// Goes into every run; a change of what results mean changes it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "sanaq",
    abstract: "Reconcile the counts that ministries keep of the same children, with proof.",
    discussion: """
      EXAMPLES
        sanaq run karaganda
        sanaq flags karaganda --cause ARI
      """,
    version: version,
    subcommands: [
      RunCommand.self, PlanCommand.self, ValidateCommand.self, FiguresCommand.self,
      FlagsCommand.self, ExplainCommand.self, TraceCommand.self, VerifyCommand.self,
      HistoryCommand.self, DiffCommand.self, DecideCommand.self, ReportCommand.self,
      ExportCommand.self, ServeCommand.self, InitCommand.self, Inspect.self, AnalyseCommand.self,
    ])

  /// Runs the verb and ends the process with the code of what happened.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch {
      guard let ending = Ending(of: error) else { exit(withError: error) }
      if let message = ending.message { Console.say(message) }
      exit(withError: ending.code)
    }
  }
}
