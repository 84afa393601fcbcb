import Foundation
import TestSupport
import Testing

/// A pseudo terminal of Python shows what a person would see.
@Suite("Progress on a terminal", .enabled(if: Python.isThere), .serialized)
struct ProgressTests {
  private struct Seen: Decodable {
    /// Everything written to the terminal.
    var screen: String
    var output: String
    var code: Int32
    var seconds: Double

    /// Each text drawn from the start of the line and followed by the command to erase the rest.
    var draws: [String] {
      screen.components(separatedBy: "\u{1B}[K").dropLast().map { String($0.dropFirst()) }
    }
  }

  private static let terminal = """
    import fcntl, json, os, pty, struct, subprocess, sys, termios, threading, time
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
    begun = time.monotonic()
    program = subprocess.Popen(
        sys.argv[2:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    screen = b''
    def look():
        global screen
        while True:
            try:
                seen = os.read(ours, 65536)
            except OSError:
                return
            screen += seen
    eye = threading.Thread(target=look)
    eye.start()
    output = program.stdout.read()
    eye.join()
    code = program.wait()
    json.dump({'screen': screen.decode(), 'output': output.decode(), 'code': code,
        'seconds': time.monotonic() - begun}, sys.stdout)
    """

  private let pipeline: HostilePipeline

  /// A delivery that takes a debug build a moment: four numbers, and notes a rule ignores.
  init() throws {
    pipeline = try HostilePipeline()
    let source = pipeline.workdir.path("Pipelines/intake/sources/table.yaml")
    let text = try String(contentsOfFile: source, encoding: .utf8)
    try pipeline.workdir.write(
      text.replacing(
        "dimensions:",
        with: "rows:\n  - {rule: note, when: [{column: Region, startsWith: Note}], ignore: true}\n"
          + "dimensions:"), to: "Pipelines/intake/sources/table.yaml")
    try deliver(notes: 60_000)
  }

  /// A note has 128 bytes.
  private func deliver(notes: Int) throws {
    let note = "Note \(String(repeating: "x", count: 120)),,\n"
    try pipeline.deliver(
      Array(("Region,Year,Value\nKZ-10,2020,5\n" + String(repeating: note, count: notes)).utf8),
      to: .table)
  }

  private func see(
    _ arguments: [String], columns: Int = 80, environment: [String: String] = [:]
  ) throws -> Seen {
    let surroundings = ["TERM": "xterm", "CI": ""].merging(environment) { $1 }
    let result = try Shell.run(
      "exec python3 -c \"$@\"", [Self.terminal, "\(columns)", Sanaq.executable] + arguments,
      in: pipeline.workdir.path, environment: surroundings)
    #expect(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode(Seen.self, from: Data(result.output.utf8))
  }

  @Test("bytes, rate and time left while files are read, then the stages; nothing stays")
  func drawn() throws {
    // Enough for more than the half second before which no rate is shown: 38.4 MB.
    try deliver(notes: 300_000)
    let seen = try see(["run", "intake", "--jobs", "1"])
    #expect(seen.code == 0)
    let whole = try Regex(#"reading \d+(\.\d)? of 38 MB, \d+(\.\d)? MB/s, \d+:\d\d left"#)
    #expect(seen.draws.contains { $0.wholeMatch(of: whole) != nil }, "\(seen.screen)")
    #expect(seen.draws.last == "")
    #expect(seen.screen.hasPrefix("\r") && seen.screen.hasSuffix("\r\u{1B}[K"))
    // Ten a second, and the last.
    #expect(Double(seen.draws.count) <= seen.seconds * 10 + 2)
    // No colour, nor any other command to the terminal.
    #expect(seen.screen.components(separatedBy: "\u{1B}").count == seen.draws.count + 1)
  }

  @Test("the answer and the warehouse are those of a run that nobody watches")
  func sameResults() throws {
    let environment = try FailingCalls.environment(in: pipeline.workdir.path)
    let warehouse = pipeline.workdir.path("Warehouse/intake.sqlite")
    let seen = try see(["run", "intake", "--jobs", "1"], environment: environment)
    let watched = try Data(contentsOf: URL(fileURLWithPath: warehouse))
    try FileManager.default.removeItem(atPath: warehouse)
    let piped = try Sanaq.run(
      ["run", "intake", "--jobs", "1"], in: pipeline.workdir.path, environment: environment)
    #expect(piped.output == seen.output && piped.code == 0)
    #expect(piped.errors.isEmpty, "a pipe is no terminal")
    let isSame = try Data(contentsOf: URL(fileURLWithPath: warehouse)) == watched
    #expect(isSame)
  }

  @Test(
    "nothing where nobody asked for it",
    arguments: [
      (["--json"], [:]), (["--quiet"], [:]), ([], ["CI": "true"]), ([], ["TERM": "dumb"]),
    ])
  func silent(options: [String], environment: [String: String]) throws {
    let seen = try see(["validate", "intake"] + options, environment: environment)
    #expect(seen.screen.isEmpty && seen.code == 0)
  }

  @Test("what is wrong stands alone in its line, on a narrow terminal too")
  func problem() throws {
    try pipeline.deliver([0], to: .message)
    let seen = try see(["run", "intake", "--jobs", "1"], columns: 20)
    #expect(seen.code == 65)
    let parts = seen.screen.components(separatedBy: "\u{1B}[K")
    #expect(parts.count > 2 && parts.dropLast().allSatisfy { $0.count <= 20 })
    #expect(parts.last?.hasPrefix("RawData/intake/message/data.xml:1:") == true)
    #expect(parts.last?.hasSuffix("\r\n") == true)
  }
}
