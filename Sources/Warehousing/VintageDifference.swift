/// What can make a figure another one from one vintage to the next.
package enum ChangeReason: String, CaseIterable, Sendable, Comparable {
  /// A file, or what its delivery note says of it.
  case data
  /// A file of the definition other than a decision.
  case rule
  case decision
  /// The program.
  case code

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// A figure that two vintages state differently.
package struct FigureChange: Hashable, Sendable {
  package var cell: String
  /// nil where the vintage does not know the cell.
  package var before: FigureRow?
  package var after: FigureRow?
  /// Everything that the figure rests on and that is not the same.
  ///
  /// Where there are several, the parts they had in the change cannot be told apart. Empty where
  /// nothing of the kind was found.
  package var reasons: [ChangeReason]

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// What two vintages state differently, and what is not the same about how they were made.
package struct VintageDifference: Hashable, Sendable {
  /// By cell.
  package var changes: [FigureChange]
  /// Cells whose figure is the same and about which something else is said: checks, flags, bridges,
  /// decisions, or the values beside the one that was taken.
  package var otherwise: Int
  /// Paths of the definition's files that are not the same, sorted.
  package var definitionFiles: [String]
  package var programVersions: (String, String)? {
    before.programVersion == after.programVersion
      ? nil : (before.programVersion, after.programVersion)
  }
  package var before: RunRow
  package var after: RunRow
}
