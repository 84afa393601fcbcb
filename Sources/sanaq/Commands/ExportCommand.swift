import ArgumentParser
import Exporting
import Files
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq export`: a vintage in the formats that others read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a vintage as SDMX, CSV with a data package, a workbook, PROV or OpenLineage.",
    discussion: """
      Into a folder (--output FOLDER) goes every part of a format, to a file or to standard output
      one of them (--part). Files are put in place whole or not at all.

      EXAMPLES
        sanaq export karaganda --format sdmx-csv
        sanaq export england --format csv --output england-2024/
        sanaq export england --format sdmx-csv --part sources --output sources.csv
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Option(help: ArgumentHelp("How to write it: \(ExportFormat.list).", valueName: "format"))
  var format: ExportFormat

  @Option(help: "One part: \(ExportPart.list). Default: figures.")
  var part: ExportPart?

  @Option(name: .shortAndLong, help: "A file, or a folder that is there; else standard output.")
  var output: String?

  @Option(help: "The vintage to write; the latest if none is given.")
  var vintage: Int?

  func run() throws {
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let export = VintageExport(
      tables: try VintageTables(definition, reader, vintage: vintage), definition: definition,
      reader: reader)
    let target = try ExportTarget(output)
    switch target {
    case .folder(let path): try export.write(format, parts: part.map { [$0] }, into: path)
    case .file, .standardOutput:
      try export.write(format, part: part ?? .figures, to: target)
    }
  }
}

/// The formats of `--format`.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case sdmxCSV = "sdmx-csv"
  case sdmxCSV1 = "sdmx-csv-1"
  case csv

  static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// What a folder gets, in the order in which it is written.
  var parts: [ExportPart] {
    switch self {
    case .sdmxCSV, .sdmxCSV1: [.figures, .sources]
    case .csv: [.figures, .sources, .flags, .codes]
    }
  }

  var fileExtension: String {
    switch self {
    case .sdmxCSV, .sdmxCSV1, .csv: "csv"
    }
  }
}

/// The parts of `--part`; not every format has each.
enum ExportPart: String, CaseIterable, ExpressibleByArgument {
  case figures
  case sources
  case flags
  case codes

  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

/// Where an export goes.
enum ExportTarget {
  case standardOutput
  case file(String)
  case folder(String)

  /// A path that is a folder, or ends like one, is a folder.
  init(_ path: String?) throws(FileFailure) {
    guard let path else {
      self = .standardOutput
      return
    }
    if isFolder(path) {
      self = .folder(path.hasSuffix("/") ? String(path.dropLast()) : path)
    } else if path.hasSuffix("/") {
      throw FileFailure(path: path, reason: .noFolder)
    } else {
      self = .file(path)
    }
  }

  /// Hands a sink for bytes to `body`; a file is put in place once `body` has returned.
  func write(_ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
    switch self {
    case .standardOutput:
      var output = StandardOutput()
      try body { try output.write($0) }
      try output.flush()
    case .file(let path):
      let file = try AtomicFile(path: path)
      try body { try file.write($0) }
      try file.publish()
    case .folder(let path): throw FileFailure(path: path, reason: .isDirectory)
    }
  }
}

/// A vintage on its way out.
struct VintageExport {
  let tables: VintageTables
  let definition: PipelineDefinition
  let reader: WarehouseReader

  /// Writes every part, or those named, as a file each.
  func write(_ format: ExportFormat, parts: [ExportPart]?, into folder: String) throws {
    for part in parts ?? format.parts {
      let path = "\(folder)/\(part.rawValue).\(format.fileExtension)"
      try write(format, part: part, to: .file(path))
    }
    if format == .csv, parts == nil { try writeDataPackage(into: folder) }
  }

  func write(_ format: ExportFormat, part: ExportPart, to target: ExportTarget) throws {
    guard format.parts.contains(part) else {
      throw ValidationError(
        "\(format.rawValue) has no part \(part.rawValue). It has: "
          + format.parts.map(\.rawValue).joined(separator: ", "))
    }
    switch format {
    case .sdmxCSV, .sdmxCSV1:
      let source = try cube(part)
      let writer = SDMXCSV(source.cube, format == .sdmxCSV ? .v2 : .v1)
      try target.write {
        try CubeText.write(source, as: writer, from: reader, vintage: tables.vintage, to: $0)
      }
    case .csv: try target.write { try TableCSV.write(table(part), to: $0) }
    }
  }

  private func cube(_ part: ExportPart) throws -> ExportedCube {
    part == .sources
      ? .sources(try SourceCube(definition))
      : .figures(
        try FigureCube(definition, decisions: reader.decisions(vintage: tables.vintage)))
  }

  private func table(_ part: ExportPart) -> ExportedTable {
    switch part {
    case .figures: tables.figures
    case .sources: tables.sources
    case .flags: tables.flags
    case .codes: tables.codes
    }
  }

  /// Comes last: it is there only when every file it describes is.
  private func writeDataPackage(into folder: String) throws {
    let vintage = tables.vintage
    let resources = try ExportFormat.csv.parts.map { part in
      let digest = try FileDigest(path: "\(folder)/\(part.rawValue).csv")
      return DataPackage.Resource(table: table(part), bytes: digest.size, sha256: digest.sha256)
    }
    guard let run = try reader.runs().first(where: { $0.vintage == vintage }) else {
      throw WarehouseError.noVintage(vintage, latest: try reader.latestVintage())
    }
    let package = DataPackage(
      definition, run: run, inputs: try reader.inputs(vintage: vintage), resources: resources)
    try ExportTarget.file("\(folder)/datapackage.json").write {
      try $0(Array(package.json.text.utf8) + [0x0A])
    }
  }
}
