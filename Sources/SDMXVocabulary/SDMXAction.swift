/// What the sender of data wants done with them (SDMX 2.1 to 3.1, ActionType).
package enum SDMXAction: String, CaseIterable, Sendable {
  /// New values are added, given ones changed, the others left as they are (3.1 calls it merge).
  case append = "A"
  case merge = "M"
  /// Observations are replaced whole; others are left as they are.
  case replace = "R"
  /// The observations with the key, or the values, that are given are deleted.
  case delete = "D"
  /// An answer to a query; a system that loads it takes it as an append.
  case information = "I"

  /// As SDMX-ML writes it.
  package var word: String {
    switch self {
    case .append: "Append"
    case .merge: "Merge"
    case .replace: "Replace"
    case .delete: "Delete"
    case .information: "Information"
    }
  }

  package init?(word: String) {
    guard let action = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = action
  }
}
