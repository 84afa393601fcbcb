package import Extraction
import Files
import Foundation
import SDMXVocabulary
import StatisticalModel

/// The folder of a pipeline that does not exist yet.
package struct NewPipeline {
  package struct File: Hashable, Sendable {
    /// Below the pipeline's folder.
    package var path: String
    package var bytes: [UInt8]

    init(_ path: String, _ text: String) {
      self.path = path
      bytes = Array(text.utf8)
    }
  }

  private let folder: String
  private let name: String

  /// - Throws: ``DefinitionErrors`` when the folder's name is no id of a pipeline.
  package init(folder: String) throws(DefinitionErrors) {
    self.folder = folder
    name = PipelineFolder.name(of: folder)
    guard isIdentifier(name) else {
      throw DefinitionErrors([
        DefinitionProblem(
          file: folder, reason: "'\(name)' is not an id",
          suggestion: "Use lower-case letters, digits and hyphens, a letter first.")
      ])
    }
  }

  /// Writes the files.
  ///
  /// - Throws: `FileFailure` when there is a folder of that name with anything in it: nothing is
  ///   overwritten.
  package func write(_ files: [File]) throws {
    if FolderListing(folder)?.entries.isEmpty == false || PublishedFile(path: folder).exists {
      throw FileFailure(path: folder, reason: .alreadyExists)
    }
    for file in files {
      let path = "\(folder)/\(file.path)"
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(),
        withIntermediateDirectories: true)
      let output = try AtomicFile(path: path)
      try output.write(file.bytes)
      try output.publish()
    }
  }

  private var pipelineFile: File {
    File(
      "pipeline.yaml",
      """
      # What the pipeline is called; deliveries lie in ../../RawData/\(name)/<source>/.
      pipeline: \(name)
      title: {en: \(name)}

      """)
  }

  /// A pipeline that says by an example what belongs where.
  package func skeleton() -> [File] {
    [
      pipelineFile,
      File(
        "structure.yaml",
        """
        # The dimensions of a cell, in the order of its key.
        dimensions:
          - {id: indicator, codelist: indicator}
          - {id: period, time: true}
          - {id: sex, codelist: sex, total: _T}   # total: the code meant when nothing is said

        """),
      File(
        "codelists/indicator.csv",
        "code,name_en,unit,measure,additive\nchildren,Children,persons,stock,sex\n"),
      File("codelists/sex.csv", "code,parent,name_en\n_T,,Total\nF,_T,Girls\nM,_T,Boys\n"),
      File(
        "sources/ministry.yaml",
        """
        # One provider's files: what the numbers mean, and how the files are laid out.
        source: ministry
        title: {en: A ministry's table}
        provider: ministry
        definition:
          concept: children, as the ministry counts them
          measure: stock
        file: {format: csv}
        dimensions:
          indicator: {code: children}
          period: {column: Year, form: calendarYear}
          sex: {column: Sex}
        values:
          - {column: Children}
        missing: {"": missing}

        """),
      File(
        "reconcile.yaml",
        """
        # Which source a figure is taken from.
        figures:
          - {id: ministry, where: {indicator: children}, use: ministry, basis: the only source}

        """),
    ]
  }

  /// A pipeline whose dimensions and codes are those of a data structure, and a source that
  /// delivers by it.
  ///
  /// - Throws: ``ExtractionError`` when the message has not exactly one data structure.
  package func files(
    from structures: SDMXStructures, copiedFrom path: String
  ) throws -> [File] {
    let structure: SDMXDataStructure
    do throws(SDMXFault) {
      structure = try structures.dataStructure(of: nil)
    } catch {
      throw ExtractionError(file: path, line: 1, column: 1, reason: .sdmx(error))
    }
    let lists = StructureLists(structures, structure)
    let message = File("structures/source.xml", "")
    var copy = message
    copy.bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    return [pipelineFile, File("structure.yaml", lists.structureFile)] + lists.codelists
      + [
        copy, File("sources/source.yaml", lists.sourceFile),
        File(
          "reconcile.yaml",
          """
          # Which source a figure is taken from.
          figures:
            - {id: source, where: {}, use: source, basis: the only source}

          """),
      ]
  }
}

/// The dimensions and code lists of cells, made from a data structure.
private struct StructureLists {
  private struct Made {
    var id: String
    var component: SDMXDataStructure.Component
    var list: SDMXStructures.Scheme?
  }

  private let structures: SDMXStructures
  private let structure: SDMXDataStructure
  private var dimensions: [Made] = []
  /// Dimensions that any text may stand in: no list can be made of them.
  private var free: [String] = []

  init(_ structures: SDMXStructures, _ structure: SDMXDataStructure) {
    self.structures = structures
    self.structure = structure
    for part in structure.parts where part.role == .dimension {
      let list = structures.codelist(of: part)
      if list == nil, !part.isTime {
        free.append(part.id)
      } else {
        dimensions.append(Made(id: Self.id(of: part), component: part, list: list))
      }
    }
  }

  private static func id(of part: SDMXDataStructure.Component) -> String {
    if part.isTime { return "period" }
    if part.id == "REF_AREA" { return Structure.areaDimension }
    return part.id.lowercased().replacing("_", with: "-")
  }

  private var hasIndicator: Bool {
    dimensions.contains { $0.id == Structure.indicatorDimension }
  }

  private var ownIndicator: String { structure.reference.id.lowercased().replacing("_", with: "-") }

  var structureFile: String {
    var lines = ["# From the data structure \(structure.reference).", "dimensions:"]
    if !hasIndicator { lines.append("  - {id: indicator, codelist: indicator}") }
    for made in dimensions {
      if made.component.isTime {
        lines.append("  - {id: \(made.id), time: true}")
      } else {
        let hasTotal = made.list?.items.contains { $0.id == "_T" } ?? false
        lines.append(
          "  - {id: \(made.id), codelist: \(made.id)\(hasTotal ? ", total: _T" : "")}")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var codelists: [NewPipeline.File] {
    var files = dimensions.compactMap { made in
      made.list.map { NewPipeline.File("codelists/\(made.id).csv", table($0, of: made.id)) }
    }
    if !hasIndicator {
      let name = structure.names["en"] ?? structure.reference.id
      files.insert(
        NewPipeline.File(
          "codelists/indicator.csv",
          "code,name_en,unit,measure,additive\n\(ownIndicator),\(Self.field(name)),unknown,stock,\n"
        ),
        at: 0)
    }
    return files
  }

  private func table(_ list: SDMXStructures.Scheme, of dimension: String) -> String {
    let isIndicator = dimension == Structure.indicatorDimension
    let known = Set(list.items.map(\.id))
    let parents = parents(of: list)
    var rows = [
      "code,parent,name_en,name_ru,name_kk" + (isIndicator ? ",unit,measure,additive" : "")
    ]
    for item in list.items {
      let parent = parents[item.id].flatMap { known.contains($0) ? $0 : nil } ?? ""
      let english =
        item.names["en"] ?? item.names.sorted { $0.key < $1.key }.first?.value ?? item.id
      let names = [english, item.names["ru"] ?? "", item.names["kk"] ?? ""].map(Self.field)
      rows.append(
        ([item.id, parent] + names + (isIndicator ? ["unknown", "stock", ""] : []))
          .joined(separator: ","))
    }
    return rows.joined(separator: "\n") + "\n"
  }

  /// By code the one above it: as the list says or, where it says nothing, its only hierarchy.
  private func parents(of list: SDMXStructures.Scheme) -> [String: String] {
    var own: [String: String] = [:]
    for item in list.items { own[item.id] = item.parent }
    return own.isEmpty ? structures.parents(inHierarchyOf: list) ?? [:] : own
  }

  private static func field(_ text: String) -> String {
    text.contains { ",\"".contains($0) || $0.isNewline }
      ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  var sourceFile: String {
    var lines = [
      "# Files of the data structure \(structure.reference). Say what the numbers mean.",
      "source: source", "title: {en: \(structure.reference.id)}",
      "provider: \(structure.reference.agency.lowercased())", "definition: {concept: unknown}",
    ]
    let fixed = free.map { "\($0): FILL_IN" }.joined(separator: ", ")
    lines.append(
      "file: {format: sdmx-ml, structure: source\(fixed.isEmpty ? "" : ", fixed: {\(fixed)}")}")
    if !hasIndicator { lines.append("dimensions: {indicator: {code: \(ownIndicator)}}") }
    return lines.joined(separator: "\n") + "\n"
  }
}
