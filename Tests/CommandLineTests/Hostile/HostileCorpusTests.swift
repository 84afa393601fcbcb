import Foundation
import TestSupport
import Testing

/// Some hundred and thirty files that no ministry should send, one at a time, to the built program.
@Suite("A hostile file is refused with its place, and nothing of it is loaded")
struct HostileCorpusTests {
  private static let corpus =
    HostileFile.numbers + HostileFile.codes + HostileFile.periods + HostileFile.shapes
    + HostileFile.quotes + HostileFile.sizes + HostileFile.headers + HostileFile.encodings
    + HostileFile.messages

  @Test("refused with file, line and reason, quickly and in little memory", arguments: corpus)
  func refused(_ hostile: HostileFile) throws {
    let pipeline = try HostilePipeline()
    try pipeline.deliver(hostile.bytes(), to: hostile.source)
    let begun = ContinuousClock.now
    let run = try pipeline.run()
    // Half a second is asked of a release build; a debug build beside other tests gets more.
    #expect(ContinuousClock.now - begun < Sanitiser.allowing(.seconds(5)))
    #expect(run.code == 65, "\(run.errors.prefix(500))")
    #expect(run.output.isEmpty)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1)
    let message = lines.first.map(String.init) ?? ""
    #expect(
      message.hasPrefix("\(HostilePipeline.file(hostile.source)):\(hostile.line):"),
      "\(message.prefix(300))")
    #expect(message.contains(hostile.words), "\(message.prefix(300))")
    #expect(message.utf8.count < 1_000)
    #expect(message.unicodeScalars.allSatisfy { !Self.commandsTerminal($0) })
    #expect(
      !FileManager.default.fileExists(atPath: pipeline.workdir.path("Warehouse/intake.sqlite")))
  }

  /// Control characters, and marks that turn the direction of what follows.
  private static func commandsTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// One of each kind is enough: what is left out never depends on what is wrong with it.
  @Test(
    "kept going, the other files are loaded and the books name the one left out",
    arguments: [
      HostileFile.quotes[0], HostileFile.sizes[0], HostileFile.headers[0],
      HostileFile.encodings[0], HostileFile.messages[0],
    ])
  func leftOut(_ hostile: HostileFile) throws {
    let pipeline = try HostilePipeline()
    try pipeline.deliver(hostile.bytes(), to: hostile.source)
    #expect(try pipeline.run("--keep-going").code == 2)
    let figures = try Sanaq.run(["figures", "intake", "--csv"], in: pipeline.workdir.path)
    let regions = ["KZ-10", "KZ-11", "KZ-15", "KZ-19"].filter { figures.output.contains($0) }
    #expect(regions.count == 3)
    let history = try Sanaq.run(["history", "intake", "--json"], in: pipeline.workdir.path)
    #expect(history.output.contains("\(hostile.source)/data."))
  }

  @Test("the good files alone are loaded")
  func good() throws {
    let run = try HostilePipeline().run()
    #expect(run.code == 0, "\(run.errors)")
  }
}
