import Foundation
import TestSupport
import Testing

/// What a ministry's upload may do to a file while a run reads it.
///
/// The run is stopped before a call on that file, the file is changed, and the run goes on: what it then publishes is one whole
/// state of the file, or nothing.
@Suite("A delivery that changes during the run", .serialized)
struct ChangingDeliveryTests {
  enum Change: String, CaseIterable {
    case removed, replaced, truncated, extended, overwritten, folderReplaced
  }

  private static let file = HostilePipeline.file(.table)
  private static let warehouse = "Warehouse/intake.sqlite"

  /// Larger than what is read at once: lines that a rule ignores, then a number.
  private static func table(_ value: Int) -> [UInt8] {
    let note = "Note \(String(repeating: "x", count: 120)),,\n"
    return Array(
      ("Region,Year,Value\nKZ-10,2020,\(value)\n" + String(repeating: note, count: 4_000)
        + "KZ-11,2021,\(value)\n").utf8)
  }

  private func pipeline() throws -> HostilePipeline {
    let pipeline = try HostilePipeline()
    let source = pipeline.workdir.path("Pipelines/intake/sources/table.yaml")
    let text = try String(contentsOfFile: source, encoding: .utf8)
    try pipeline.workdir.write(
      text.replacing(
        "dimensions:",
        with: "rows:\n  - {rule: note, when: [{column: Region, startsWith: Note}], ignore: true}\n"
          + "dimensions:"), to: "Pipelines/intake/sources/table.yaml")
    try pipeline.deliver(Self.table(5), to: .table)
    return pipeline
  }

  private func start(
    _ pipeline: HostilePipeline, stoppedAt call: FailingCalls.Call? = nil, list: String? = nil
  ) throws -> StartedProgram {
    try StartedProgram(
      Sanaq.executable, ["run", "intake", "--jobs", "1"], in: pipeline.workdir.path,
      environment: FailingCalls.environment(
        in: pipeline.workdir.path, call == nil ? nil : .stop, at: call, list: list,
        only: Self.file))
  }

  private func apply(_ change: Change, in pipeline: HostilePipeline) throws {
    let path = pipeline.workdir.path(Self.file)
    let folder = pipeline.workdir.path("RawData/intake/table")
    switch change {
    case .removed: try FileManager.default.removeItem(atPath: path)
    case .replaced:
      // As a careful sender does: under another name first.
      try pipeline.workdir.write(Self.table(6), to: "RawData/new.csv")
      _ = try Shell.run("mv RawData/new.csv \"$1\"", [path], in: pipeline.workdir.path)
    case .truncated:
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: UInt64(Self.table(5).count / 2))
      try handle.close()
    case .extended:
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("KZ-15,2020,9\n".utf8))
      try handle.close()
    case .overwritten:
      // In place, of the same size: half old, half new is what a reader could get.
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.write(contentsOf: Data(Self.table(6)))
      try handle.close()
    case .folderReplaced:
      try FileManager.default.moveItem(atPath: folder, toPath: pipeline.workdir.path("old"))
      try pipeline.workdir.write(Self.table(6), to: Self.file)
      try FileManager.default.copyItem(
        atPath: pipeline.workdir.path("old/delivery.yaml"), toPath: "\(folder)/delivery.yaml")
    }
  }

  /// What an undisturbed run publishes of these bytes.
  private func published(of bytes: [UInt8]) throws -> [UInt8] {
    let pipeline = try pipeline()
    try pipeline.deliver(bytes, to: .table)
    #expect(try start(pipeline).result().code == 0)
    return try Array(Data(contentsOf: URL(fileURLWithPath: pipeline.workdir.path(Self.warehouse))))
  }

  @Test("is taken as it was, as it is, or not at all", arguments: Change.allCases)
  func changed(change: Change) throws {
    let first = try pipeline()
    let lists = try Workdir()
    #expect(try start(first, list: lists.path("calls")).result().code == 0)
    // Other threads make calls too, so that only those on one file keep their order.
    let calls = try FailingCalls.calls(listedIn: lists.path("calls"))
    #expect(calls.count > 3, "the file is read in one piece, which tests nothing: \(calls)")
    var whole: [[UInt8]] = [try published(of: Self.table(5)), try published(of: Self.table(6))]
    // A file that was shorter or longer before it was opened is the file there is: only records or
    // sha256 in delivery.yaml can tell.
    if change == .truncated {
      whole.append(try published(of: Array(Self.table(5).prefix(Self.table(5).count / 2))))
    }
    if change == .extended {
      whole.append(try published(of: Self.table(5) + "KZ-15,2020,9\n".utf8))
    }
    var outcomes: Set<Int32> = []
    for call in calls {
      let pipeline = try pipeline()
      let run = try start(pipeline, stoppedAt: call)
      try #require(run.waitUntilStopped())
      try apply(change, in: pipeline)
      kill(run.identifier, SIGCONT)
      let result = try run.result()
      outcomes.insert(result.code)
      let comment: Comment = "\(change) before \(call): \(result.code) \(result.errors)"
      let warehouse = pipeline.workdir.path(Self.warehouse)
      if result.code == 0 {
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: warehouse)))
        let isWhole = whole.contains(bytes)
        #expect(isWhole, comment)
      } else {
        #expect([65, 66].contains(result.code), comment)
        #expect(result.errors.hasPrefix("\(Self.file):"), comment)
        #expect(!FileManager.default.fileExists(atPath: warehouse), comment)
      }
    }
    // A file that somebody writes into is never taken half; one that is swapped always can be. One
    // that is removed is missing before it is opened and whole afterwards.
    switch change {
    case .replaced, .folderReplaced: #expect(outcomes == [0])
    case .truncated, .extended, .overwritten: #expect(outcomes != [0])
    case .removed: break
    }
  }
}
