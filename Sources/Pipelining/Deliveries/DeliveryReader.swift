import Files
package import StatisticalModel

/// Reads which files were delivered for the sources of a pipeline.
package struct DeliveryReader {
  static let fileName = "delivery.yaml"

  private let folder: String
  private let sources: [String]

  /// - Parameters:
  ///   - folder: where the pipeline's deliveries are.
  ///   - sources: ids of the sources that must have some.
  package init(folder: PipelineFolder, sources: [String]) {
    self.folder = folder.deliveries
    self.sources = sources.sorted()
  }

  /// Every delivery, by source, edition and path; the files themselves are not opened.
  ///
  /// - Throws: every problem found. Those of kind `missing` say that a file or a whole source is
  ///   not there; the others that something lies there which nobody described, or badly.
  package func read() throws(DefinitionErrors) -> [Delivery] {
    guard let listing = FolderListing(folder) else {
      throw DefinitionErrors([
        DefinitionProblem(
          .missing, file: folder, reason: "there is no such folder of deliveries",
          suggestion: "Make it, or correct 'deliveries' in pipeline.yaml.")
      ])
    }
    var problems = strangers(in: listing)
    var deliveries: [Delivery] = []
    for source in sources {
      let list = ProblemList(file: "\(folder)/\(source)/\(Self.fileName)")
      deliveries += self.deliveries(of: source, list)
      problems += list.problems
    }
    guard problems.isEmpty else { throw DefinitionErrors(problems) }
    return deliveries.sorted {
      ($0.source, $0.edition, $0.path) < ($1.source, $1.edition, $1.path)
    }
  }

  /// What lies beside the sources' folders.
  private func strangers(in listing: FolderListing) -> [DefinitionProblem] {
    listing.entries.compactMap { entry in
      let isKnown = entry.kind == .folder && sources.contains(entry.name)
      guard !isKnown, !entry.isAsideOfDeliveries else { return nil }
      let nearest = nearestName(to: entry.name, among: sources)
      return DefinitionProblem(
        file: "\(folder)/\(entry.name)", reason: "the pipeline has no source of this name",
        suggestion: nearest.map { "Did you mean '\($0)'?" }
          ?? "Describe it in sources/, or move it away.")
    }
  }

  private func deliveries(of source: String, _ problems: ProblemList) -> [Delivery] {
    guard let listing = FolderListing("\(folder)/\(source)") else {
      problems.add(
        "the source '\(source)' has no folder of deliveries",
        suggestion: "Make the folder and put the files and a delivery.yaml into it.", kind: .missing
      )
      return []
    }
    guard listing.contains(Self.fileName) else {
      problems.add(
        "the source '\(source)' has no delivery.yaml",
        suggestion: "Pipelines/README.md says what is in it.", kind: .missing)
      return []
    }
    guard let content = FileBytes(path: problems.file, problems),
      let node = DefinitionNode.read(yaml: content.bytes, problems),
      let entries = DeliveryFile.reading(source: source).value(of: node, problems)
    else { return [] }
    if entries.isEmpty, problems.problems.isEmpty {
      problems.add("no file of '\(source)' was delivered", at: node.place, kind: .missing)
    }
    for entry in entries where !listing.contains(entry.name) {
      problems.add(
        "there is no file '\(entry.name)' in the folder", at: entry.place,
        suggestion: "Put it there, or take its entry out.", kind: .missing)
    }
    // An entry that could not be read may be the one that describes a file.
    guard problems.problems.allSatisfy({ $0.kind == .missing }) else { return [] }
    refuseUndescribed(in: listing, source: source, entries, problems)
    return entries.map(\.delivery)
  }

  private func refuseUndescribed(
    in listing: FolderListing, source: String, _ entries: [DeliveryFile.Entry],
    _ problems: ProblemList
  ) {
    let described = Set(entries.map(\.name) + [Self.fileName])
    for entry in listing.entries where !entry.isAsideOfDeliveries {
      guard !described.contains(entry.name) || entry.kind != .file else { continue }
      problems.add(
        entry.kind == .file
          ? "'\(entry.name)' lies in the folder and is not described"
          : "'\(entry.name)' lies in the folder and is not a file",
        suggestion: "Add an entry for it, or move it away.")
    }
  }
}

extension FolderListing {
  fileprivate func contains(_ file: String) -> Bool {
    entries.contains { $0.name == file && $0.kind == .file }
  }
}

extension FolderListing.Entry {
  /// Notes, licences and dot files may lie beside the deliveries.
  fileprivate var isAsideOfDeliveries: Bool {
    isAside || (kind == .file && name.hasPrefix("LICENSE"))
  }
}
