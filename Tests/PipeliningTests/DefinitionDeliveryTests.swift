import Foundation
import StatisticalModel
import Testing

@testable import Pipelining

@Suite("Deliveries are read as they were filed")
struct DefinitionDeliveryTests {
  private static let entry = """
    deliveries:
      - file: b.csv
        sender: ministry
        received: 2025-08-20
        asOf: 2024-01-01
        edition: 1
        status: final
        licence: CC BY 4.0
        citation: letter of August
        sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
        records: 7
      - {file: a.csv, sender: ministry, received: 2025-07-01, asOf: unknown, edition: 2,
         status: preliminary, licence: none stated, citation: letter of July}
    """

  private static let files = [
    "first/delivery.yaml": entry, "first/a.csv": "x", "first/b.csv": "x", "first/README.md": "x",
    "first/LICENSE.txt": "x", "first/.note": "x",
  ]

  /// What is read, or the problems, for the sources `first` and `second`.
  private func read(
    _ files: [String: String], sources: [String] = ["first"]
  ) throws -> Result<[Delivery], DefinitionErrors> {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sanaq-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let folder = PipelineFolder(path: "unused", deliveries: root.path, warehouse: "unused")
    return Result { () throws(DefinitionErrors) in
      try DeliveryReader(folder: folder, sources: sources).read()
    }
  }

  private func problems(_ files: [String: String], sources: [String] = ["first"]) throws
    -> [DefinitionProblem]
  {
    switch try read(files, sources: sources) {
    case .success: []
    case .failure(let errors): errors.problems
    }
  }

  @Test("By edition, with every field, and nothing is asked of files that lie aside")
  func everything() throws {
    let deliveries = try read(Self.files).get()
    #expect(deliveries.map(\.path) == ["first/b.csv", "first/a.csv"])
    #expect(deliveries.map(\.edition) == [1, 2])
    #expect(deliveries.map(\.status) == [.final, .preliminary])
    #expect(deliveries.map(\.asOf) == [Period(parsing: "2024-01-01"), nil])
    #expect(deliveries.map(\.announcedRecords) == [7, nil])
    #expect(deliveries[0].sha256?.prefix(6) == "ba7816")
    #expect(deliveries[0].received == Period(parsing: "2025-08-20"))
  }

  @Test(
    "A mistake is refused with its line",
    arguments: [
      ("file: b.csv", "file: ../b.csv", 2, "the name of a file in this folder"),
      ("file: b.csv", "file: a.csv", 12, "'a.csv' stands already on line 2"),
      ("received: 2025-08-20", "received: 2025-02-29", 4, "a day that exists"),
      ("asOf: 2024-01-01", "asOf: 2024", 5, "a day that exists"),
      ("edition: 1", "edition: 0", 6, "a whole number from 1"),
      ("status: final", "status: finall", 7, "Did you mean 'final'?"),
      ("ba7816", "BA7816", 10, "64 digits"),
      ("records: 7", "records: -7", 11, "a whole number from 0"),
      ("citation: letter of July", "cite: letter of July", 12, "the key 'citation' is missing"),
    ])
  func mistakes(_ old: String, _ new: String, _ line: Int, _ words: String) throws {
    var files = Self.files
    try #require(Self.entry.contains(old))
    files["first/delivery.yaml"] = Self.entry.replacingOccurrences(of: old, with: new)
    let problems = try problems(files)
    #expect(
      problems.contains {
        $0.line == line && $0.kind == .invalid && $0.description.contains(words)
      }, "\(problems)")
  }

  @Test("A listed file, a delivery.yaml, a folder that is not there is missing input")
  func missing() throws {
    var files = Self.files
    files["first/a.csv"] = nil
    files["second/x.csv"] = "x"
    let problems = try problems(files, sources: ["first", "second", "third"])
    #expect(problems.map(\.kind) == [.missing, .missing, .missing])
    #expect(problems.map(\.line) == [12, 1, 1])
    #expect(problems[0].reason == "there is no file 'a.csv' in the folder")
    #expect(problems[1].reason == "the source 'second' has no delivery.yaml")
    #expect(problems[2].reason == "the source 'third' has no folder of deliveries")
  }

  @Test("A source without deliveries is missing input")
  func empty() throws {
    let problems = try problems(["first/delivery.yaml": "deliveries: []"])
    #expect(problems.map(\.kind) == [.missing])
  }

  @Test("A file nobody described, and a folder of no source, are named")
  func undescribed() throws {
    var files = Self.files
    files["first/c.csv"] = "x"
    files["frist/a.csv"] = "x"
    let problems = try problems(files)
    #expect(problems.map(\.kind) == [.invalid, .invalid])
    #expect(problems[0].reason == "'c.csv' lies in the folder and is not described")
    #expect(problems[1].suggestion == "Did you mean 'first'?")
  }

  @Test("A folder of deliveries that is not there is missing input")
  func noFolder() {
    let folder = PipelineFolder(path: "p", deliveries: "/nowhere/at/all", warehouse: "w")
    let error = #expect(throws: DefinitionErrors.self) {
      try DeliveryReader(folder: folder, sources: ["first"]).read()
    }
    #expect(error?.problems.map(\.kind) == [.missing])
  }
}
