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

extension Workspace {
  /// Replaces a delivered file's bytes and what `delivery.yaml` says of them, as a clerk would.
  func deliver(_ bytes: [UInt8], as file: String) throws {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let old = try sha256(file)
    try workdir.write(bytes, to: file)
    try edit("\(folder)/delivery.yaml", old, try sha256(file))
  }

  /// A second edition of England's school census, which counts one pupil fewer: 434,353.
  func deliverNextEdition() throws {
    let folder = "RawData/england/school-census"
    let text = try String(contentsOfFile: path("\(folder)/sen-schools.csv"), encoding: .utf8)
    try workdir.write(
      text.replacing("434354", with: "434353"), to: "\(folder)/sen-schools-2.csv")
    let notes = try String(contentsOfFile: path("\(folder)/delivery.yaml"), encoding: .utf8)
    let entry = notes.split(separator: "\n").dropFirst().joined(separator: "\n")
      .replacing("sen-schools.csv", with: "sen-schools-2.csv")
      .replacing("edition: 1", with: "edition: 2")
      .replacing(
        try sha256("\(folder)/sen-schools.csv"), with: try sha256("\(folder)/sen-schools-2.csv"))
    try workdir.write("\(notes)\(entry)\n", to: "\(folder)/delivery.yaml")
  }

  func sha256(_ file: String) throws -> String {
    String(try Shell.run("sha256sum \"$1\"", [path(file)]).output.prefix(64))
  }

  static let organisations = "RawData/kazakhstan/organisations/network-2025.csv"

  /// One kind of organisation is renamed to one that no list has; the rest is loaded.
  static func withUnknownOrganisation() throws -> Workspace {
    let workspace = try fresh("kazakhstan")
    try workspace.renameOrganisation()
    _ = try workspace.sanaq("run", "kazakhstan", "--keep-going")
    return workspace
  }

  /// The first kind of organisation, special schools on line 4, gets a name in no list.
  func renameOrganisation(to name: String = "Xyz") throws {
    let lines = try bytes(Self.organisations).split(
      separator: 0x0A, omittingEmptySubsequences: false)
    let renamed = lines.enumerated().map { line, text in
      line == 3 ? Array("\(name);99\r".utf8) : Array(text)
    }
    try deliver(Array(renamed.joined(separator: [0x0A])), as: Self.organisations)
  }
}
