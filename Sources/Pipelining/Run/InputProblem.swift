package import Files
package import StatisticalModel

/// Something in a delivered file that keeps it, or a record of it, from being loaded.
package struct InputProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The file as a whole cannot be used.
    case rejected(reason: String)
    /// The file could not be read at all.
    case unreadable(FileFailure)
    /// One record cannot; the others of the file can.
    case quarantined(column: String, reason: QuarantineReason)
  }

  /// As messages name it.
  package var file: String
  package var line: Int
  package var column: Int?
  package var kind: Kind

  package init(file: String, line: Int, column: Int? = nil, kind: Kind) {
    self.file = file
    self.line = line
    self.column = column
    self.kind = kind
  }
}

/// Why a run stopped before it loaded anything; the previous vintage is untouched.
package enum RunError: Error {
  /// Files or records were refused, and the run was not told to keep going.
  case inputRejected([InputProblem])
  /// The figures' rules do not decide for some cell.
  case undecided(String)
}
