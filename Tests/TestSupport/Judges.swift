import Foundation

/// Programs of others that read what ours writes: Python with the packages of
/// Tests/requirements.txt, which `make test` installs (.ci/python).
package enum Judges {
  private static let python = "\(Repository.root)/.build/python/bin/python"

  package static let arePresent = FileManager.default.isExecutableFile(atPath: python)

  /// Runs a script of Tests/Judges; it prints what it compared, or fails and says why.
  package static func run(_ script: String, _ arguments: String...) throws -> ProgramResult {
    try StartedProgram(
      python, ["\(Repository.root)/Tests/Judges/\(script).py"] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"]
    ).result()
  }
}
