import Foundation
import TestSupport
import Testing

/// The England pipeline before a run that goes wrong, and what that run makes when nothing does.
///
/// The clock stands still, so that two runs that do the same write the same bytes.
struct FaultScene {
  enum Occasion: String, CaseIterable {
    /// Nothing has been published yet.
    case first
    /// A vintage has, and a new edition was delivered since.
    case next
  }

  static let warehouse = "Warehouse/england.sqlite"
  static let lock = "Warehouse/england.sqlite.lock"

  let workspace: Workspace
  let before: [UInt8]?
  /// What the run before left in the lock: whether it fits decides what a run reads.
  private let seal: [UInt8]
  let after: [UInt8]
  /// Those of the undisturbed run, in order.
  let calls: [FailingCalls.Call]

  init(_ occasion: Occasion) throws {
    workspace = try Workspace.fresh("england")
    if occasion == .next {
      #expect(try Self.run(in: workspace).code == 0)
      before = try workspace.bytes(Self.warehouse)
      seal = try workspace.bytes(Self.lock)
      try workspace.deliverNextEdition()
    } else {
      before = nil
      seal = []
    }
    let lists = try Workdir()
    let list = lists.path("calls")
    #expect(try Self.run(in: workspace, list: list).code == 0)
    after = try workspace.bytes(Self.warehouse)
    calls = try FailingCalls.calls(listedIn: list)
  }

  /// One run, one file at a time, so that its calls have an order.
  private static func run(
    in workspace: Workspace, _ fault: FailingCalls.Fault? = nil, at call: FailingCalls.Call? = nil,
    list: String? = nil
  ) throws -> ProgramResult {
    try workspace.sanaq(
      "run", "england", "--jobs", "1",
      environment: FailingCalls.environment(in: workspace.path, fault, at: call, list: list))
  }

  func run(
    _ fault: FailingCalls.Fault? = nil, at call: FailingCalls.Call? = nil
  ) throws -> ProgramResult {
    try Self.run(in: workspace, fault, at: call)
  }

  /// Puts the folder of warehouses back to where it was before the run.
  func restore() throws {
    for name in try workspace.warehouseFolder() {
      try FileManager.default.removeItem(atPath: workspace.path("Warehouse/\(name)"))
    }
    guard let before else { return }
    try workspace.workdir.write(before, to: Self.warehouse)
    try workspace.workdir.write(seal, to: Self.lock)
  }

  /// The published file, nil when there is none.
  func published() throws -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: workspace.path(Self.warehouse)) else { return nil }
    return try workspace.bytes(Self.warehouse)
  }

  /// What lies beside the published file and its lock.
  func remains() throws -> [String] {
    try workspace.warehouseFolder().filter {
      !["england.sqlite", "england.sqlite.lock"].contains($0)
    }
  }
}
