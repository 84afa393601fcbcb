import Foundation

/// Programs of others that read what ours writes: Python with the packages of
/// Tests/requirements.txt, which `make test` installs; ``Python/judges`` says whether they are there.
package enum Judges {
  /// Runs a script of Tests/Judges; it prints what it compared, or fails and says why.
  package static func run(_ script: String, _ arguments: String...) throws -> ProgramResult {
    try run(script, arguments)
  }

  package static func run(_ script: String, _ arguments: [String]) throws -> ProgramResult {
    try StartedProgram(
      Python.judges ?? "python3", ["\(Repository.root)/Tests/Judges/\(script).py"] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"]
    ).result()
  }
}
