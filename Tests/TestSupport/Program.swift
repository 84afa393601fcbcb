import Foundation

/// What a run of the built program gave.
package struct ProgramResult: Sendable {
  package var output: String
  package var errors: String
  package var code: Int32

  package var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Drives the built `sanaq` from outside, as a user would.
package enum Sanaq {
  /// The program is built beside the test bundle.
  private static var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("sanaq")
  }

  /// Runs the program and waits for its end.
  package static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> ProgramResult {
    // Files rather than pipes: nothing has to be read while the program runs.
    let workdir = try Workdir()
    let output = try workdir.write("", to: "output")
    let errors = try workdir.write("", to: "errors")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return ProgramResult(
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8),
      code: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus)
  }
}
