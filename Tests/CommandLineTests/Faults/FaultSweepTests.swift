import Foundation
import TestSupport
import Testing

/// Every call of a small run on its files goes wrong once, in each way a call can.
///
/// `make faults` tries all of them; otherwise a few of each kind are, and all that take a name or
/// force something to disk.
@Suite("Whatever call goes wrong, a whole vintage is published or none", .serialized)
struct FaultSweepTests {
  private static let asked = ProcessInfo.processInfo.environment["SANAQ_FAULTS"].flatMap(Int.init)
  /// How many reads, and how many writes, are tried for each fault.
  private static let sample = asked ?? 4

  /// All calls that matter one by one, and of the others a sample evenly spread over the run.
  private func points(of calls: [FailingCalls.Call]) -> [FailingCalls.Call] {
    let single = calls.filter { $0.changesDisk && !$0.movesBytes }
    let others = [calls.filter { !$0.changesDisk }, calls.filter { $0.name == "write" }]
    return (single + others.flatMap(spread)).sorted { $0.number < $1.number }
  }

  private func spread(_ calls: [FailingCalls.Call]) -> [FailingCalls.Call] {
    let step = max(1, calls.count / Self.sample)
    return calls.enumerated().filter { $0.offset % step == step / 2 }.map(\.element)
  }

  /// Says how many points of each kind were tried, so that a sweep over nothing cannot pass.
  private func report(_ tried: [FailingCalls.Call], _ fault: FailingCalls.Fault) -> Comment {
    let counts = Dictionary(grouping: tried, by: \.name).mapValues(\.count)
      .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    if Self.asked != nil { print("\(fault.rawValue): \(tried.count) points: \(counts)") }
    return "\(fault.rawValue): \(tried.count) points: \(counts)"
  }

  /// Expects that the next run, undisturbed, ends where an undisturbed run would have.
  private func expectRecovery(_ scene: FaultScene, _ comment: Comment) throws {
    let next = try scene.run()
    #expect(next.code == 0, "\(comment): \(next.errors)")
    #expect(try scene.published() == scene.after, comment)
    #expect(try scene.remains() == [], comment)
  }

  @Test(
    "killed before a call, or in the middle of a write", arguments: FaultScene.Occasion.allCases)
  func killed(occasion: FaultScene.Occasion) throws {
    let scene = try FaultScene(occasion)
    for fault in [FailingCalls.Fault.kill, .torn] {
      let calls = scene.calls.filter { fault == .kill || $0.name == "write" }
      let tried = points(of: calls)
      for call in tried {
        try scene.restore()
        let comment: Comment = "\(fault.rawValue) at \(call) of \(scene.calls.count)"
        #expect(try scene.run(fault, at: call).code == -SIGKILL, comment)
        let published = try scene.published()
        #expect(published == scene.before || published == scene.after, comment)
        try expectRecovery(scene, comment)
      }
      let comment = report(tried, fault)
      #expect(tried.count >= min(Self.sample, calls.count), comment)
      #expect(fault == .torn || tried.contains { $0.name == "rename" }, comment)
    }
  }

  @Test(
    "refused by the system: the code says whether the vintage is there",
    arguments: FaultScene.Occasion.allCases, [FailingCalls.Fault.noSpace, .ioError, .dead])
  func refused(occasion: FaultScene.Occasion, fault: FailingCalls.Fault) throws {
    let scene = try FaultScene(occasion)
    let tried = points(of: scene.calls)
    for call in tried {
      try scene.restore()
      let run = try scene.run(fault, at: call)
      let comment: Comment =
        "\(fault.rawValue) at \(call) of \(scene.calls.count): \(run.code) \(run.errors)"
      if try scene.published() == scene.after {
        // Nothing was lost, or only what the run would have said about it. A disk that dies
        // between the rename and the way back leaves no way back.
        let isStranded = fault == .dead && call.name == "fsync" && run.code == 74
        #expect(run.code == 0 || run.code == 2 || isStranded, comment)
      } else {
        #expect(try scene.published() == scene.before, comment)
        #expect(run.code == 74 || (run.code == 66 && !call.changesDisk), comment)
      }
      // Stored readings that cannot be read are said to be, and the files are read instead.
      let isDistrust = run.errors.hasSuffix("All files were read again.\n")
      #expect(run.code == 0 ? run.errors.isEmpty || isDistrust : !run.errors.isEmpty, comment)
      #expect(!run.errors.contains("bug"), comment)
      // What cannot be removed now is removed by the next run.
      if fault != .dead, call.name != "unlink" { #expect(try scene.remains() == [], comment) }
      try expectRecovery(scene, comment)
    }
    let comment = report(tried, fault)
    #expect(tried.count { $0.name == "fsync" } >= 2, comment)
    #expect(tried.count { $0.name == "write" } >= 1, comment)
  }

  @Test(
    "cut short or interrupted, which is no error",
    arguments: [FailingCalls.Fault.short, .interrupted])
  func continued(fault: FailingCalls.Fault) throws {
    let scene = try FaultScene(.next)
    let tried = points(of: scene.calls.filter(\.movesBytes))
    for call in tried {
      try scene.restore()
      let run = try scene.run(fault, at: call)
      let comment: Comment = "\(fault.rawValue) at \(call): \(run.errors)"
      #expect(run.code == 0, comment)
      #expect(try scene.published() == scene.after, comment)
    }
    #expect(
      tried.count >= min(2 * Self.sample, scene.calls.count { $0.movesBytes }), report(tried, fault)
    )
  }

  @Test("an answer that cannot be written does not unsay that the vintage is published")
  func answer() throws {
    let workspace = try Workspace.fresh("england")
    let run = try Sanaq.run(["run", "england"], in: workspace.path, output: "/dev/full")
    #expect(run.code == 2)
    #expect(run.errors.contains("vintage 1 is published"))
    #expect(try workspace.answer(Answer.Figures.self, "figures", "england").vintage == 1)
    // Now nothing is published, so that the code may say what failed.
    #expect(
      try Sanaq.run(["run", "england"], in: workspace.path, output: "/dev/full").code == 74)
  }

  @Test("what a killed run left is removed even by a run that has nothing to do")
  func remains() throws {
    let scene = try FaultScene(.next)
    try scene.workspace.workdir.write("half", to: "Warehouse/.england.sqlite.next")
    try scene.workspace.workdir.write("old", to: "Warehouse/.england.sqlite.former")
    try expectRecovery(scene, "nothing to do")
  }
}
