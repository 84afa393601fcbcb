import Foundation
import Glibc
import TestSupport
import Testing

/// A run that is killed, stopped, doubled or out of space leaves the vintage before it.
@Suite("An interrupted run leaves the vintage before it", .serialized)
struct InterruptionTests {
  let workspace: Workspace
  let warehouse = "Warehouse/kazakhstan.sqlite"

  /// A published vintage, and a definition for which the next run makes another.
  init() throws {
    workspace = try Workspace.published("kazakhstan")
    try workspace.edit("Pipelines/kazakhstan/reconcile.yaml", "floor: 100", "floor: 200")
  }

  private func start(_ options: String...) throws -> StartedProgram {
    try StartedProgram(
      Sanaq.executable, ["run", "kazakhstan", "--full"] + options, in: workspace.path)
  }

  /// Nothing is published but whole vintages, and the next run works and cleans up.
  private func expectSound(_ comment: Comment) throws {
    #expect(try workspace.sanaq("verify", "kazakhstan").code == 0, comment)
    let next = try workspace.sanaq("run", "kazakhstan")
    #expect(next.code == 0, comment)
    #expect(
      try workspace.warehouseFolder() == ["kazakhstan.sqlite", "kazakhstan.sqlite.lock"], comment)
    let vintage = try workspace.answer(Answer.Flags.self, "flags", "kazakhstan").vintage
    #expect(vintage == 2, comment)
  }

  @Test("killed at ten points of its time")
  func killed() throws {
    let published = try workspace.bytes(warehouse)
    let begun = ContinuousClock.now
    #expect(try start().result().code == 0)
    let duration = ContinuousClock.now - begun
    for point in 1...10 {
      try workspace.workdir.write(published, to: warehouse)
      let run = try start()
      usleep(UInt32((duration * point / 11) / .microseconds(1)))
      kill(run.identifier, SIGKILL)
      let code = try run.result().code
      // Killed early it has not touched the file; killed late it has replaced it.
      let now = try workspace.bytes(warehouse)
      #expect(code == -SIGKILL || code == 0)
      if code == -SIGKILL, now != published {
        #expect(try workspace.sanaq("figures", "kazakhstan", "--vintage", "2").code == 0)
      }
      try expectSound("killed at \(point)/11 of \(duration)")
    }
  }

  @Test("asked to stop: the signal ends it, the vintage stays", arguments: [SIGTERM, SIGINT])
  func stopped(signal: Int32) throws {
    let published = try workspace.bytes(warehouse)
    var code: Int32 = 0
    // On a busy machine the run may be over before the signal is sent.
    for _ in 1...20 where code == 0 {
      try workspace.workdir.write(published, to: warehouse)
      let run = try start()
      usleep(10_000)
      kill(run.identifier, signal)
      code = try run.result().code
    }
    #expect(code == -signal)
    #expect(try workspace.bytes(warehouse) == published)
    try expectSound("signal \(signal)")
  }

  @Test("two at once: one of them waits for another day or finds the work done")
  func twoAtOnce() throws {
    let runs = try [start(), start(), start()]
    let results = try runs.map { try $0.result() }
    #expect(results.contains { $0.code == 0 })
    for result in results where result.code != 0 {
      #expect(result.code == 75)
      #expect(result.errors.contains("another run"))
    }
    try expectSound("three at once")
  }

  @Test("a lock that is held: code 75, at once, and readers do not mind")
  func held() throws {
    let published = try workspace.bytes(warehouse)
    try workspace.workdir.write("", to: "\(warehouse).lock")
    let holder = try #require(
      FileHandle(forUpdatingAtPath: workspace.path("\(warehouse).lock")))
    #expect(flock(holder.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
    let run = try workspace.sanaq("run", "kazakhstan")
    #expect(run.code == 75 && run.output.isEmpty)
    #expect(run.errors.contains("kazakhstan.sqlite.lock: is held by another run"))
    #expect(try workspace.sanaq("flags", "kazakhstan").code == 0)
    #expect(try workspace.bytes(warehouse) == published)
    flock(holder.fileDescriptor, LOCK_UN)
    try expectSound("lock let go")
  }

  // A sanitiser cannot start where files may not be as large as its shadow memory.
  @Test(
    "a disk that fills up, while the old vintage is copied or the new one written",
    .disabled(if: Sanitiser.isOn))
  func full() throws {
    let published = try workspace.bytes(warehouse)
    let size = published.count / 1024
    for (limit, words) in [(8, "no space"), (size / 2, "no space"), (size, "Check the disk")] {
      let run = try Shell.run(
        "trap '' XFSZ; ulimit -f \(limit); exec \"$1\" run kazakhstan", [Sanaq.executable],
        in: workspace.path)
      #expect(run.code == 74, "\(limit) KiB: \(run.errors)")
      #expect(run.errors.contains(words))
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(try workspace.bytes(warehouse) == published)
      #expect(
        try workspace.warehouseFolder() == ["kazakhstan.sqlite", "kazakhstan.sqlite.lock"])
    }
    try expectSound("room again")
  }
}
