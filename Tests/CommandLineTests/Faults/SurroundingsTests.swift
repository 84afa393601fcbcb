import Foundation
import TestSupport
import Testing

/// What must not decide a number: the order in which files are listed, the language and time zone
/// of the machine, how many files are read at once, how the program's dictionaries are seeded.
@Suite("The same deliveries give the same bytes in any surroundings")
struct SurroundingsTests {
  struct Surroundings: CustomTestStringConvertible {
    let locale: String
    let zone: String
    let jobs: Int
    let isSeeded: Bool
    let isReversed: Bool
    var testDescription: String {
      "\(locale), \(zone), \(jobs) jobs\(isSeeded ? ", seeded" : "")\(isReversed ? ", reversed" : "")"
    }
  }

  /// Twenty of all combinations, in which each value meets every other.
  static let combinations: [Surroundings] = {
    let locales = ["C", "tr_TR.UTF-8", "kk_KZ.UTF-8", "ar_EG.UTF-8", "de_DE.UTF-8"]
    let zones = ["UTC", "Asia/Almaty", "America/St_Johns", "Pacific/Kiritimati"]
    return (0..<20).map { number in
      Surroundings(
        locale: locales[number % 5], zone: zones[number % 4], jobs: [1, 2, 3, 8][number / 5],
        isSeeded: number % 2 == 0, isReversed: number % 3 == 0)
    }
  }()

  private static let pipeline = "kazakhstan"

  private struct Answers: Equatable {
    var warehouse: [UInt8]
    var flags: String
    var figures: String
    /// The report in Russian, whose words and numbers a locale could bend, by the names of its files.
    var report: [String: [UInt8]]
  }

  private static func answers(in surroundings: Surroundings) throws -> Answers {
    let workspace = try Workspace.fresh(pipeline)
    if surroundings.isReversed { try reverse(workspace) }
    var environment = try FailingCalls.environment(in: workspace.path)
    environment["LC_ALL"] = surroundings.locale
    environment["LANG"] = surroundings.locale
    environment["TZ"] = surroundings.zone
    environment["SWIFT_DETERMINISTIC_HASHING"] = surroundings.isSeeded ? "1" : nil
    let run = try workspace.sanaq(
      "run", pipeline, "--jobs", "\(surroundings.jobs)", environment: environment)
    #expect(run.code == 0, "\(run.errors)")
    let folder = "Warehouse/report"
    let report = try workspace.sanaq(
      "report", pipeline, "--language", "ru", "--output", folder, "--quiet",
      environment: environment)
    #expect(report.code == 0, "\(report.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: workspace.path(folder))
    return Answers(
      warehouse: try workspace.bytes("Warehouse/\(pipeline).sqlite"),
      flags: try workspace.sanaq("flags", pipeline, "--json", environment: environment).output,
      figures: try workspace.sanaq("figures", pipeline, "--csv", environment: environment).output,
      report: try Dictionary(
        uniqueKeysWithValues: files.map { ($0, try workspace.bytes("\(folder)/\($0)")) }))
  }

  /// Makes the files of every source anew in reverse order, and lists them so in `delivery.yaml`.
  private static func reverse(_ workspace: Workspace) throws {
    let folder = workspace.path("RawData/\(pipeline)")
    for source in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(source)")
      for file in files.sorted(by: >) {
        let path = "RawData/\(pipeline)/\(source)/\(file)"
        let bytes = try workspace.bytes(path)
        try FileManager.default.removeItem(atPath: workspace.path(path))
        try workspace.workdir.write(bytes, to: path)
      }
      let notes = "RawData/\(pipeline)/\(source)/delivery.yaml"
      let text = try String(contentsOfFile: workspace.path(notes), encoding: .utf8)
      let parts = text.split(separator: "  - file:", omittingEmptySubsequences: false)
      let entries = parts.dropFirst().reversed().map { part in
        "  - file:\(part)\(part.hasSuffix("\n") ? "" : "\n")"
      }
      try workspace.workdir.write("\(parts[0])\(entries.joined())", to: notes)
    }
  }

  private static let expected = Result {
    try answers(
      in: Surroundings(locale: "C", zone: "UTC", jobs: 1, isSeeded: true, isReversed: false))
  }

  @Test(
    "warehouse, flags, figures and the report with its tables are the same", arguments: combinations
  )
  func same(surroundings: Surroundings) throws {
    let answers = try Self.answers(in: surroundings)
    let expected = try Self.expected.get()
    #expect(answers.warehouse == expected.warehouse)
    #expect(answers.flags == expected.flags)
    #expect(answers.figures == expected.figures)
    // Named one by one: the whole would be too long to print.
    for (name, bytes) in expected.report {
      let isSame = answers.report[name] == bytes
      #expect(isSame, "\(name)")
    }
    #expect(answers.report.count == expected.report.count)
    #expect(expected.report["report.html"]?.isEmpty == false && expected.report.count > 3)
    #expect(!answers.flags.isEmpty && !answers.figures.isEmpty)
  }
}
