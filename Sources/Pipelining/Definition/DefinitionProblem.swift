import StatisticalModel

/// Something in a definition or delivery file that keeps a pipeline from being run.
package struct DefinitionProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The text is there and says something that cannot be used.
    case invalid
    /// A delivered file, or a source's whole folder of deliveries, is not there, or a file cannot
    /// be read from the disk.
    case missing
  }

  package var kind: Kind
  /// Below the pipeline's folder; for deliveries, from where the program was started.
  package var file: String
  /// From 1; 1 where the file as a whole is meant.
  package var line: Int
  /// From 1: the character in a YAML file, the field in a CSV file.
  package var column: Int
  /// What is wrong, without a full stop.
  package var reason: String
  /// The next step, a whole sentence.
  package var suggestion: String?

  package init(
    _ kind: Kind = .invalid, file: String, line: Int = 1, column: Int = 1, reason: String,
    suggestion: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
    self.suggestion = suggestion
  }
}

extension DefinitionProblem: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column, left.reason)
      < (right.file, right.line, right.column, right.reason)
  }
}

extension DefinitionProblem: CustomStringConvertible {
  /// Place, reason, next step: `FILE:line:column: reason. Next step.`.
  package var description: String {
    "\(file):\(line):\(column): \(reason)." + (suggestion.map { " \($0)" } ?? "")
  }
}

/// Every problem found in a folder, in order of file, line and column; at least one.
package struct DefinitionErrors: Error, Equatable {
  package let problems: [DefinitionProblem]

  init(_ problems: [DefinitionProblem]) { self.problems = problems.sorted() }
}

extension DefinitionErrors {
  /// The same problems with their files named from where the program was started, so that the
  /// messages of several pipelines can be told apart.
  func located(in folder: String) -> DefinitionErrors {
    DefinitionErrors(
      problems.map { problem in
        var problem = problem
        problem.file = problem.file == folder ? folder : "\(folder)/\(problem.file)"
        return problem
      })
  }
}

extension DefinitionErrors: CustomStringConvertible {
  /// One problem a line.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A place in a text file, both numbers from 1.
struct Place: Hashable {
  var line: Int
  var column: Int

  static let start = Place(line: 1, column: 1)
}

/// The problems of one file, gathered while its parts are read.
final class ProblemList {
  let file: String
  private(set) var problems: [DefinitionProblem] = []

  init(file: String) { self.file = file }

  func add(
    _ reason: String, at place: Place = .start, suggestion: String? = nil,
    kind: DefinitionProblem.Kind = .invalid
  ) {
    problems.append(
      DefinitionProblem(
        kind, file: file, line: place.line, column: place.column, reason: reason,
        suggestion: suggestion))
  }

  /// Notes a name that is none of `known`, with the nearest of them as the next step.
  func addUnknown(
    _ what: String, _ name: String, among known: some Sequence<String>, at place: Place
  ) {
    let known = known.sorted()
    let suggestion =
      nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
      ?? (known.isEmpty || known.count > 12 ? nil : "Known: \(known.joined(separator: ", ")).")
    add("unknown \(what) '\(name)'", at: place, suggestion: suggestion)
  }
}
