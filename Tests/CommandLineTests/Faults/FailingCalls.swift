import Foundation
import TestSupport

/// A library that is loaded into the program before the C library, lists its calls on files, and
/// lets one of them go wrong: `Tests/Fixtures/faults/failing_calls.c`.
enum FailingCalls {
  enum Fault: String, CaseIterable {
    /// The process ends before the call.
    case kill
    /// It ends after half of the bytes were written.
    case torn
    /// It waits for SIGCONT before the call.
    case stop
    /// Half of the bytes are read or written: no error.
    case short
    /// A signal interrupts the call: no error.
    case interrupted = "EINTR"
    case noSpace = "ENOSPC"
    case ioError = "EIO"
    /// The call and every one after it fail: the disk is gone.
    case dead
  }

  /// A call that a run makes on a file of its folder.
  struct Call: Hashable, CustomStringConvertible {
    /// From 1, among all of the run.
    let number: Int
    let name: String
    /// Its path below the folder.
    let file: String

    /// Whether it could leave something on the disk.
    var changesDisk: Bool { !["open", "read"].contains(name) }
    var movesBytes: Bool { ["read", "write"].contains(name) }
    var description: String { "call \(number), \(name) \(file)" }
  }

  private static let library = Result { try PreloadedLibrary.compiled("failing_calls") }

  /// The surroundings in which a run below `folder` thinks it is a time of 2023 and one of its
  /// calls goes wrong; with `file`, only calls on that one are counted and listed.
  static func environment(
    in folder: String, _ fault: Fault? = nil, at call: Call? = nil, list: String? = nil,
    only file: String? = nil, clock: Int = 1_700_000_000
  ) throws -> [String: String] {
    var environment = [
      "LD_PRELOAD": try library.get(), "FAULTS_ROOT": folder, "FAULTS_CLOCK": "\(clock)",
    ]
    environment["FAULTS_DO"] = fault?.rawValue
    environment["FAULTS_AT"] = call.map { "\($0.number)" }
    environment["FAULTS_LIST"] = list
    environment["FAULTS_ONLY"] = file
    return environment
  }

  /// The calls of a run whose environment named the file as its list.
  static func calls(listedIn path: String) throws -> [Call] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").enumerated()
      .map { index, line in
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        return Call(number: index + 1, name: words[0], file: words.last ?? "")
      }
  }
}
