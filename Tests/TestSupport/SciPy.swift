import Foundation

/// SciPy as an independent judge; without it these tests are skipped.
package enum SciPy {
  package static let isPresent = run("import scipy.optimize", "") == ""

  /// What a program prints that reads `input`; nil when it fails.
  private static func run(_ program: String, _ input: String) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (source, sink) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = sink
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    try? source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? source.fileHandleForWriting.close()
    let output = (try? sink.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }

  /// The numbers a program prints that reads `input`.
  package static func numbers(_ program: String, _ input: String = "") -> [Double] {
    (run(program, input) ?? "").split(whereSeparator: \.isWhitespace).compactMap {
      Double($0)
    }
  }
}
