/// Why a file given to `sanaq analyse` was refused, and where.
struct AnalysisInputError: Error, CustomStringConvertible {
  /// As the user named it.
  var file: String
  /// From 1.
  var line: Int
  /// In characters, from 1.
  var column: Int
  /// What is wrong, and the next step.
  var reason: String

  /// The place, what is wrong and what to do.
  var description: String { "\(file):\(line):\(column): \(reason)" }
}
