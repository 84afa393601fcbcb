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
  ///
  /// - Parameter file: where standard output goes instead of into the result.
  package static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    output file: String? = nil
  ) throws -> ProgramResult {
    // Files rather than pipes: nothing has to be read while the program runs.
    let workdir = try Workdir()
    let output = try workdir.write("", to: "output")
    let process = process(arguments, in: folder, environment)
    process.standardOutput = FileHandle(forWritingAtPath: file ?? output)
    let (errors, code) = try finish(process, workdir) {}
    return ProgramResult(
      output: try String(contentsOfFile: output, encoding: .utf8), errors: errors, code: code)
  }

  /// Runs the program and stops to read its output after some bytes have come, as `head` does.
  package static func run(
    _ arguments: [String], in folder: String, stoppingAfter count: Int
  ) throws -> ProgramResult {
    let process = process(arguments, in: folder, [:])
    let pipe = Pipe()
    process.standardOutput = pipe
    var start = Data()
    let (errors, code) = try finish(process, Workdir()) {
      start = try pipe.fileHandleForReading.read(upToCount: count) ?? Data()
      try pipe.fileHandleForReading.close()
    }
    return ProgramResult(
      output: String(decoding: start, as: UTF8.self), errors: errors, code: code)
  }

  private static func process(
    _ arguments: [String], in folder: String?, _ environment: [String: String]
  ) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// What the program wrote to standard error, and its exit code, or minus the signal.
  private static func finish(
    _ process: Process, _ workdir: Workdir, whileRunning body: () throws -> Void
  ) throws -> (errors: String, code: Int32) {
    let errors = try workdir.write("", to: "errors")
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    try body()
    process.waitUntilExit()
    let status = process.terminationStatus
    return (
      try String(contentsOfFile: errors, encoding: .utf8),
      process.terminationReason == .exit ? status : -status
    )
  }
}
