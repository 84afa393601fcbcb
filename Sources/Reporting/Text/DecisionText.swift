package import Warehousing

/// A decision for a person at a terminal: who, what, why, on which evidence, and what became of it.
package struct DecisionText {
  private let entry: DecisionAtCell

  package init(_ entry: DecisionAtCell) { self.entry = entry }

  package var lines: [String] {
    let decision = entry.decision
    let reasons = decision.reason.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    let why =
      entry.status == decision.status
      ? decision.outcome : "\(entry.status.words) here; elsewhere \(decision.outcome)"
    let until = decision.expires.map { ", until \($0)" } ?? ""
    return
      (["Decision \(decision.sentence)", "  \(why)\(until)"] + reasons + [
        "  evidence SHA-256 \(decision.evidence), file SHA-256 \(decision.sha256)"
      ] + decision.seen.map { "    \($0)" }).map(TextTable.printable)
  }
}
