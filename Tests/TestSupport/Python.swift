import Foundation

/// CPython, whose modules are an independent opinion about formats.
package enum Python {
  package static let path = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The Python of the judges in `Tests/requirements.txt`; nil where `.ci/python` was not run.
  package static let judges: String? = {
    let path = "\(Repository.root)/.build/python/bin/python3"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  package static var isThere: Bool { path != nil }

  /// What a script wrote to standard output; nil when it failed.
  package static func run(
    _ script: String, _ arguments: [String], with interpreter: String? = path
  ) throws -> [UInt8]? {
    guard let path = interpreter else { return nil }
    let workdir = try Workdir()
    let output = try workdir.write("", to: "output")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", script] + arguments
    process.environment = ["PYTHONUTF8": "1"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return try Array(Data(contentsOf: URL(fileURLWithPath: output)))
  }
}
