/// How well the flags name what is known to be wrong.
///
/// An error is *flagged* when a flag at its cell names its source, and *found* when such a flag has
/// its cause as the primary one. A flag is *right* when an error at its cell has its cause and is of
/// one of its sources, *unexplained* when it has an error but names no cause (`UNX`), *wrong* when it
/// names another cause, and *false* when none of its sources has an error at its cell.
package struct Score: Sendable {
  package struct Kind: Sendable {
    package var kind: String
    package var cause: String
    package var evidence: String
    package var known = 0
    package var flagged = 0
    package var found = 0
    /// What was answered instead, by cause; nothing at all counts as an empty one.
    package var instead: [String: Int] = [:]
    package var recall: Double { Score.share(found, known) }
  }

  package struct Answers: Sendable {
    package var right = 0
    package var wrong = 0
    package var unexplained = 0
    package var falseFlags = 0
    package var precision: Double { Score.share(right, right + wrong + falseFlags) }
  }

  /// By kind of error.
  package private(set) var kinds: [Kind] = []
  /// By primary cause of the flags.
  package private(set) var causes: [String: Answers] = [:]
  /// False flags at cells that have no error at all.
  package private(set) var flaggedCleanCells = 0
  package let cleanCells: Int
  package private(set) var total = Answers()

  package static let unexplained = "UNX"

  package init(_ given: GivenFlags, against known: KnownErrors) {
    cleanCells = known.cleanCells
    let byCell = Dictionary(grouping: given.flags, by: \.cell)
    countErrors(known, byCell)
    var clean: Set<KnownErrors.Cell> = []
    for flag in given.flags {
      let errors = (known.errors[flag.cell] ?? []).filter { flag.sources.contains($0.source) }
      var answers = causes[flag.cause] ?? Answers()
      if errors.isEmpty {
        answers.falseFlags += 1
        if known.errors[flag.cell] == nil, !known.estimates.contains(flag.cell) {
          clean.insert(flag.cell)
        }
      } else if flag.cause == Self.unexplained {
        answers.unexplained += 1
      } else if errors.contains(where: { $0.cause == flag.cause }) {
        answers.right += 1
      } else {
        answers.wrong += 1
      }
      causes[flag.cause] = answers
    }
    flaggedCleanCells = clean.count
    for answers in causes.values {
      total.right += answers.right
      total.wrong += answers.wrong
      total.unexplained += answers.unexplained
      total.falseFlags += answers.falseFlags
    }
  }

  private mutating func countErrors(
    _ known: KnownErrors, _ byCell: [KnownErrors.Cell: [GivenFlags.Flag]]
  ) {
    var counted: [String: Kind] = [:]
    for (cell, errors) in known.errors {
      for error in errors {
        var kind =
          counted[error.kind]
          ?? Kind(kind: error.kind, cause: error.cause, evidence: error.evidence)
        let flags = (byCell[cell] ?? []).filter { $0.sources.contains(error.source) }
        kind.known += 1
        if !flags.isEmpty { kind.flagged += 1 }
        if flags.contains(where: { $0.cause == error.cause }) {
          kind.found += 1
        } else {
          kind.instead[flags.map(\.cause).min() ?? "", default: 0] += 1
        }
        counted[error.kind] = kind
      }
    }
    kinds = counted.values.sorted { $0.kind < $1.kind }
  }

  /// Found among known, over the kinds of one or every sort of evidence.
  package func recall(evidence: String? = nil) -> Double {
    let chosen = kinds.filter { evidence == nil || $0.evidence == evidence }
    return Self.share(
      chosen.reduce(0) { $0 + $1.found }, chosen.reduce(0) { $0 + $1.known })
  }

  static func share(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 1 : Double(part) / Double(whole)
  }
}
