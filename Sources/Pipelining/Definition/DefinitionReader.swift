import Extraction
import Files
package import StatisticalModel

/// Reads a pipeline's folder of text, described in `Pipelines/README.md`, into the model's values.
package struct DefinitionReader {
  private let folder: String

  /// - Parameter folder: the pipeline's folder; its last component is the pipeline's id.
  package init(folder: String) { self.folder = folder }

  /// Reads and checks every file of the folder.
  ///
  /// - Throws: every problem found, in order of file, line and column. All or nothing: a definition
  ///   with a problem is not handed out.
  package func read() throws(DefinitionErrors) -> (PipelineDefinition, PipelineFolder) {
    guard let files = DefinitionFolder(folder) else {
      throw DefinitionErrors([
        DefinitionProblem(
          .missing, file: folder, reason: "there is no such folder, or it cannot be read",
          suggestion: "Name a folder that holds a pipeline.yaml.")
      ])
    }
    // Any folder could be named by mistake; what lies in a strange one is none of our business.
    guard FolderListing(folder)?.entries.contains(where: { $0.name == "pipeline.yaml" }) == true
    else {
      throw DefinitionErrors([
        DefinitionProblem(
          .missing, file: folder, reason: "the folder is not a pipeline's: it has no pipeline.yaml",
          suggestion: "Name a folder that has one; Pipelines/README.md says what is in it.")
      ])
    }
    let reading = PipelineReading(files)
    guard let result = reading.result(), reading.problems.isEmpty else {
      throw DefinitionErrors(reading.problems)
    }
    return result
  }
}

/// One pass over the files of a folder, those first that others refer to.
private final class PipelineReading {
  private let folder: DefinitionFolder
  private var hashes: [String: String] = [:]
  private(set) var problems: [DefinitionProblem]

  init(_ folder: DefinitionFolder) {
    self.folder = folder
    problems = folder.problems
  }

  /// - Returns: nil when something that everything needs is missing; ``problems`` says what.
  func result() -> (PipelineDefinition, PipelineFolder)? {
    let name = PipelineFolder.name(of: folder.path)
    let pipeline = read("pipeline.yaml", as: PipelineFile.reading(folderName: name))
    let structure = structure()
    let vocabulary = Vocabulary(
      structure: structure, sources: folder.ids(in: "sources"),
      crosswalks: folder.ids(in: "crosswalks"), sourceStructures: sourceStructures())
    let sources = sources(vocabulary)
    let crosswalks = crosswalks(of: sources, structure)
    let rules = readIfPresent("rules.yaml", as: RulesFile.reading(vocabulary))
    let terms = BalancingTerms(
      rules: folder.files.contains("rules.yaml") ? rules?.rules : [],
      sources: sources.map(\.definition))
    let reconciliation = readIfPresent(
      "reconcile.yaml", as: ReconcileFile.reading(vocabulary, terms))
    let personalData = readIfPresent(PersonalDataFile.name, as: PersonalDataFile.reading)
    let decisions = decisions(vocabulary)
    guard let pipeline, let structure else { return nil }
    let definition = PipelineDefinition(
      id: pipeline.id, title: pipeline.title, agency: pipeline.agency, structure: structure,
      sources: sources.map(\.definition), crosswalks: crosswalks, rules: rules?.rules ?? [],
      editing: rules?.editing ?? EditingDefinition(),
      reconciliation: reconciliation ?? ReconciliationDefinition(),
      decisions: decisions,
      personalData: personalData ?? PersonalDataDefinition(),
      files: hashes.sorted { $0.key < $1.key }.map {
        DefinitionFile(path: $0.key, sha256: $0.value)
      }
    )
    return (
      definition,
      PipelineFolder(
        path: folder.path,
        deliveries: PipelineFolder.resolve(pipeline.deliveries, from: folder.path),
        warehouse: PipelineFolder.resolve(pipeline.warehouse, from: folder.path))
    )
  }

  private func structure() -> Structure? {
    let lists = folder.ids(in: "codelists")
    guard let file = read("structure.yaml", as: StructureFile.reading(codelists: lists)) else {
      // Which list is that of the indicators, and so which columns it has, is not known.
      for id in lists { hash("codelists/\(id).csv") }
      return nil
    }
    var codelists: [String: Codelist] = [:]
    for id in lists {
      collect("codelists/\(id).csv") { path, problems in
        let reader = CodelistFile(addends: file.indicatorList == id ? file.addends : nil)
        guard let (list, sha256) = reader.codelist(id: id, from: path, problems) else { return nil }
        codelists[id] = list
        if !file.codelists.contains(id) {
          problems.add(
            "no dimension uses this code list",
            suggestion: "Name it in structure.yaml or move it out of the pipeline.")
        }
        return sha256
      }
    }
    let problems = ProblemList(file: "structure.yaml")
    defer { self.problems += problems.problems }
    return file.structure(over: codelists, problems)
  }

  /// The structure messages that sources come with.
  private func sourceStructures() -> [String: SDMXStructures] {
    var structures: [String: SDMXStructures] = [:]
    for id in folder.ids(in: "structures") {
      collect("structures/\(id).xml") { path, problems in
        do {
          structures[id] = try SDMXStructureReader(path: path, displayName: problems.file).read()
          return try FileDigest(path: path).sha256
        } catch let error as ExtractionError {
          problems.add(
            error.reason.words.trimmingFullStop, at: Place(line: error.line, column: error.column))
        } catch {
          problems.add("the file cannot be read", suggestion: "Check the disk.", kind: .missing)
        }
        return nil
      }
    }
    return structures
  }

  private func sources(_ vocabulary: Vocabulary) -> [SourceFile] {
    if vocabulary.sources.isEmpty {
      problems.append(
        DefinitionProblem(
          file: "sources", reason: "the pipeline has no source",
          suggestion: "Describe each provider's files in sources/<id>.yaml."))
    }
    return vocabulary.sources.compactMap { id in
      if id == "interval" {
        problems.append(
          DefinitionProblem(
            file: "sources/\(id).yaml", reason: "'interval' has a meaning in reconcile.yaml",
            suggestion: "Give the source another id."))
      }
      return read("sources/\(id).yaml", as: SourceFile.reading(id: id, vocabulary))
    }
  }

  private func crosswalks(of sources: [SourceFile], _ structure: Structure?) -> [Crosswalk] {
    var uses: [String: (dimension: String, source: String)] = [:]
    for source in sources {
      for use in source.crosswalks {
        let first = uses[use.crosswalk] ?? (use.dimension, source.definition.id)
        uses[use.crosswalk] = first
        guard first.dimension != use.dimension else { continue }
        problems.append(
          DefinitionProblem(
            file: "sources/\(source.definition.id).yaml", line: use.place.line,
            column: use.place.column,
            reason: "the crosswalk '\(use.crosswalk)' leads to '\(first.dimension)' in source "
              + "'\(first.source)' and to '\(use.dimension)' here",
            suggestion: "Make a crosswalk for each dimension."))
      }
    }
    var crosswalks: [Crosswalk] = []
    let allRead = sources.count == folder.ids(in: "sources").count
    for id in folder.ids(in: "crosswalks") {
      collect("crosswalks/\(id).csv") { path, problems in
        guard let file = CrosswalkFile(id: id, path: path, problems) else { return nil }
        if let use = uses[id] {
          if let dimension = structure?.dimensions.first(where: { $0.id == use.dimension }) {
            crosswalks.append(file.crosswalk(to: dimension))
          }
        } else if allRead {
          problems.add(
            "no source uses this crosswalk",
            suggestion: "Name it under 'dimensions' of a source or move it out of the pipeline.")
        }
        return file.sha256
      }
    }
    return crosswalks
  }

  private func decisions(_ vocabulary: Vocabulary) -> [Decision] {
    folder.ids(in: "decisions").compactMap { id -> Decision? in
      let file = "decisions/\(id).yaml"
      var decision = readIfPresent(file, as: DecisionFile.reading(id: id, vocabulary))
      decision?.sha256 = hashes[file] ?? ""
      return decision
    }.sorted()
  }

  // MARK: Files

  private func read<Value>(_ file: String, as reading: Reading<Value>) -> Value? {
    guard folder.files.contains(file) else {
      problems.append(
        DefinitionProblem(
          file: file, reason: "the file is missing",
          suggestion: "Pipelines/README.md says what is in it."))
      return nil
    }
    return readIfPresent(file, as: reading)
  }

  private func readIfPresent<Value>(_ file: String, as reading: Reading<Value>) -> Value? {
    guard folder.files.contains(file) else { return nil }
    var value: Value?
    collect(file) { path, problems in
      guard let content = FileBytes(path: path, problems) else { return nil }
      if let node = DefinitionNode.read(yaml: content.bytes, problems) {
        value = reading.value(of: node, problems)
      }
      return content.sha256
    }
    return value
  }

  private func hash(_ file: String) {
    collect(file) { path, problems in FileBytes(path: path, problems)?.sha256 }
  }

  /// Runs the reading of one file and keeps its problems and the hash it returns.
  private func collect(_ file: String, _ read: (_ path: String, ProblemList) -> String?) {
    let problems = ProblemList(file: file)
    hashes[file] = read("\(folder.path)/\(file)", problems)
    self.problems += problems.problems
  }
}

extension String {
  /// A sentence as a problem's reason, which has no full stop.
  fileprivate var trimmingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
