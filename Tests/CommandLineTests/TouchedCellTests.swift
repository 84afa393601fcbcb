import Foundation
import TestSupport
import Testing

/// Nights in which little has changed: only what that can have touched is judged again, and the
/// vintage is that of a run that reads and judges everything.
@Suite("A run judges the cells that can have changed, and its vintage is that of a full run")
struct TouchedCellTests {
  struct Run: Decodable {
    let vintage: Int
    let status: String
    let cellsJudged: Int
    let cellsWritten: Int
    let cellsUnchanged: Int
    let cellsVanished: Int

    var counts: [Int] { [vintage, cellsWritten, cellsUnchanged, cellsVanished] }
    /// With a result.
    var cells: Int { cellsWritten - cellsVanished + cellsUnchanged }
  }

  /// All tables but those of runs, whose times differ.
  private static let dump =
    ".dump definition_file source code file delivery staging vintage_input left_out cell figure "
    + "figure_input observation check_result flag flag_value proposal bridge bridge_side bridge_step "
    + "balancing balancing_value balancing_constraint decision decision_cell decided_flag "
    + "record_block quarantine ignored row_digest"

  private static func content(_ workspace: Workspace) throws -> String {
    try Warehouse(workspace, "bench").query(dump)
  }

  /// Three ministries with known errors, after a first run.
  private static let first: Result<Workspace, any Error> = Result {
    let workspace = try Workspace.fresh()
    try FileManager.default.copyItem(
      atPath: "\(Repository.root)/Benchmarks/Sources/Ministries/Pipeline",
      toPath: workspace.path("Pipelines/bench"))
    try FileManager.default.copyItem(
      atPath: "\(Repository.root)/Tests/Fixtures/ministries/RawData",
      toPath: workspace.path("RawData/bench"))
    let run = try workspace.sanaq("run", "bench")
    guard run.code == 0 else { throw Workspace.Failure(description: run.errors) }
    return workspace
  }

  private static func copy() throws -> Workspace {
    let workspace = try Workspace.fresh()
    for folder in ["Pipelines", "RawData", "Warehouse"] {
      try FileManager.default.removeItem(atPath: workspace.path(folder))
      try FileManager.default.copyItem(
        atPath: first.get().path(folder), toPath: workspace.path(folder))
    }
    return workspace
  }

  private static let files = [
    "education/education-KZ-35.csv", "education/education-KZ-75.csv", "social/social-2022.csv",
    "social/social-2023.csv", "social-recipients/recipients.csv",
    "social-old-borders/old-borders.csv",
  ]

  /// Changes a delivery as a ministry might: a number, a row more, a row less, all of them.
  private static func change(
    _ workspace: Workspace, _ random: inout SeededGenerator
  ) throws -> String {
    let file = files.randomElement(using: &random) ?? files[0]
    let path = "RawData/bench/\(file)"
    var rows = try workspace.bytes(path).split(
      separator: 0x0A, omittingEmptySubsequences: false)
    let row = Int.random(in: 6..<rows.count - 1, using: &random)
    let what: String
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      what = "row \(row) taken out"
      rows.remove(at: row)
    case 1:
      what = "row \(row) given again"
      rows.insert(rows[row], at: row)
    case 2:
      what = "every digit 4 a 3"
      rows = rows.enumerated().map { $0 == 0 ? $1 : digit($1, 0x34, 0x33) }
    default:
      what = "row \(row) with a 7 for its last 1 or 2"
      rows[row] = digit(digit(rows[row], 0x31, 0x37), 0x32, 0x37)
    }
    try workspace.deliver(Array(rows.joined(separator: [0x0A])), as: path)
    return "\(file): \(what)"
  }

  /// Replaces the last of a digit in the number of a row, if there is one: its field, the eighth or
  /// another, is the last with nothing but digits.
  private static func digit(
    _ row: ArraySlice<UInt8>, _ old: UInt8, _ new: UInt8
  ) -> ArraySlice<UInt8> {
    let separator: UInt8 = row.contains(0x3B) ? 0x3B : 0x2C
    var fields = row.split(separator: separator, omittingEmptySubsequences: false)
    guard
      let field = fields.lastIndex(where: { field in
        !field.isEmpty && field.allSatisfy { (0x30...0x39).contains($0) }
      }), let place = fields[field].lastIndex(of: old)
    else { return row }
    fields[field][place] = new
    return Array(fields.joined(separator: [separator]))[...]
  }

  @Test("random changes of deliveries, two nights one after the other", arguments: 0..<10)
  func random(number: Int) throws {
    var random = SeededGenerator()
    let quick = try Self.copy()
    let whole = try Self.copy()
    for night in 2...3 {
      var twin = random
      let what = try Self.change(quick, &random)
      #expect(try Self.change(whole, &twin) == what)
      let comment: Comment = "case \(number), night \(night), \(what), seed \(random.seed)"
      let run = try quick.sanaq("run", "bench", "--json", "--keep-going")
      let full = try whole.sanaq("run", "bench", "--json", "--keep-going", "--full")
      #expect(run.code == full.code, "\(run.errors), \(comment)")
      let (told, fullyTold) = (
        try JSONDecoder().decode(Run.self, from: Data(run.output.utf8)),
        try JSONDecoder().decode(Run.self, from: Data(full.output.utf8))
      )
      // A change that left the file as it was has nothing to count.
      if told.status == "loaded" { #expect(told.counts == fullyTold.counts, comment) }
      #expect(told.cellsJudged <= fullyTold.cellsJudged, comment)
      let (content, fullContent) = (try Self.content(quick), try Self.content(whole))
      #expect(!content.isEmpty && content == fullContent, comment)
    }
    #expect(try quick.sanaq("verify", "bench").code == 0)
  }

  @Test("one number changed: few cells are judged")
  func oneNumber() throws {
    let workspace = try Self.copy()
    let file = "RawData/bench/education/education-KZ-62.csv"
    var rows = try workspace.bytes(file).split(separator: 0x0A, omittingEmptySubsequences: false)
    rows[rows.count - 2] = Self.digit(rows[rows.count - 2], 0x31, 0x37)
    rows[rows.count - 2] = Self.digit(rows[rows.count - 2], 0x32, 0x37)
    try workspace.deliver(Array(rows.joined(separator: [0x0A])), as: file)
    let run = try workspace.answer(Run.self, "run", "bench")
    #expect(run.vintage == 2 && run.cellsWritten > 0)
    #expect(run.cellsJudged < 20)
    #expect(try workspace.sanaq("verify", "bench").code == 0)
  }

  @Test("a delivery taken back, and given again: everything it touched is judged")
  func withdrawn() throws {
    let quick = try Self.copy()
    let whole = try Self.copy()
    let note = "RawData/bench/education/delivery.yaml"
    let notes = try String(contentsOfFile: quick.path(note), encoding: .utf8)
    var entries = notes.components(separatedBy: "  - file: ")
    entries.removeAll { $0.hasPrefix("education-KZ-75-edition-2.csv") }
    let fewer = entries.joined(separator: "  - file: ")
    let file = "RawData/bench/education/education-KZ-75-edition-2.csv"
    let bytes = try quick.bytes(file)
    for (night, text) in [fewer, notes].enumerated() {
      for workspace in [quick, whole] {
        try workspace.workdir.write(text, to: note)
        if night == 0 {
          try FileManager.default.removeItem(atPath: workspace.path(file))
        } else {
          try Data(bytes).write(to: URL(fileURLWithPath: workspace.path(file)))
        }
      }
      let run = try quick.answer(Run.self, "run", "bench")
      let full = try whole.answer(Run.self, "run", "bench", "--full")
      #expect(run.counts == full.counts && run.vintage == night + 2)
      #expect(run.cellsJudged < full.cellsJudged)
      #expect(try Self.content(quick) == Self.content(whole))
    }
  }

  @Test(
    "where the file is not as its last run left it, everything is judged",
    arguments: [
      "UPDATE figure SET value = value + 1 WHERE cell_id = 3",
      "UPDATE observation SET value = value + 1 WHERE state = 'reported'", "VACUUM",
    ])
  func seal(change: String) throws {
    let workspace = try Self.copy()
    let file = "RawData/bench/social/social-2022.csv"
    let rows = try workspace.bytes(file).split(
      separator: 0x0A, omittingEmptySubsequences: false)
    func deliver(without row: Int) throws -> Run {
      let others = rows.enumerated().filter { $0.offset != row }.map(\.element)
      try workspace.deliver(Array(others.joined(separator: [0x0A])), as: file)
      return try workspace.answer(Run.self, "run", "bench")
    }
    let all = try deliver(without: 10)
    #expect(all.cellsJudged < all.cells)
    _ = try Warehouse(workspace, "bench").query(change)
    let after = try deliver(without: 11)
    #expect(after.cellsJudged == after.cells)
    // A file whose rows are as published is sealed anew, any other never is.
    let next = try deliver(without: 12)
    #expect((next.cellsJudged < next.cells) == (change == "VACUUM"))
  }
}
