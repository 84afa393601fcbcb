import Foundation

/// Programs of others that read what ours writes: Python with the packages of
/// Tests/requirements.txt, which `make test` installs (.ci/python).
package enum Judges {
  package static var arePresent: Bool { Python.judges != nil }

  /// Runs a script of Tests/Judges; it prints what it compared, or fails and says why.
  package static func run(_ script: String, _ arguments: String...) throws -> ProgramResult {
    try StartedProgram(
      Python.judges ?? "python3", ["\(Repository.root)/Tests/Judges/\(script).py"] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"]
    ).result()
  }
}
