import Foundation
import TestSupport

/// A copy of the shipped pipelines and their deliveries, to run in and to damage.
struct Workspace: Sendable {
  static let shipped = ["karaganda", "kazakhstan", "england"]

  let workdir: Workdir

  var path: String { workdir.path }

  private init() throws { workdir = try Workdir() }

  /// Pipelines and deliveries as shipped; nothing has been run.
  static func fresh(_ pipelines: String...) throws -> Workspace {
    let workspace = try Workspace()
    for folder in ["Pipelines", "RawData", "Warehouse"] {
      try FileManager.default.createDirectory(
        atPath: workspace.path(folder), withIntermediateDirectories: true)
    }
    for pipeline in pipelines {
      for path in ["Pipelines/\(pipeline)", "RawData/\(pipeline)"] {
        try FileManager.default.copyItem(
          atPath: "\(Repository.root)/\(path)", toPath: workspace.path(path))
      }
    }
    return workspace
  }

  /// A copy of one pipeline after its first run.
  static func published(_ pipeline: String) throws -> Workspace {
    let workspace = try fresh(pipeline)
    let warehouse = "Warehouse/\(pipeline).sqlite"
    try FileManager.default.copyItem(
      atPath: read.get().path(warehouse), toPath: workspace.path(warehouse))
    return workspace
  }

  /// The three pipelines after their first run, for tests that only read.
  static let read: Result<Workspace, any Error> = Result {
    let workspace = try fresh("karaganda", "kazakhstan", "england")
    for pipeline in shipped {
      let run = try workspace.sanaq("run", pipeline)
      guard run.code == 0 else { throw Failure(description: run.errors) }
    }
    // Nobody owns a static value at the end, so that the folder would stay.
    atexit {
      guard let workspace = try? Workspace.read.get() else { return }
      try? FileManager.default.removeItem(atPath: workspace.path)
    }
    return workspace
  }

  struct Failure: Error { let description: String }

  func path(_ name: String) -> String { workdir.path(name) }

  func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  func sanaq(_ arguments: String..., environment: [String: String] = [:]) throws -> ProgramResult {
    try Sanaq.run(arguments, in: path, environment: environment)
  }

  /// The answer of a verb with `--json`, which must be one document in one line.
  func answer<Answer: Decodable>(_ type: Answer.Type, _ arguments: String...) throws -> Answer {
    let result = try Sanaq.run(arguments + ["--json"], in: path)
    guard result.code == 0, result.lines.count == 1 else {
      throw Failure(description: "\(arguments): code \(result.code), \(result.errors)")
    }
    return try JSONDecoder().decode(type, from: Data(result.output.utf8))
  }

  /// Names of everything in the folder of warehouses.
  func warehouseFolder() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("Warehouse")).sorted()
  }

  /// Replaces text in a file of UTF-8, once.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    guard let range = text.range(of: old) else { throw Failure(description: "no \(old)") }
    try workdir.write(text.replacingCharacters(in: range, with: new), to: name)
  }
}
