import Foundation
import TestSupport
import Testing

/// A copy is for the worst day: it must be sound, and never be replaced by anything worse.
@Suite("A verified copy of the warehouse after a run")
struct CopyTests {
  private static let warehouse = "Warehouse/england.sqlite"

  private func run(
    _ workspace: Workspace, to copy: String = "copies/england.sqlite",
    environment: [String: String] = [:]
  ) throws -> ProgramResult {
    try workspace.sanaq(
      "run", "england", "--jobs", "1", "--copy", copy, environment: environment)
  }

  private func published() throws -> Workspace {
    let workspace = try Workspace.published("england")
    try workspace.workdir.write("", to: "copies/README.md")
    return workspace
  }

  private func copies(_ workspace: Workspace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workspace.path("copies")).sorted()
  }

  @Test("it has the bytes of the warehouse, after a run that loads and after one that does not")
  func equal() throws {
    let workspace = try published()
    for isNew in [false, true] {
      if isNew { try workspace.deliverNextEdition() }
      let before = try workspace.bytes(Self.warehouse)
      #expect(try run(workspace).code == 0)
      let after = try workspace.bytes(Self.warehouse)
      #expect((after != before) == isNew)
      #expect(try workspace.bytes("copies/england.sqlite") == after)
    }
    #expect(try copies(workspace) == ["README.md", "england.sqlite"])
    // It answers like the warehouse.
    let verify = try workspace.sanaq("verify", "england", "--warehouse", "copies/england.sqlite")
    #expect(verify.code == 0)
  }

  @Test("what stands in its place and is no earlier state of the warehouse is not replaced")
  func guarded() throws {
    let workspace = try published()
    #expect(try run(workspace).code == 0)
    let copy = try workspace.bytes("copies/england.sqlite")
    // The warehouse was lost and would begin anew: the copy is what is left of it.
    try FileManager.default.removeItem(atPath: workspace.path(Self.warehouse))
    let lost = try run(workspace)
    #expect(lost.code == 73 && lost.errors.contains("Restore the warehouse from it"))
    #expect(
      !FileManager.default.fileExists(atPath: workspace.path(Self.warehouse)),
      "nothing is done where the copy cannot be")
    try workspace.deliverNextEdition()
    #expect(try workspace.sanaq("run", "england").code == 0)
    #expect(try run(workspace).code == 73)
    #expect(try workspace.bytes("copies/england.sqlite") == copy)
    // Another file, no folder, the warehouse itself.
    #expect(try run(workspace, to: "RawData/england/sen2/caseload.csv").code == 65)
    #expect(try run(workspace, to: "none/england.sqlite").code == 73)
    #expect(try run(workspace, to: Self.warehouse).code == 73)
  }

  @Test("a copy of a warehouse that is damaged is none: the one before it stays")
  func damaged() throws {
    let workspace = try published()
    #expect(try run(workspace).code == 0)
    let copy = try workspace.bytes("copies/england.sqlite")
    try Warehouse(workspace, "england").change("UPDATE figure SET lower = '1' WHERE cell_id = 1")
    try workspace.deliverNextEdition()
    let result = try run(workspace)
    #expect(result.code == 2)
    #expect(result.errors.contains("not copied") && result.errors.contains("table figure"))
    #expect(try workspace.bytes("copies/england.sqlite") == copy)
    #expect(try copies(workspace) == ["README.md", "england.sqlite"])
  }

  @Test("a disk of copies that fails: 2, the vintage is published, the next run makes up for it")
  func failing() throws {
    let workspace = try published()
    #expect(try run(workspace).code == 0)
    let published = try workspace.bytes(Self.warehouse)
    let seal = try workspace.bytes("\(Self.warehouse).lock")
    let copy = try workspace.bytes("copies/england.sqlite")
    try workspace.deliverNextEdition()
    let lists = try Workdir()
    #expect(
      try run(
        workspace,
        environment: FailingCalls.environment(in: workspace.path, list: lists.path("calls"))
      ).code == 0)
    let new = try workspace.bytes(Self.warehouse)
    let calls = try FailingCalls.calls(listedIn: lists.path("calls")).filter {
      $0.file.hasPrefix("copies") && $0.changesDisk && $0.name != "unlink"
    }
    #expect(Set(calls.map(\.name)) == ["create", "write", "fsync", "rename", "link"])
    for call in calls {
      try workspace.workdir.write(published, to: Self.warehouse)
      try workspace.workdir.write(seal, to: "\(Self.warehouse).lock")
      try workspace.workdir.write(copy, to: "copies/england.sqlite")
      let failed = try run(
        workspace, environment: FailingCalls.environment(in: workspace.path, .ioError, at: call))
      // Without a second name for the old copy there is only no way back, which was not needed.
      #expect(failed.code == (call.name == "link" ? 0 : 2), "\(call): \(failed.errors)")
      #expect(try workspace.bytes(Self.warehouse) == new, "\(call)")
      let kept = call.name == "link" ? new : copy
      #expect(try workspace.bytes("copies/england.sqlite") == kept, "\(call)")
      #expect(try copies(workspace) == ["README.md", "england.sqlite"], "\(call)")
      #expect(try run(workspace).code == 0)
      #expect(try workspace.bytes("copies/england.sqlite") == new, "\(call)")
    }
  }
}
