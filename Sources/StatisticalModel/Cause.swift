/// Why two numbers differ, in the order in which causes are tried: cheapest certain evidence first.
package enum Cause: String, CaseIterable, Sendable, Comparable {
  /// Ingest: encoding, truncation, shifted column, lost row.
  case ingest = "ING"
  case duplicate = "DUP"
  /// Unit or scale, decimal comma, sign.
  case format = "FMT"
  case typing = "TYP"
  case arithmetic = "ARI"
  case rounding = "RND"
  /// Missing versus zero versus not applicable.
  case zero = "ZER"
  case definition = "DEF"
  case scope = "SCO"
  /// Reference date, school year against calendar year, stock against flow, lag.
  case time = "TIM"
  case geography = "GEO"
  case coverage = "COV"
  case linkage = "LNK"
  /// Agreement or difference between dependent sources.
  case dependence = "DEP"
  case revision = "REV"
  /// A rule or method of ours changed.
  case method = "MET"
  case disclosure = "SDC"
  case unexplained = "UNX"

  package var rank: Int { Self.ranks[self] ?? Self.allCases.count }

  private static let ranks: [Cause: Int] = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// ESS validation severities (comply or explain).
package enum Severity: String, CaseIterable, Sendable, Comparable {
  case info
  case warning
  case error

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// The three outcomes of any check.
package enum Outcome: String, CaseIterable, Sendable {
  case agrees
  case disagrees
  case cannotBeJudged
}

/// How far the evidence decides a cause.
package enum Confidence: String, CaseIterable, Sendable {
  case decisive
  case probable
  case possible
}
