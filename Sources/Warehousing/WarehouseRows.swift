package import StatisticalModel

/// A run that made a vintage, with the sums of its ledgers.
package struct RunRow: Hashable, Sendable {
  package var vintage: Int
  package var started: String
  package var finished: String
  package var programVersion: String
  package var definitionHash: String
  package var manifest: String
  package var manifestHash: String
  package var previousHash: String
  package var deliveries: Int
  package var ledger: LedgerCounts
  /// Cells whose result this vintage wrote.
  package var cellsWritten: Int
}

/// How many records of a delivery became what.
package struct LedgerCounts: Hashable, Sendable {
  package var read: Int
  package var loaded: Int
  package var quarantined: Int
  package var ignored: Int

  package var balances: Bool { read == loaded + quarantined + ignored }

  package init(read: Int, loaded: Int, quarantined: Int, ignored: Int) {
    self.read = read
    self.loaded = loaded
    self.quarantined = quarantined
    self.ignored = ignored
  }

  /// The counts of all of some deliveries.
  package static func sum(_ counts: [LedgerCounts]) -> LedgerCounts {
    counts.reduce(LedgerCounts(read: 0, loaded: 0, quarantined: 0, ignored: 0)) { sum, counts in
      LedgerCounts(
        read: sum.read + counts.read, loaded: sum.loaded + counts.loaded,
        quarantined: sum.quarantined + counts.quarantined, ignored: sum.ignored + counts.ignored)
    }
  }

  package static let none = LedgerCounts(read: 0, loaded: 0, quarantined: 0, ignored: 0)
}

/// A delivery that a vintage rests on, and its reading.
package struct InputRow: Hashable, Sendable {
  package var source: String
  package var path: String
  package var sha256: String
  package var size: Int
  package var sender: String
  package var received: String
  package var asOf: String?
  package var edition: Int
  package var status: Delivery.Status
  package var licence: String
  package var citation: String
  /// Identifies the reading within the warehouse.
  package var stagingID: Int
  package var stagingHash: String
  package var ledger: LedgerCounts
  /// The vintage that first had the delivery, so described.
  package var deliveredIn: Int
  /// The vintage that read it so.
  package var readIn: Int
}

/// A code a cell has in a dimension.
package struct DimensionCode: Hashable, Sendable {
  package var dimension: String
  package var code: String
}

/// The reconciled value of a cell.
package struct FigureRow: Hashable, Sendable {
  /// Canonical text of the cell.
  package var cell: String
  package var status: Figure.Status
  package var value: ExactDecimal?
  package var lower: ExactDecimal?
  package var upper: ExactDecimal?
  package var standardError: ExactDecimal?
  package var method: String
  package var rule: String
  package var explainedShare: ExactDecimal?
  package var outcome: Outcome
  /// The vintage that wrote it; it has held since.
  package var vintage: Int
  /// SHA-256 over all that reconciliation said about the cell, in hexadecimal.
  package var hash: String

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// A source's value as a figure, a flag or a bridge quotes it.
package struct QuotedRow: Hashable, Sendable {
  package var source: String
  package var path: String
  package var cell: String
  package var value: ObservedValue
  package var asOf: String?

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// A discrepancy.
package struct FlagRow: Hashable, Sendable {
  package var id: String
  package var cell: String
  package var rule: String
  package var cause: Cause
  package var secondary: [Cause]
  package var confidence: Confidence
  package var severity: Severity
  package var reported: [QuotedRow]
  package var measures: Measures
  package var evidence: [Evidence]
  package var proposals: [ProposalRow]
  /// What it said before a person decided its cause; nil where nobody did.
  package var decided: DecidedCause?
  /// The vintage that wrote it; it has held since.
  package var vintage: Int

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// A value that would resolve a flag: ``ProposedValue`` with its cell as text.
package struct ProposalRow: Hashable, Sendable {
  package var source: String
  package var cell: String
  package var from: ExactDecimal?
  package var to: ExactDecimal?
  package var lower: ExactDecimal?
  package var upper: ExactDecimal?
  package var method: ProposedValue.Method
  package var solution: Int
  package var weight: ExactDecimal
  package var status: ProposedValue.Status

  package var codes: [DimensionCode] { DimensionCode.codes(of: cell) }
}

/// How many flags of a vintage have this cause and severity.
package struct FlagCount: Hashable, Sendable {
  package var cause: Cause
  package var severity: Severity
  package var count: Int
}

/// A bridge between two sources of a cell.
package struct BridgeRow: Hashable, Sendable {
  package var id: String
  package var left: QuotedRow
  package var right: QuotedRow
  package var gap: ExactDecimal
  package var steps: [Bridge.Step]
  package var unexplained: ExactDecimal
  package var explainedShare: ExactDecimal?
}

/// What became of a block of cells that a balancing ties together.
package struct BalancedBlockRow: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    package var quoted: QuotedRow
    package var variance: String?
    package var adjusted: BalancedBlock.Adjusted?
  }

  package struct Constraint: Hashable, Sendable {
    package var rule: String
    /// Canonical text.
    package var cell: String
    package var source: String
    package var state: BalancedBlock.Constraint.State
    package var discrepancy: String?
    package var price: String?
    package var contribution: String?
  }

  package var id: String
  /// Canonical text of the block's first cell.
  package var cell: String
  package var status: BalancedBlock.Status
  package var gate: BalancedBlock.Gate?
  package var level: ExactDecimal
  package var overrideReason: String?
  package var values: [Value]
  package var constraints: [Constraint]
  /// The vintage that wrote it; it has held since.
  package var vintage: Int
}

/// What one delivery says about one cell, with the records that say it.
package struct ObservationRow: Hashable, Sendable {
  package var cell: String
  package var source: String
  package var path: String
  package var edition: Int
  package var stagingID: Int
  package var value: ObservedValue
  package var asOf: String?
  package var extentFrom: Int?
  package var records: [Int]
  package var field: Int
  package var duplicates: [Int]
  package var certainty: Crosswalk.Certainty
}

/// Everything a vintage knows about a cell.
package struct CellDossier: Hashable, Sendable {
  package var figure: FigureRow
  package var used: [QuotedRow]
  package var lost: [QuotedRow]
  package var checks: [Check]
  package var flags: [FlagRow]
  package var bridges: [BridgeRow]
  /// Blocks of balancing that one of the cell's values is in; by the definition's id.
  package var blocks: [BalancedBlockRow]
  /// About the cell, applied or not, in the order of replay.
  package var decisions: [DecisionAtCell]
  /// Of every delivery of the vintage, superseded editions included; by path.
  package var observations: [ObservationRow]
}

/// A figure back to the bytes it was taken from.
package struct FigureTrace: Hashable, Sendable {
  package struct Input: Hashable, Sendable {
    package var isUsed: Bool
    package var quoted: QuotedRow
    package var delivery: InputRow
    /// What the delivery says about the quoted cell.
    package var observations: [TracedObservation]
  }

  package struct TracedObservation: Hashable, Sendable {
    package var observation: ObservationRow
    /// Where its records stand, in the order of `observation.records`.
    package var records: [IndexedRecord]
  }

  package var figure: FigureRow
  package var inputs: [Input]
  /// About the cell, applied or not, in the order of replay.
  package var decisions: [DecisionAtCell]
}

extension DimensionCode {
  package static func codes(of cell: String) -> [DimensionCode] {
    cell.split(separator: ",").map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return DimensionCode(
        dimension: String(sides[0]), code: sides.count == 2 ? String(sides[1]) : "")
    }
  }
}
