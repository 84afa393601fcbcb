import Files
import Foundation
import StatisticalModel

/// What stands in a folder, by name in alphabetical order.
struct FolderListing {
  struct Entry {
    var name: String
    var kind: PathKind

    /// Whether the name is one that may stand anywhere and says nothing: notes and dot files.
    var isAside: Bool { name.hasPrefix(".") || (name == "README.md" && kind == .file) }
  }

  let entries: [Entry]

  /// - Returns: nil when there is no such folder or it cannot be read.
  init?(_ path: String) {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: path) else { return nil }
    entries = names.sorted().map { Entry(name: $0, kind: PathKind(of: "\(path)/\($0)")) }
  }
}

/// The files of a pipeline's folder that define something, by path below it.
struct DefinitionFolder {
  /// The folders of files that share a kind, with their suffix.
  static let collections = [
    "codelists": ".csv", "crosswalks": ".csv", "sources": ".yaml", "decisions": ".yaml",
    "structures": ".xml",
  ]
  static let single = [
    "pipeline.yaml", "structure.yaml", "rules.yaml", "reconcile.yaml", PersonalDataFile.name,
  ]

  let path: String
  private(set) var files: [String] = []
  /// Files and folders that define nothing.
  private(set) var problems: [DefinitionProblem] = []

  /// - Returns: nil when there is no such folder.
  init?(_ path: String) {
    guard let listing = FolderListing(path) else { return nil }
    self.path = path
    for entry in listing.entries where !entry.isAside {
      if entry.kind == .file, Self.single.contains(entry.name) {
        files.append(entry.name)
      } else if entry.kind == .folder, let suffix = Self.collections[entry.name] {
        collect(entry.name, suffix)
      } else {
        refuse(entry.name, near: Self.single + Self.collections.keys)
      }
    }
    files.sort()
  }

  /// The ids of a collection: its file names without suffix, in order.
  func ids(in collection: String) -> [String] {
    let suffix = Self.collections[collection] ?? ""
    return files.filter { $0.hasPrefix("\(collection)/") }
      .map { String($0.dropFirst(collection.count + 1).dropLast(suffix.count)) }
  }

  private mutating func collect(_ collection: String, _ suffix: String) {
    for entry in FolderListing("\(path)/\(collection)")?.entries ?? [] where !entry.isAside {
      let file = "\(collection)/\(entry.name)"
      guard entry.kind == .file, entry.name.hasSuffix(suffix) else {
        problems.append(
          DefinitionProblem(
            file: file, reason: "\(collection) holds '<id>\(suffix)' files and nothing else",
            suggestion: "Rename it, or move it out of the pipeline."))
        continue
      }
      let id = String(entry.name.dropLast(suffix.count))
      let isDecision = collection == "decisions"
      if !(isDecision ? isDecisionIdentifier(id) : isIdentifier(id)) {
        problems.append(
          DefinitionProblem(
            file: file, reason: "the file name is not an id",
            suggestion: "Name it with lower-case letters, digits and hyphens, a letter "
              + "\(isDecision ? "or digit " : "")first."))
      }
      files.append(file)
    }
  }

  private mutating func refuse(_ name: String, near known: [String]) {
    problems.append(
      DefinitionProblem(
        file: name, reason: "nothing of this name belongs to a pipeline",
        suggestion: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
          ?? "Move it out of the pipeline's folder."))
  }
}
