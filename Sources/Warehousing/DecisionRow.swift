package import StatisticalModel

/// A decision as a vintage used it, with what became of it.
package struct DecisionRow: Hashable, Sendable {
  package var id: String
  /// Of its file, in hexadecimal.
  package var sha256: String
  package var author: String
  package var role: String
  package var secondSigner: String?
  package var date: String
  package var expires: String?
  package var action: Decision.Action
  package var flag: String?
  package var rule: String?
  /// Codes admitted, by dimension; a dimension not named admits every code.
  package var scope: [String: [String]]
  package var firstVintage: Int?
  package var lastVintage: Int?
  package var reason: LocalizedText
  /// SHA-256 over `seen`, in hexadecimal.
  package var evidence: String
  /// What its author saw, line by line.
  package var seen: [String]
  package var status: DecisionStatus
  /// Why it was not applied.
  package var why: [Evidence]
}

/// A decision about a cell: as the vintage has it, and what became of it there.
package struct DecisionAtCell: Hashable, Sendable {
  package var decision: DecisionRow
  package var status: DecisionStatus
}
