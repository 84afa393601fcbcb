package import Foundation

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
  package static let executable =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("sanaq").path

  /// Runs the program and waits for its end; `output` is where standard output goes instead of into
  /// the result.
  package static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    output file: String? = nil
  ) throws -> ProgramResult {
    try StartedProgram(
      executable, arguments, in: folder, environment: environment,
      output: file.flatMap(FileHandle.init(forWritingAtPath:))
    ).result()
  }

  /// Runs the program and stops to read its output after some bytes have come, as `head` does.
  package static func run(
    _ arguments: [String], in folder: String, stoppingAfter count: Int
  ) throws -> ProgramResult {
    let pipe = Pipe()
    let program = try StartedProgram(
      executable, arguments, in: folder, output: pipe.fileHandleForWriting)
    let start = try pipe.fileHandleForReading.read(upToCount: count) ?? Data()
    try pipe.fileHandleForReading.close()
    var result = try program.result()
    result.output = String(decoding: start, as: UTF8.self)
    return result
  }
}

/// A program that runs beside the test.
package struct StartedProgram {
  private let process = Process()
  private let workdir: Workdir

  /// Starts the program of a path, with an empty standard input.
  package init(
    _ executable: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:], output: FileHandle? = nil
  ) throws {
    // Files rather than pipes: nothing has to be read while the program runs.
    workdir = try Workdir()
    let outputFile = try workdir.write("", to: "output")
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? FileHandle(forWritingAtPath: outputFile)
    process.standardError = FileHandle(forWritingAtPath: try workdir.write("", to: "errors"))
    try process.run()
    // Only the program writes there now, so that its end can be seen.
    try output?.close()
  }

  package var identifier: Int32 { process.processIdentifier }

  /// Waits until the program stands still (SIGSTOP); false when it has ended.
  package func waitUntilStopped() -> Bool {
    // A state of Z says little: so does a process whose second thread begins another program.
    for _ in 0..<6_000 where process.isRunning {
      let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
      if status?.split(separator: ")").last?.split(separator: " ").first == "T" { return true }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return false
  }

  /// Waits for the program's end; its code is negative when a signal ended it.
  package func result() throws -> ProgramResult {
    process.waitUntilExit()
    return ProgramResult(
      output: try String(contentsOfFile: workdir.path("output"), encoding: .utf8),
      errors: try String(contentsOfFile: workdir.path("errors"), encoding: .utf8),
      code: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus)
  }
}
