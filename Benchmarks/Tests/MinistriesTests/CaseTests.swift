import Crypto
import Foundation
import Ministries
import Testing

@Suite("Cases")
struct CaseTests {
  /// Bytes of every file of a case, by path.
  private func content(rows: Int, seed: Int) throws -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = try BenchmarkCase(rows: rows, seed: seed).write(to: folder.path)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        (try? Data(contentsOf: folder.appendingPathComponent(path))).map { (path, $0) }
      })
  }

  @Test("the same seed gives the same bytes, another seed others")
  func seeds() throws {
    let first = try content(rows: 2000, seed: 7)
    #expect(try content(rows: 2000, seed: 7) == first)
    #expect(try content(rows: 2000, seed: 8)["truth.csv"] != first["truth.csv"])
  }

  @Test("delivery.yaml names every file with its own hash")
  func hashes() throws {
    let content = try content(rows: 2000, seed: 7)
    let files = content.keys.filter {
      $0.hasPrefix("RawData/") && !$0.hasSuffix("delivery.yaml")
    }
    #expect(files.count > 10)
    for file in files {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      let name = file.split(separator: "/").last ?? ""
      let note = String(
        decoding: try #require(content["\(folder)/delivery.yaml"]), as: UTF8.self)
      let hash = SHA256.hash(data: try #require(content[file]))
        .map { String(format: "%02x", $0) }.joined()
      #expect(note.contains("file: \(name)\n"))
      #expect(note.contains(hash))
    }
  }

  @Test("every kind of error is in a case, however small")
  func kinds() throws {
    let truth = String(
      decoding: try #require(try content(rows: 4000, seed: 7)["truth.csv"]), as: UTF8.self)
    let kinds = Set(truth.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[0] })
    #expect(
      kinds.isSuperset(of: [
        "lost-rows", "duplicate", "resubmission", "factor-1000", "transposed-digits",
        "arithmetic", "rounding", "missing-as-zero", "other-age-scope", "other-date",
        "region-moved", "geography-split", "revision", "definition", "clean",
      ]))
  }
}
