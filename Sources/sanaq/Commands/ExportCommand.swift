import ArgumentParser
import Exporting
import Files
import Pipelining
import Reporting
import SDMXVocabulary
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
        sanaq export karaganda --format prov-json \
          --figure indicator=share-in-setting,area=KZ-35,period=2019
      """)

  @OptionGroup var pipeline: PipelineOptions

  @Option(help: ArgumentHelp("How to write it: \(ExportFormat.list).", valueName: "format"))
  var format: ExportFormat

  @Option(help: "One part: \(ExportPart.list). Default: figures.")
  var part: ExportPart?

  @Option(name: .shortAndLong, help: "A file, or a folder that is there; else standard output.")
  var output: String?

  @Option(help: "The cell whose neighbourhood prov-json is to show, or the id of its figure.")
  var figure: String?

  @Option(help: "The vintage to write; the latest if none is given.")
  var vintage: Int?

  func validate() throws {
    guard (format == .provJSON) == (figure != nil) else {
      throw ValidationError("prov-json is of one --figure, and no other format is.")
    }
  }

  func run() throws {
    if let figure { return try writeProvenance(of: figure) }
    let (definition, folder) = try pipeline.definition()
    let reader = try WarehouseReader(path: folder.warehouse)
    let export = VintageExport(
      tables: try VintageTables(definition, reader, vintage: vintage), definition: definition,
      reader: reader)
    let target = try ExportTarget(output)
    switch target {
    case .folder(let path): try export.write(format, parts: part.map { [$0] }, into: path)
    case .file, .standardOutput:
      try export.write(format, part: part ?? format.parts[0], to: target)
    }
  }

  private func writeProvenance(of figure: String) throws {
    let document = try ProvDocument.of(figure, in: pipeline.opened(), vintage: vintage)
    try ExportTarget(output).write { try $0(Array(document.json.text.utf8) + [0x0A]) }
  }
}

/// The formats of `--format`.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case sdmxCSV = "sdmx-csv"
  case sdmxCSV1 = "sdmx-csv-1"
  case sdmxML = "sdmx-ml"
  case sdmxML21 = "sdmx-ml-2.1"
  case csv
  case xlsx
  case provJSON = "prov-json"
  case openLineage = "openlineage"

  static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// What a folder gets, in the order in which it is written.
  var parts: [ExportPart] {
    switch self {
    case .sdmxCSV, .sdmxCSV1: [.figures, .sources]
    case .sdmxML, .sdmxML21: [.figures, .sources, .structure, .sourcesStructure]
    case .csv: [.figures, .sources, .flags, .codes]
    case .xlsx: [.workbook]
    case .provJSON: [.figures]
    case .openLineage: [.events]
    }
  }

  var fileExtension: String {
    switch self {
    case .sdmxCSV, .sdmxCSV1, .csv: "csv"
    case .sdmxML, .sdmxML21: "xml"
    case .xlsx: "xlsx"
    case .provJSON: "json"
    // One JSON document a line.
    case .openLineage: "ndjson"
    }
  }
}

/// The parts of `--part`; not every format has each.
enum ExportPart: String, CaseIterable, ExpressibleByArgument {
  case figures
  case sources
  case flags
  case codes
  /// The structure message of figures: one data structure, as whoever loads them wants it.
  case structure
  case sourcesStructure = "sources-structure"
  case events
  case workbook

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

  func write(lines: [String]) throws {
    try write { try $0(Array(lines.map { $0 + "\n" }.joined().utf8)) }
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
    case .sdmxCSV: try write(part, to: target) { cube, _ in .csv(SDMXCSV(cube, .v2)) }
    case .sdmxCSV1: try write(part, to: target) { cube, _ in .csv(SDMXCSV(cube, .v1)) }
    case .sdmxML: try writeSDMXML(.version30, part: part, to: target)
    case .sdmxML21: try writeSDMXML(.version21, part: part, to: target)
    case .openLineage:
      try target.write(lines: Self.lineage(of: run(), definition, reader).lines())
    case .xlsx: try writeWorkbook(to: target)
    // Of one figure: the verb has written it.
    case .provJSON: break
    case .csv: try target.write { try TableCSV.write(table(part), to: $0) }
    }
  }

  /// The events of the run that made a vintage.
  static func lineage(
    of run: RunRow, _ definition: PipelineDefinition, _ reader: WarehouseReader
  ) throws -> OpenLineageRun {
    let tables = try VintageTables(definition, reader, vintage: run.vintage)
    return OpenLineageRun(
      definition, run: run, inputs: try reader.inputs(vintage: run.vintage),
      tables: [tables.figures, tables.flags])
  }

  private func writeWorkbook(to target: ExportTarget) throws {
    guard case .file(let path) = target else {
      throw ValidationError("a workbook goes to a file: name one with --output.")
    }
    let rows = try reader.longestList(vintage: tables.vintage)
    let workbook = try WorkbookExport(tables, run: run())
    try publishing(as: path) { try workbook.write(to: $0, largestTable: rows) }
  }

  private func writeSDMXML(
    _ version: SDMXVersion, part: ExportPart, to target: ExportTarget
  ) throws {
    guard part == .structure || part == .sourcesStructure else {
      return try write(part, to: target) { .ml(SDMXMLData($0, version, $1)) }
    }
    let cube = try cube(part).cube
    let message = SDMXMLStructure(cube, version, try header(of: cube))
    try target.write { try $0(message.bytes) }
  }

  private func write(
    _ part: ExportPart, to target: ExportTarget, as format: (Cube, SDMXMLHeader) -> CubeFormat
  ) throws {
    let source = try cube(part)
    let format = format(source.cube, try header(of: source.cube))
    try target.write {
      try source.write(as: format, from: reader, vintage: tables.vintage, to: $0)
    }
  }

  private func header(of cube: Cube) throws -> SDMXMLHeader {
    SDMXMLHeader(cube, vintage: tables.vintage, prepared: try run().finished)
  }

  /// The run that made the vintage.
  private func run() throws -> RunRow {
    guard let run = try reader.runs().first(where: { $0.vintage == tables.vintage }) else {
      throw WarehouseError.noVintage(tables.vintage, latest: try reader.latestVintage())
    }
    return run
  }

  private func cube(_ part: ExportPart) throws -> ExportedCube {
    part == .sources || part == .sourcesStructure
      ? .sources(try SourceCube(definition))
      : .figures(
        try FigureCube(definition, decisions: reader.decisions(vintage: tables.vintage)))
  }

  private func table(_ part: ExportPart) -> ExportedTable {
    switch part {
    case .figures: tables.figures
    case .sources: tables.sources
    case .flags: tables.flags
    case .codes, .structure, .sourcesStructure, .events, .workbook: tables.codes
    }
  }

  /// Comes last: it is there only when every file it describes is.
  private func writeDataPackage(into folder: String) throws {
    let vintage = tables.vintage
    let resources = try ExportFormat.csv.parts.map { part in
      let digest = try FileDigest(path: "\(folder)/\(part.rawValue).csv")
      return DataPackage.Resource(table: table(part), bytes: digest.size, sha256: digest.sha256)
    }
    let package = try DataPackage(
      definition, run: run(), inputs: reader.inputs(vintage: vintage), resources: resources)
    try ExportTarget.file("\(folder)/datapackage.json").write {
      try $0(Array(package.json.text.utf8) + [0x0A])
    }
  }
}
