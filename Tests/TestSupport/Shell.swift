/// Other programs' opinions, and surroundings that only a shell can make.
package enum Shell {
  /// Runs a script of bash, whose arguments are `$1`, `$2` and so on.
  package static func run(
    _ script: String, _ arguments: [String] = [], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> ProgramResult {
    try StartedProgram(
      "/bin/bash", ["-c", script, "bash"] + arguments, in: folder, environment: environment
    ).result()
  }
}
