import ArgumentParser
import Files
import Foundation
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq report`: the discrepancies of a vintage as one page, with the tables behind it.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the discrepancy report: one page to mail or print, and its tables as CSV.",
    discussion: """
      EXAMPLES
        sanaq report kazakhstan
        sanaq report karaganda --language kk --output Reports/karaganda --worst 20

      The page stands for itself and stays under 5 MB: the worst cells in full, the rest in counts \
      with links to the CSV files beside it. For every supplier there is a letter that names lines of \
      its own files. The same vintage makes the same bytes.
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Option(help: "The folder to write into; the warehouse's name with -report if none is given.")
  var output: String?

  @Option(help: "The language: en, ru, kk.")
  var language = Language.english

  @Option(help: "How many of the worst cells to show in full.")
  var worst = 50

  @Option(help: "The vintage to read; the latest if none is given.")
  var vintage: Int?

  @Flag(help: "Print nothing.")
  var quiet = false

  func validate() throws {
    guard worst >= 0 else { throw ValidationError("--worst must be at least 0") }
  }

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let report = try DiscrepancyReport(
      reading: reader, definition: definition, words: Words(language), vintage: vintage,
      worst: worst)
    let target = try ReportFolder(output ?? folder.warehouse.withoutSuffix + "-report")
    var files: [(table: ReportTable, rows: Int)] = []
    for table in report.tables.all(letters: report.letters) {
      let file = try target.file(table.fileName)
      var buffer: [UInt8] = []
      let rows = try report.tables.write(table) { line in
        buffer.append(contentsOf: line.utf8)
        if buffer.count < 1 << 16 { return }
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
      try file.write(buffer)
      try file.publish()
      files.append((table, rows))
    }
    // Last, so that a page on disk has its tables beside it.
    let page = try target.file("report.html")
    try page.write(Array(try report.page(files: files).text.utf8))
    try page.publish()
    if !quiet { try Console.print(target.path("report.html")) }
  }
}

extension Language: ExpressibleByArgument {}

/// The folder a report is written into, made where there is none.
private struct ReportFolder {
  private let folder: String

  init(_ folder: String) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileFailure(path: folder, reason: .noFolder)
    }
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func file(_ name: String) throws(FileFailure) -> AtomicFile { try AtomicFile(path: path(name)) }
}

extension String {
  fileprivate var withoutSuffix: String {
    hasSuffix(".sqlite") ? String(dropLast(".sqlite".count)) : self
  }
}
