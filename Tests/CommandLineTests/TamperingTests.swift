import Foundation
import TestSupport
import Testing

/// Whoever changes a file or the warehouse behind the program's back is found out, by place.
@Suite("Tampering is found and named")
struct TamperingTests {
  struct Row: CustomTestStringConvertible {
    let pipeline: String
    let table: String
    let column: String
    var testDescription: String { "\(pipeline) \(table).\(column)" }
  }

  private func deliveries(of pipeline: String) throws -> [String] {
    let folder = "RawData/\(pipeline)"
    return try FileManager.default.subpathsOfDirectory(atPath: "\(Repository.root)/\(folder)")
      .filter { $0.contains("/") && !$0.hasSuffix("delivery.yaml") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  @Test("one changed byte, in each delivered file", arguments: Workspace.shipped)
  func files(pipeline: String) throws {
    var generator = SeededGenerator()
    let workspace = try Workspace.published(pipeline)
    for file in try deliveries(of: pipeline) {
      let original = try workspace.bytes(file)
      var bytes = original
      let position = Int.random(in: bytes.indices, using: &generator)
      bytes[position] ^= UInt8.random(in: 1...255, using: &generator)
      try workspace.workdir.write(bytes, to: file)
      let verify = try workspace.sanaq("verify", pipeline)
      let comment: Comment = "seed \(generator.seed), \(file), byte \(position)"
      #expect(verify.code == 65, comment)
      #expect(verify.output.contains("\(file): the file was altered"), comment)
      try workspace.workdir.write(original, to: file)
    }
    #expect(try workspace.sanaq("verify", pipeline).code == 0)
  }

  @Test("a delivered file that is gone")
  func missing() throws {
    let workspace = try Workspace.published("england")
    let file = "RawData/england/sen2/caseload.csv"
    try FileManager.default.removeItem(atPath: workspace.path(file))
    let verify = try workspace.sanaq("verify", "england")
    #expect(verify.code == 66)
    #expect(verify.errors.contains("caseload.csv"))
  }

  /// A column that is no part of the key, of each table, in a pipeline that fills it.
  static let rows =
    [
      ("run", "finished"), ("definition_file", "sha256"), ("source", "definition"),
      ("code", "position"), ("file", "path"), ("delivery", "size"), ("delivery", "status"),
      ("staging", "loaded"), ("record_block", "count"),
      ("cell_part", "text"), ("observation", "value"), ("figure", "lower"), ("figure", "status"),
      ("figure_input", "value"), ("check_result", "residual"), ("flag", "difference"),
      ("flag_value", "value"), ("proposal", "weight"), ("bridge", "gap"), ("bridge_side", "value"),
      ("bridge_step", "value"),
    ].map { Row(pipeline: "england", table: $0, column: $1) }
    + [
      ("ignored", "last"), ("figure", "standard_error"), ("balancing", "degrees_of_freedom"),
      ("balancing_value", "adjustment"), ("balancing_constraint", "contribution"),
    ].map { Row(pipeline: "karaganda", table: $0, column: $1) }

  @Test("one changed character, in each table of the warehouse", arguments: rows)
  func cell(row: Row) throws {
    var generator = SeededGenerator()
    let warehouse = try Warehouse(row.pipeline)
    let key = try warehouse.key(of: row.table, having: row.column, using: &generator)
    try warehouse.change(
      """
      UPDATE \(row.table) SET \(row.column) =
        substr(\(row.column), 1, length(\(row.column)) - 1) || (substr(\(row.column), -1) + 1) % 10
        WHERE \(try warehouse.keyText(of: row.table)) = '\(key)'
      """)
    let verify = try warehouse.verify()
    let comment: Comment = "seed \(generator.seed), \(key)"
    #expect(verify.code == 65, comment)
    #expect(verify.output.contains("table \(row.table): \(key) was changed"), comment)
  }

  @Test(
    "a row that was deleted",
    arguments: [
      "cell", "cell_part", "observation", "figure", "figure_input", "flag", "bridge_step", "code",
    ])
  func deleted(table: String) throws {
    var generator = SeededGenerator()
    let warehouse = try Warehouse("england")
    let key = try warehouse.key(of: table, having: "vintage", using: &generator)
    try warehouse.change(
      "DELETE FROM \(table) WHERE \(try warehouse.keyText(of: table)) = '\(key)'")
    let verify = try warehouse.verify()
    #expect(verify.code == 65)
    let found = verify.lines.filter {
      $0.contains("table \(table): ") && $0.contains(" was removed")
    }
    #expect(found.count == 1, "seed \(generator.seed), \(key): \(verify.output)")
  }

  @Test(
    "a row that was added",
    arguments: [
      "observation", "figure_input", "check_result", "flag", "flag_value", "proposal",
      "bridge_step",
    ])
  func added(table: String) throws {
    let warehouse = try Warehouse("england")
    try warehouse.change(
      """
      CREATE TEMP TABLE forged AS SELECT * FROM \(table) LIMIT 1;
      UPDATE forged SET position = 77; INSERT INTO \(table) SELECT * FROM forged;
      """)
    let verify = try warehouse.verify()
    #expect(verify.code == 65)
    #expect(
      verify.lines.contains {
        $0.contains("table \(table): ") && $0.contains("position=77") && $0.contains(" was added")
      }, "\(verify.output)")
  }

  @Test(
    "a run's own words about itself",
    arguments: [
      "UPDATE run SET manifest = replace(manifest, '0.1.0', '0.1.1')",
      "UPDATE run SET manifest_hash = replace(manifest_hash, 'a', 'b')",
      "UPDATE run SET previous_hash = 'a'", "UPDATE run SET program_version = '9'",
      "DELETE FROM run",
      "DELETE FROM row_digest", "UPDATE row_digest SET digests = zeroblob(length(digests))",
      "DROP VIEW v_figures",
      "DROP VIEW v_figures; CREATE VIEW v_figures AS SELECT 1 AS value",
    ])
  func manifest(statement: String) throws {
    let warehouse = try Warehouse("england")
    try warehouse.change(statement)
    let verify = try warehouse.verify()
    #expect(verify.code == 65, "\(verify.output)")
    #expect(
      (verify.output + verify.errors).contains(
        statement.contains("VIEW") ? "sqlite_schema" : "table r")
    )
  }

  @Test("a digit in the quarantine of a run that kept going")
  func quarantine() throws {
    let warehouse = try Warehouse(Workspace.withUnknownOrganisation(), "kazakhstan")
    try warehouse.change("UPDATE quarantine SET line = line + 1")
    let verify = try warehouse.verify()
    #expect(verify.code == 65)
    #expect(verify.output.contains("table quarantine: staging_id="))
  }
}

/// The warehouse of a published pipeline, opened with the tool anyone has.
struct Warehouse {
  private let workspace: Workspace
  private let pipeline: String

  init(_ workspace: Workspace, _ pipeline: String) {
    self.workspace = workspace
    self.pipeline = pipeline
  }

  init(_ pipeline: String) throws {
    self.init(try Workspace.published(pipeline), pipeline)
  }

  func verify() throws -> ProgramResult { try workspace.sanaq("verify", pipeline) }

  /// Constraints would refuse much of what a text editor could do to the file.
  func change(_ statements: String) throws {
    _ = try query("PRAGMA ignore_check_constraints = ON; \(statements);")
  }

  func query(_ statements: String) throws -> String {
    let result = try Shell.run(
      #"sqlite3 -bail "$1" "$2""#,
      [workspace.path("Warehouse/\(pipeline).sqlite"), statements])
    guard result.code == 0 else { throw Workspace.Failure(description: result.errors) }
    return String(result.output.dropLast())
  }

  /// An expression for a row's key as findings print it: `cell_id=3,vintage=1`.
  func keyText(of table: String) throws -> String {
    try query("SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk")
      .split(separator: "\n").map { "'\($0)=' || \($0)" }.joined(separator: " || ',' || ")
  }

  /// The key of some row that has something in the column.
  func key(
    of table: String, having column: String, using generator: inout SeededGenerator
  ) throws -> String {
    let keys = try query(
      "SELECT \(keyText(of: table)) FROM \(table) WHERE length(\(column)) > 0"
    ).split(separator: "\n").map(String.init)
    guard let key = keys.randomElement(using: &generator) else {
      throw Workspace.Failure(description: "\(table).\(column) is empty")
    }
    return key
  }
}
